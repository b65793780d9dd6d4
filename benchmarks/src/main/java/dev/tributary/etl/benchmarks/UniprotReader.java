package dev.tributary.etl.benchmarks;

import dev.tributary.etl.spi.record.RecordPart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * How fast a file of UniProtKB becomes JSON lines, beside the limit of reading the same file in the same run: {@code UniprotReader FILE WORKERS ROUNDS
 * OUT [PARSER]}, where OUT is a file or {@code null} and PARSER is {@code uniprot_flat} unless given. The limit is the drain, for {@code uniprot_xml} that
 * of Woodstox. Limit and reading take turns, so that other load on the machine meets both; a warm-up round of each is not counted, but with
 * {@code -Detl.benchmark.cold=true} there is none, and the first reading is that of a cold JVM. With {@code -Detl.benchmark.hash=true} both digests are
 * made too.
 */
public final class UniprotReader {
    private static final int WITHOUT_PARSER = 4;

    private UniprotReader() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length < WITHOUT_PARSER || args.length > WITHOUT_PARSER + 1) {
            throw new IllegalArgumentException("UniprotReader FILE WORKERS ROUNDS OUT|null [PARSER]");
        }
        var file = Path.of(args[0]);
        int rounds = Integer.parseInt(args[2]);
        Optional<Path> out = args[3].equals("null") ? Optional.empty() : Optional.of(Path.of(args[3]));
        String parser = args.length > WITHOUT_PARSER ? args[WITHOUT_PARSER] : "uniprot_flat";
        try (var pass = new ParsePass(new Processors(parser, needs()), Integer.parseInt(args[1]))) {
            Limit limit = parser.equals("uniprot_xml")
                    ? WoodstoxDrain::seconds
                    : input -> Drain.pass(input).seconds();
            measure(pass, file, rounds, out, limit);
        }
    }

    private static Set<RecordPart> needs() {
        var needs = EnumSet.of(RecordPart.JSON);
        if (Boolean.getBoolean("etl.benchmark.hash")) {
            needs.add(RecordPart.CONTENT_HASH);
        }
        return needs;
    }

    private static void measure(ParsePass pass, Path file, int rounds, Optional<Path> out, Limit limit)
            throws IOException, InterruptedException {
        var console = new Console();
        if (!Boolean.getBoolean("etl.benchmark.cold")) {
            pass.over(file, out);
            limit.seconds(file);
        }
        var ratios = new double[rounds];
        var rates = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            double cpu = Processor.seconds();
            var read = pass.over(file, out);
            double between = Processor.seconds();
            double seconds = limit.seconds(file);
            ratios[i] = read.seconds() / seconds;
            rates[i] = read.entries() / read.seconds();
            console.line(
                    "round %d: %,d entries (%,d rejected), %.3f s, limit %.3f s: %,.0f entries/s, %.2f x limit, %.2f x by processor time",
                    i + 1,
                    read.entries(),
                    read.rejected(),
                    read.seconds(),
                    seconds,
                    rates[i],
                    ratios[i],
                    (between - cpu) / (Processor.seconds() - between));
        }
        console.line("median: %,.0f entries/s, %.2f x limit", Console.median(rates), Console.median(ratios));
    }

    /** One pass over a file that does no more than reading needs. */
    @FunctionalInterface
    private interface Limit {
        double seconds(Path file) throws IOException;
    }
}
