package dev.tributary.etl.core.internal.decompress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Gzip files that other projects keep because readers stumble over them. */
class DecompressorRealDataTest {
    private static Path data(String path) {
        var folder = System.getenv("ETL_REAL_DATA");
        var root =
                folder != null ? Path.of(folder) : Path.of(System.getProperty("etl.root", "."), "..", "shared", "data");
        var file = root.resolve(path);
        if (!Files.exists(file)) {
            if ("true".equals(System.getenv("CI"))) {
                fail("real data is missing: " + file);
            }
            Assumptions.abort("skipped: no real data at " + file);
        }
        return file;
    }

    private static byte[] read(String path) throws IOException {
        var file = data(path);
        try (var in = Decompressor.open(file.toString(), Files.newInputStream(file), ExpansionLimit.none())) {
            return in.readAllBytes();
        }
    }

    @Test
    void bgzfAndGzipOfOneTextAreEqual() throws IOException {
        assertThat(read("malformed/bgzf/ipsum.txt.bgz")).isNotEmpty().isEqualTo(read("malformed/bgzf/ipsum.txt.gz"));
    }

    @Test
    void bgzfOfAGenomeIsThePlainFile() throws IOException {
        assertThat(read("ncbi/genbank/NC_000932.gb.bgz")).isEqualTo(read("ncbi/genbank/NC_000932.gb"));
    }

    @Test
    void everyBgzfCutFailsButOneAtABlocksEdge() throws IOException {
        var file = Files.readAllBytes(data("malformed/bgzf/ipsum.txt.bgz"));
        int whole = 0;
        for (int cut = 0; cut < file.length; cut++) {
            try (var in = Decompressor.open(
                    "x.bgz", new java.io.ByteArrayInputStream(Arrays.copyOf(file, cut)), ExpansionLimit.none())) {
                in.readAllBytes();
                whole++;
            } catch (dev.tributary.etl.spi.error.EtlException e) {
                assertThat(e.code()).isEqualTo(dev.tributary.etl.spi.error.StandardError.STREAM_CORRUPT);
            }
        }
        assertThat(whole).as("cuts between blocks").isBetween(1, 3);
    }

    @Test
    void membersAreAllRead() throws IOException {
        assertThat(new String(read("malformed/commons-compress/multiple.gz"), StandardCharsets.US_ASCII))
                .isEqualTo("ab");
        assertThat(read("malformed/commons-compress/members.gz")).isNotEmpty();
        assertThat(read("malformed/commons-compress/members-size-0.gz")).isEmpty();
        assertThat(read("malformed/commons-compress/lorem-ipsum.txt.gz").length).isGreaterThan(38_080);
    }
}
