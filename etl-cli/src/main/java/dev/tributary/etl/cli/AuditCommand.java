package dev.tributary.etl.cli;

import dev.tributary.etl.core.Audit;
import dev.tributary.etl.core.Etl;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code etl audit}: the objects of a dataset's last release against the object store. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description =
                "Compare the objects that were written for a dataset's last release with the object store, by key and in"
                        + " both directions.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all objects are VALID", "1:some are MISMATCH, MISSING or STRAY, or nothing was published"})
final class AuditCommand implements Callable<Integer> {
    private static final List<String> VERDICTS = List.of("VALID", "MISMATCH", "MISSING", "STRAY");

    private final Surroundings surroundings;

    @Mixin
    private DatasetParameter dataset = new DatasetParameter();

    AuditCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        return dataset.perform(surroundings, Etl::audit, (id, audit) -> {
            print(audit);
            return FindingsView.exitCode(audit.findings());
        });
    }

    private void print(Audit audit) {
        PrintWriter out = surroundings.out();
        if (dataset.jsonWanted()) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            object.put("dataset_id", audit.datasetId());
            object.put("release", audit.release().orElse(null));
            object.put("formats", audit.verdicts());
            object.put("findings", FindingsView.json(audit.findings()));
            out.println(JsonText.of(object));
            return;
        }
        String release = audit.release().map(r -> "  release " + r).orElse("");
        String verdict = audit.findings().isEmpty() ? "VALID" : audit.findings().size() + " findings";
        out.println(PrintableText.of(audit.datasetId() + release + "  " + verdict));
        if (audit.verdicts().isEmpty()) {
            out.println("  its loaders write no objects of records");
        } else {
            table(audit).print(out, surroundings.width());
        }
        FindingsView.print(audit.findings(), out);
    }

    private static TextTable table(Audit audit) {
        List<String> header = new ArrayList<>(List.of("format"));
        header.addAll(VERDICTS);
        TextTable table = new TextTable(header);
        audit.verdicts().forEach((format, counts) -> {
            List<String> cells = new ArrayList<>(List.of(format));
            VERDICTS.forEach(verdict -> cells.add(Quantities.count(counts.getOrDefault(verdict, 0L))));
            table.add(cells);
        });
        return table;
    }
}
