package dev.tributary.etl.cli;

import dev.tributary.etl.core.Etl;
import dev.tributary.etl.core.Verification;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code etl verify}: whether a dataset's last release is still what was published. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description =
                "Read a dataset's last release again: commit, manifest, raw files and output have the digests that were"
                        + " written down. Tables of databases are not read.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all is as it was written", "1:something is not, or nothing was published"})
final class VerifyCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private DatasetParameter dataset = new DatasetParameter();

    VerifyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        return dataset.perform(surroundings, Etl::verify, (id, verification) -> {
            print(verification);
            return FindingsView.exitCode(verification.findings());
        });
    }

    private void print(Verification verification) {
        PrintWriter out = surroundings.out();
        if (dataset.jsonWanted()) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            object.put("dataset_id", verification.datasetId());
            object.put("release", verification.release().orElse(null));
            object.put("files", verification.files());
            object.put("output", verification.outputs());
            object.put("findings", FindingsView.json(verification.findings()));
            out.println(JsonText.of(object));
            return;
        }
        String release = verification.release().map(r -> "  release " + r).orElse("");
        String verdict = verification.findings().isEmpty()
                ? "all is as it was written"
                : verification.findings().size() + " findings";
        out.println(PrintableText.of(verification.datasetId() + release + "  " + verdict));
        out.println("  hashed    " + verification.files() + " files");
        verification
                .outputs()
                .forEach(output -> out.println(PrintableText.of(
                        "  output    " + output + (verification.isRead(output) ? "" : "  (not read)"))));
        FindingsView.print(verification.findings(), out);
    }
}
