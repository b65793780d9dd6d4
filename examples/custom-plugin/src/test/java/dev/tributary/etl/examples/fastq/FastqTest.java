package dev.tributary.etl.examples.fastq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.spi.error.ErrorCode;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.testkit.parse.ParsedFile;
import dev.tributary.etl.testkit.parse.TestChunks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One text and what it gives, a line of the format's quirks each. */
class FastqTest {
    private static ParsedFile parse(String text, Encoding encoding) throws IOException, InterruptedException {
        try (var parser = new FastqParser(encoding)) {
            return TestChunks.of(Reads.bytes(text)).parse(parser);
        }
    }

    private static List<String> keys(ParsedFile file) {
        return file.records().stream().map(DataRecord::key).toList();
    }

    private static List<ErrorCode> codes(ParsedFile file) {
        return file.rejects().stream().map(r -> r.problems().get(0).code()).toList();
    }

    @Test
    void aReadHasItsFields() throws IOException, InterruptedException {
        var record = parse("@r1 lane=1\nAC\nGT\n+anything\n@+\nII\n", Encoding.SANGER)
                .records()
                .get(0);
        assertThat(record.fields())
                .containsEntry("identifier", "r1")
                .containsEntry("description", "lane=1")
                .containsEntry("sequence", "ACGT")
                .containsEntry("quality", "@+II")
                .containsEntry("length", 4L);
    }

    @Test
    void olderIlluminaFilesGetTheCommonEncoding() throws IOException, InterruptedException {
        assertThat(parse("@r\nAC\n+\n@h\n", Encoding.ILLUMINA).records().get(0).text("quality"))
                .isEqualTo("!I");
        assertThat(codes(parse("@r\nAC\n+\n!h\n", Encoding.ILLUMINA))).containsExactly(FastqError.QUALITY_INVALID);
    }

    @Test
    void aReadWithoutQualityIsLostAlone() throws IOException, InterruptedException {
        var file = parse("@r1\nAC\n@r2\nAC\n+\nII\n", Encoding.SANGER);
        assertThat(keys(file)).containsExactly("r2");
        assertThat(codes(file)).containsExactly(FastqError.READ_MALFORMED);
    }

    @Test
    void linesOfNoReadAreRejectedUpToTheNextRead() throws IOException, InterruptedException {
        var file = parse("ACGT\nIIII\n@r2\nAC\n+\nIII\n@r3\nAC\n+\nII\n", Encoding.SANGER);
        assertThat(keys(file)).containsExactly("r3");
        assertThat(codes(file)).containsExactly(FastqError.READ_MALFORMED, FastqError.QUALITY_LENGTH);
    }

    @Test
    void aFileThatIsCutShortLosesItsLastReadOnly() throws IOException, InterruptedException {
        var file = parse("@r1\nAC\n+\nII\n@r2\nACGT\n+\nI", Encoding.SANGER);
        assertThat(keys(file)).containsExactly("r1");
        assertThat(codes(file)).containsExactly(StandardError.RECORD_UNTERMINATED);
    }

    @Test
    void whatTheFormatWritesIsReadAsTheSame() throws IOException, InterruptedException {
        var first = parse("@r1 a b\nAC\nGT\n+\n@+\nII\n@r2\nA\n+\n@\n", Encoding.SANGER)
                .records();
        var out = new ByteArrayOutputStream();
        for (var record : first) {
            new FastqFormat(true).render(record, out);
        }
        var text = out.toString(StandardCharsets.UTF_8);
        assertThat(text).isEqualTo("@r1 a b\nACGT\n+\n@+II\n@r2\nA\n+\n@\n");
        assertThat(parse(text, Encoding.SANGER).records().stream().map(DataRecord::fields))
                .isEqualTo(first.stream().map(DataRecord::fields).toList());
    }
}
