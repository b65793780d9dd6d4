package dev.tributary.etl.cli;

import dev.tributary.etl.core.Etl;
import dev.tributary.etl.core.RejectedRecord;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code etl rejects show}: all that is known of one reject, with its source text. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Show a reject and the start of its source text.")
final class RejectsShowCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "ID", description = "A number from 'etl rejects list'.")
    private long id;

    @Mixin
    private HomeOption home = new HomeOption();

    RejectsShowCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (!home.exists(surroundings)) {
            surroundings.err().println(home.missing());
            return ExitCode.FAILED;
        }
        try (Etl etl = home.open(surroundings)) {
            Optional<RejectedRecord> reject = etl.history().reject(id);
            reject.ifPresent(this::print);
            if (reject.isEmpty()) {
                surroundings
                        .err()
                        .println("There is no reject " + id + " in " + home.path()
                                + "; 'etl rejects list DATASET' shows their numbers");
            }
            return reject.isPresent() ? ExitCode.DONE : ExitCode.FAILED;
        }
    }

    private void print(RejectedRecord reject) {
        PrintWriter out = surroundings.out();
        out.println(PrintableText.of(reject.code() + ": " + reject.message()));
        line("field", reject.field());
        line("hint", reject.hint());
        line("type", reject.recordType());
        line("key", reject.recordIdentifier());
        line("place", reject.place());
        line("offset", reject.offset() + ", length " + reject.length() + " bytes of the decompressed file");
        line("job", reject.jobId());
        reject.curedBy().ifPresent(job -> line("cured by", job));
        out.println();
        out.println(PrintableText.of(new String(reject.raw(), StandardCharsets.UTF_8)));
    }

    private void line(String name, String value) {
        if (!value.isEmpty()) {
            surroundings.out().println(PrintableText.of(String.format(Locale.ROOT, "  %-9s %s", name, value)));
        }
    }
}
