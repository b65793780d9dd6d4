package dev.tributary.etl.examples.fastq;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Emitter;
import dev.tributary.etl.spi.record.Origin;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.stage.Chunk;
import dev.tributary.etl.spi.stage.Framing;
import dev.tributary.etl.spi.stage.Parser;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Makes a record of each read. What it throws rejects that read; the engine goes on behind it. */
final class FastqParser implements Parser {
    private final Encoding encoding;

    FastqParser(Encoding encoding) {
        this.encoding = encoding;
    }

    @Override
    public Framing framing() {
        return new FastqFraming();
    }

    @Override
    public List<RecordType> types() {
        return List.of(Read.TYPE);
    }

    @Override
    public void parse(Chunk chunk, Emitter out) {
        while (chunk.next()) {
            out.emit(read(chunk.text(StandardCharsets.UTF_8), chunk.origin()));
        }
    }

    private DataRecord read(String text, Origin origin) {
        var lines = text.lines().toList();
        int plus = 1;
        while (plus < lines.size() && !lines.get(plus).startsWith("+")) {
            plus++;
        }
        if (!lines.get(0).startsWith("@") || plus == lines.size()) {
            throw new EtlException(
                    FastqError.READ_MALFORMED, "Cannot read the read: it has no '@' line, or no '+' line after it");
        }
        var header = lines.get(0).substring(1).split("\\s+", 2);
        var sequence = String.join("", lines.subList(1, plus));
        var quality = sanger(String.join("", lines.subList(plus + 1, lines.size())));
        requireSameLength(sequence, quality);
        var description = header.length > 1 ? header[1] : null;
        return Read.TYPE.record(origin, header[0], description, sequence, quality, (long) sequence.length());
    }

    private static void requireSameLength(String sequence, String quality) {
        if (sequence.length() != quality.length()) {
            throw new EtlException(
                    FastqError.QUALITY_LENGTH,
                    "Cannot read the read: " + sequence.length() + " bases and " + quality.length() + " qualities");
        }
    }

    private String sanger(String written) {
        var quality = new StringBuilder(written.length());
        for (int i = 0; i < written.length(); i++) {
            int value = encoding.quality(written.charAt(i));
            if (value < 0 || value > Encoding.HIGHEST) {
                throw new EtlException(
                        FastqError.QUALITY_INVALID,
                        "Cannot read the quality: '" + written.charAt(i) + "' is none",
                        "look at the option 'encoding'");
            }
            quality.append((char) ('!' + value));
        }
        return quality.toString();
    }
}
