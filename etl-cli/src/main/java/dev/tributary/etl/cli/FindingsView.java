package dev.tributary.etl.cli;

import dev.tributary.etl.core.Finding;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Findings of verify and audit, for people and programs. */
final class FindingsView {
    private static final int MAX_SHOWN = 100;

    private FindingsView() {}

    static void print(List<Finding> findings, PrintWriter out) {
        for (Finding finding : findings.subList(0, Math.min(MAX_SHOWN, findings.size()))) {
            out.println(PrintableText.of("  " + finding.kind() + "  " + finding.place() + ": " + finding.message()));
            out.println(PrintableText.of("    do  " + finding.cure()));
        }
        if (findings.size() > MAX_SHOWN) {
            out.println("  ... " + findings.size() + " findings in all; --json has them");
        }
    }

    static List<Object> json(List<Finding> findings) {
        return List.copyOf(findings.stream().map(FindingsView::json).toList());
    }

    private static Map<String, @Nullable Object> json(Finding finding) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("kind", finding.kind());
        object.put("place", finding.place());
        object.put("message", finding.message());
        object.put("cure", finding.cure());
        return object;
    }

    static int exitCode(List<Finding> findings) {
        return findings.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }
}
