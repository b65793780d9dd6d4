package dev.tributary.etl.core.internal.decompress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class DecompressorTest {
    private static final byte[] FIRST = "ID   P1\n//\n".repeat(40).getBytes(UTF_8);
    private static final byte[] SECOND = "ID   P2\nSQ   ACDEF\n//\n".getBytes(UTF_8);

    private static byte[] read(String name, byte[] file) throws IOException {
        try (var in = Decompressor.open(name, new ByteArrayInputStream(file), ExpansionLimit.none())) {
            return in.readAllBytes();
        }
    }

    private static void assertCorrupt(byte[] file, String what) {
        var failure = catchThrowable(() -> read("x.gz", file));
        assertThat(failure).as(what).isInstanceOf(EtlException.class);
        assertThat(((EtlException) failure).code()).as(what).isEqualTo(StandardError.STREAM_CORRUPT);
    }

    @Test
    void readsAllMembersAlsoEmptyOnes() throws IOException {
        var file = GzipMaker.concat(
                GzipMaker.gzip(new byte[0]),
                GzipMaker.gzip(FIRST),
                GzipMaker.gzip(new byte[0]),
                GzipMaker.gzip(SECOND));

        assertThat(read("x.gz", file)).isEqualTo(GzipMaker.concat(FIRST, SECOND));
    }

    @Test
    void readsAllMembersOfASourceThatNeverHasBytesAvailable() throws IOException {
        var file = GzipMaker.concat(GzipMaker.gzip(FIRST), GzipMaker.gzip(SECOND));

        try (var in = Decompressor.open("x.gz", GzipMaker.trickle(file), ExpansionLimit.none())) {
            assertThat(in.readAllBytes()).isEqualTo(GzipMaker.concat(FIRST, SECOND));
        }
    }

    @Test
    void readsByteByByte() throws IOException {
        var file = GzipMaker.gzip(SECOND);
        try (var in = Decompressor.open("x.gz", new ByteArrayInputStream(file), ExpansionLimit.none())) {
            for (byte b : SECOND) {
                assertThat(in.read()).isEqualTo(b);
            }
            assertThat(in.read()).isEqualTo(-1);
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void everyCutFailsButOneAtAMembersEdge() throws IOException {
        var one = GzipMaker.gzip(FIRST);
        var file = GzipMaker.concat(one, GzipMaker.gzip(SECOND));

        for (int cut = 0; cut < file.length; cut++) {
            var rest = Arrays.copyOf(file, cut);
            if (cut == one.length) {
                assertThat(read("x.gz", rest)).isEqualTo(FIRST);
            } else {
                assertCorrupt(rest, "cut at " + cut);
            }
        }
    }

    @Test
    void aFlippedBitNeverGivesOtherBytes() {
        var file = GzipMaker.concat(GzipMaker.gzip(FIRST), GzipMaker.gzip(SECOND));
        var whole = GzipMaker.concat(FIRST, SECOND);
        var random = new Random(7);
        int refused = 0;
        for (int i = 0; i < 2_000; i++) {
            var damaged = file.clone();
            int bit = random.nextInt(file.length * 8);
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            refused += readsSameOrRefuses(damaged, whole, "bit " + bit);
        }
        assertThat(refused).isGreaterThan(1_000);
    }

    private static int readsSameOrRefuses(byte[] damaged, byte[] whole, String what) {
        try {
            assertThat(read("x.gz", damaged)).as(what).isEqualTo(whole);
            return 0;
        } catch (EtlException e) {
            assertThat(e.code()).as(what).isEqualTo(StandardError.STREAM_CORRUPT);
            return 1;
        } catch (IOException e) {
            throw new AssertionError(what, e);
        }
    }

    @Test
    void trailingGarbageIsAnErrorWithItsOffset() {
        var one = GzipMaker.gzip(FIRST);

        assertThat(catchThrowable(() -> read("x.gz", GzipMaker.concat(one, "junk".getBytes(UTF_8)))))
                .hasMessageContaining("offset " + one.length)
                .hasMessageContaining("behind the last gzip member");
        assertThat(catchThrowable(() -> read("x.gz", GzipMaker.concat(one, new byte[100], new byte[] {7}))))
                .hasMessageContaining("offset " + (one.length + 100));
    }

    @Test
    void zeroPaddingIsAccepted() throws IOException {
        assertThat(read("x.gz", GzipMaker.concat(GzipMaker.gzip(FIRST), new byte[200_000])))
                .isEqualTo(FIRST);
    }

    @Test
    void wrongCrcAndLengthNameThePlaceOfTheTrailer() {
        var file = GzipMaker.gzip(FIRST);
        var crc = file.clone();
        crc[file.length - 8] ^= 1;
        var length = file.clone();
        length[file.length - 1] ^= 1;

        assertThat(catchThrowable(() -> read("x.gz", crc)))
                .hasMessageContaining("CRC-32")
                .hasMessageContaining("offset " + (file.length - 8));
        assertThat(catchThrowable(() -> read("x.gz", length)))
                .hasMessageContaining("length of a member")
                .hasMessageContaining("offset " + (file.length - 4));
    }

    @Test
    void skipsEveryHeaderFieldAndChecksTheHeadersCrc() throws IOException {
        var plain = GzipMaker.gzip(SECOND);
        var header = GzipMaker.concat(
                new byte[] {0x1f, (byte) 0x8b, 8, 2 | 4 | 8 | 16, 1, 2, 3, 4, 0, 3},
                new byte[] {3, 0, 'B', 'C', 9},
                "name\0comment\0".getBytes(UTF_8));
        var crc = new CRC32();
        crc.update(header);
        var check = new byte[] {(byte) crc.getValue(), (byte) (crc.getValue() >> 8)};
        var body = Arrays.copyOfRange(plain, 10, plain.length);

        assertThat(read("x.gz", GzipMaker.concat(header, check, body))).isEqualTo(SECOND);
        check[0] ^= 1;
        assertCorrupt(GzipMaker.concat(header, check, body), "header CRC");
    }

    @Test
    void reservedFlagsAndOtherMethodsAreRefused() {
        var flags = GzipMaker.gzip(FIRST);
        flags[3] = 0x20;
        var method = GzipMaker.gzip(FIRST);
        method[2] = 7;

        assertCorrupt(flags, "reserved flag");
        assertCorrupt(method, "method 7");
    }

    @Test
    void aNamePromisingGzipOverOtherBytesSaysWhatWasFound() {
        assertThat(catchThrowable(() -> read("a.dat.gz", "<!DOCTYPE HTML><title>404".getBytes(UTF_8))))
                .hasMessageContaining("STREAM_CORRUPT")
                .hasMessageContaining("a.dat.gz")
                .hasMessageContaining("HTML");
        assertThat(catchThrowable(() -> read("a.gz", new byte[0]))).hasMessageContaining("empty");
        assertThat(catchThrowable(() -> read("a.GZ", "ID   P1\nAC".getBytes(UTF_8))))
                .hasMessageContaining("text that starts with \"ID   P1\"");
        assertThat(catchThrowable(() -> read("a.bgz", new byte[] {0x50, 0x4b, 3, 4})))
                .hasMessageContaining("50 4b 03 04");
    }

    @Test
    void gzipIsKnownByItsBytesAndPlainFilesPass() throws IOException {
        assertThat(read("data.txt", GzipMaker.gzip(FIRST))).isEqualTo(FIRST);
        assertThat(read("data.txt", FIRST)).isEqualTo(FIRST);
        assertThat(read("empty.txt", new byte[0])).isEmpty();
        assertThat(read("one.txt", new byte[] {0x1f})).containsExactly(0x1f);
    }

    @Test
    void outputBeyondTheLimitIsTooLarge() throws IOException {
        var zeros = GzipMaker.gzip(new byte[1 << 20]);

        try (var in = Decompressor.open("z.gz", new ByteArrayInputStream(zeros), ExpansionLimit.of("z.gz", 1 << 20))) {
            assertThat(in.readAllBytes()).hasSize(1 << 20);
        }
        try (var in =
                Decompressor.open("z.gz", new ByteArrayInputStream(zeros), ExpansionLimit.of("z.gz", (1 << 20) - 1))) {
            assertThat(catchThrowable(in::readAllBytes)).hasMessageContaining("STREAM_TOO_LARGE");
        }
    }

    @Test
    void closesTheFileAlsoWhenOpeningFails() {
        var closed = new boolean[1];
        var raw = new ByteArrayInputStream(new byte[0]) {
            @Override
            public void close() {
                closed[0] = true;
            }
        };

        assertThat(catchThrowable(() -> Decompressor.open("x.gz", raw, ExpansionLimit.none())))
                .isInstanceOf(EtlException.class);
        assertThat(closed[0]).isTrue();
    }
}
