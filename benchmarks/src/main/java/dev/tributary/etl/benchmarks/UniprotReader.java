package dev.tributary.etl.benchmarks;

import dev.tributary.etl.spi.record.RecordPart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * How fast a UniProtKB flat file becomes JSON lines, beside the drain of the same file in the same run: {@code UniprotReader FILE.gz WORKERS ROUNDS
 * OUT}, where OUT is a file or {@code null}. Drain and reading take turns, so that other load on the machine meets both; a warm-up round of each is
 * not counted. With {@code -Detl.benchmark.hash=true} both digests are made too.
 */
public final class UniprotReader {
    private UniprotReader() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length != 4) {
            throw new IllegalArgumentException("UniprotReader FILE.gz WORKERS ROUNDS OUT|null");
        }
        var file = Path.of(args[0]);
        int rounds = Integer.parseInt(args[2]);
        Optional<Path> out = args[3].equals("null") ? Optional.empty() : Optional.of(Path.of(args[3]));
        try (var pass = new ParsePass(new Processors("uniprot_flat", needs()), Integer.parseInt(args[1]))) {
            measure(pass, file, rounds, out);
        }
    }

    private static Set<RecordPart> needs() {
        var needs = EnumSet.of(RecordPart.JSON);
        if (Boolean.getBoolean("etl.benchmark.hash")) {
            needs.add(RecordPart.CONTENT_HASH);
        }
        return needs;
    }

    private static void measure(ParsePass pass, Path file, int rounds, Optional<Path> out)
            throws IOException, InterruptedException {
        var console = new Console();
        Drain.pass(file);
        pass.over(file, out);
        var ratios = new double[rounds];
        var rates = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            var drain = Drain.pass(file);
            var read = pass.over(file, out);
            ratios[i] = read.seconds() / drain.seconds();
            rates[i] = read.entries() / read.seconds();
            console.line(
                    "round %d: %,d entries (%,d rejected), %.3f s, drain %.3f s: %,.0f entries/s, %.2f x drain",
                    i + 1, read.entries(), read.rejected(), read.seconds(), drain.seconds(), rates[i], ratios[i]);
        }
        console.line("median: %,.0f entries/s, %.2f x drain", Console.median(rates), Console.median(ratios));
    }
}
