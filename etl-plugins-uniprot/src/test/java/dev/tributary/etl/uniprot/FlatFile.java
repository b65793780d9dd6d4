package dev.tributary.etl.uniprot;

import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.plugin.PluginFactory.NoOptions;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.stage.Parser;
import dev.tributary.etl.testkit.TestContext;
import dev.tributary.etl.testkit.parse.ParsedFile;
import dev.tributary.etl.testkit.parse.TestChunks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** A flat file that went through the engine's framing and this parser: what came out, what was rejected, what was noted. */
final class FlatFile {
    private static final Pattern ODD = Pattern.compile("test:\\d+ E\\d+ RECORD_ODD: (.*)", Pattern.DOTALL);

    private final ParsedFile file;

    private FlatFile(ParsedFile file) {
        this.file = file;
    }

    static FlatFile of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Parses a file; a record rejected for a defect of the parser is an AssertionError. */
    static FlatFile of(byte[] bytes) {
        return by(parser(), bytes);
    }

    /** Parses a file of another format of the same entries, and closes the parser. */
    static FlatFile by(Parser opened, byte[] bytes) {
        try (var parser = opened) {
            var flat = new FlatFile(TestChunks.of(bytes).parse(parser));
            if (flat.rejects().stream().anyMatch(p -> p.code() == StandardError.PARSER_DEFECT)) {
                throw new AssertionError("defects: " + flat.rejects());
            }
            return flat;
        } catch (IOException | InterruptedException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    /** A quirk file of the test resources. */
    static FlatFile quirk(String name) {
        return of(quirkBytes(name));
    }

    static byte[] quirkBytes(String name) {
        try (var in = FlatFile.class.getResourceAsStream("/quirks/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("No quirk file " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Parser parser() {
        return new UniprotFlatFactory().create(new NoOptions(), TestContext.pure());
    }

    static Parser fastaParser() {
        return new UniprotFastaParserFactory().create(new NoOptions(), TestContext.pure());
    }

    static Parser xmlParser() {
        return new UniprotXmlFactory().create(new NoOptions(), TestContext.pure());
    }

    List<DataRecord> records() {
        return file.records();
    }

    DataRecord only() {
        if (records().size() != 1 || !rejects().isEmpty()) {
            throw new AssertionError(records().size() + " records, rejected: " + rejects());
        }
        return records().get(0);
    }

    List<Problem> rejects() {
        return file.rejects().stream().flatMap(r -> r.problems().stream()).toList();
    }

    /** How long the first rejected source record is. */
    int firstRejectedBytes() {
        return file.rejects().get(0).raw().length;
    }

    /** The messages; a warning of another code than RECORD_ODD is an AssertionError. */
    List<String> warnings() {
        return file.warnings().stream().map(FlatFile::message).toList();
    }

    private static String message(String warning) {
        var odd = ODD.matcher(warning);
        if (!odd.matches()) {
            throw new AssertionError("no RECORD_ODD with its place: " + warning);
        }
        return odd.group(1);
    }
}
