package dev.tributary.etl.benchmarks;

import dev.tributary.etl.spi.record.RecordPart;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Whether a parser that somebody wrote with readLine and maps is slower through the engine than the same code in a program of its own: {@code
 * NaiveReader FILE.gz WORKERS ROUNDS}. Both make JSON lines and write them nowhere; they take turns, after a warm-up round of each.
 */
public final class NaiveReader {
    private NaiveReader() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        var file = Path.of(args[0]);
        int rounds = Integer.parseInt(args[2]);
        var console = new Console();
        var ratios = new double[rounds];
        try (var engine = new ParsePass(new Processors("naive", Set.of(RecordPart.JSON)), Integer.parseInt(args[1]))) {
            for (int i = -1; i < rounds; i++) {
                double before = Processor.seconds();
                double alone = program(file);
                double between = Processor.seconds();
                var read = engine.over(file, Optional.empty());
                double cpu = (Processor.seconds() - between) / (between - before);
                if (i >= 0) {
                    ratios[i] = read.seconds() / alone;
                    console.line(
                            "round %d: %,d entries, engine %.3f s, program %.3f s: %.2f x program, %.2f x by processor time",
                            i + 1, read.entries(), read.seconds(), alone, ratios[i], cpu);
                }
            }
        }
        console.line("median: %.2f x program", Console.median(ratios));
    }

    /** The program of its own: one thread, a reader, a JSON generator. */
    private static double program(Path file) throws IOException {
        long start = System.nanoTime();
        var factory = new JsonFactory();
        try (var in = new BufferedReader(new InputStreamReader(Drain.open(file), StandardCharsets.UTF_8));
                var out =
                        factory.createGenerator(ObjectWriteContext.empty(), java.io.OutputStream.nullOutputStream())) {
            for (var entry = NaiveEntry.read(in); entry != null; entry = NaiveEntry.read(in)) {
                write(out, entry);
            }
        }
        return Console.seconds(start);
    }

    private static void write(JsonGenerator out, Object value) {
        if (value instanceof Map<?, ?> map) {
            out.writeStartObject();
            for (var field : map.entrySet()) {
                out.writeName(String.valueOf(field.getKey()));
                write(out, field.getValue());
            }
            out.writeEndObject();
        } else if (value instanceof List<?> list) {
            out.writeStartArray();
            list.forEach(item -> write(out, item));
            out.writeEndArray();
        } else {
            out.writeString(value.toString());
        }
    }
}
