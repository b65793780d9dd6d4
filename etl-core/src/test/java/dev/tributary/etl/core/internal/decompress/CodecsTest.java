package dev.tributary.etl.core.internal.decompress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.github.luben.zstd.ZstdOutputStream;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** What holds for gzip holds for the codecs that libraries read. */
class CodecsTest {
    private static final byte[] FIRST = "ID   P1\n//\n".repeat(40).getBytes(UTF_8);
    private static final byte[] SECOND = "ID   P2\nSQ   ACDEF\n//\n".getBytes(UTF_8);

    private static byte[] encoded(Codec codec, byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = encoder(codec, bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private static OutputStream encoder(Codec codec, OutputStream out) throws IOException {
        return switch (codec) {
            case BZIP2 -> new BZip2CompressorOutputStream(out);
            case XZ -> new XZOutputStream(out, new LZMA2Options());
            case ZSTD -> new ZstdOutputStream(out).setChecksum(true);
            case GZIP -> new java.util.zip.GZIPOutputStream(out);
        };
    }

    private static byte[] read(String name, byte[] file) throws IOException {
        try (var in = Decompressor.open(name, GzipMaker.trickle(file), ExpansionLimit.none())) {
            return in.readAllBytes();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theBytesTellTheCodecWhateverTheNameSays(Codec codec) throws IOException {
        var file = encoded(codec, SECOND);

        assertThat(Codec.of(file)).contains(codec);
        assertThat(read("x.dat", file)).isEqualTo(SECOND);
        assertThat(read("x.gz", file)).isEqualTo(SECOND);
        assertThat(read("x.dat", encoded(codec, new byte[0]))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void streamsThatFollowEachOtherAreAllRead(Codec codec) throws IOException {
        var file = GzipMaker.concat(encoded(codec, FIRST), encoded(codec, new byte[0]), encoded(codec, SECOND));

        assertThat(read("x", file)).isEqualTo(GzipMaker.concat(FIRST, SECOND));
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "GZIP")
    void everyCutFailsButOneBetweenStreams(Codec codec) throws IOException {
        var one = encoded(codec, FIRST);
        var file = GzipMaker.concat(one, encoded(codec, SECOND));
        for (int cut = Codec.LOOK_BYTES; cut < file.length; cut++) {
            var rest = Arrays.copyOf(file, cut);
            if (cut == one.length) {
                assertThat(read("x", rest)).isEqualTo(FIRST);
            } else {
                var failure = catchThrowable(() -> read("x", rest));
                assertThat(failure).as("cut at " + cut).isInstanceOf(EtlException.class);
                assertThat(((EtlException) failure).code()).isEqualTo(StandardError.STREAM_CORRUPT);
                assertThat(failure).hasMessageContaining("compressed offset");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "GZIP")
    void aFlippedBitNeverGivesOtherBytes(Codec codec) throws IOException {
        var file = encoded(codec, FIRST);
        var random = new Random(5);
        int refused = 0;
        for (int i = 0; i < 300; i++) {
            var damaged = file.clone();
            // The first bytes tell the codec: without them it is a plain file.
            int bit = Codec.LOOK_BYTES * 8 + random.nextInt((file.length - Codec.LOOK_BYTES) * 8);
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                assertThat(read("x", damaged)).as("bit " + bit).isEqualTo(FIRST);
            } catch (EtlException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(200);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "GZIP")
    void garbageBehindIsAnError(Codec codec) throws IOException {
        var file = GzipMaker.concat(encoded(codec, FIRST), "some more text behind it".getBytes(UTF_8));

        assertThat(catchThrowable(() -> read("x", file))).hasMessageContaining("STREAM_CORRUPT");
    }

    @ParameterizedTest
    @EnumSource
    void theLimitHolds(Codec codec) throws IOException {
        var zeros = encoded(codec, new byte[1 << 20]);

        try (var in = Decompressor.open("z", new ByteArrayInputStream(zeros), ExpansionLimit.of("z", (1 << 20) - 1))) {
            assertThat(catchThrowable(in::readAllBytes)).hasMessageContaining("STREAM_TOO_LARGE");
        }
    }

    @Test
    void aWindowThatNeedsTooMuchMemoryIsRefused() throws IOException {
        var xz = new ByteArrayOutputStream();
        try (var out = new XZOutputStream(xz, new LZMA2Options(0))) {
            out.write(SECOND);
        }
        assertThat(catchThrowable(() -> read("x", withDictionary(xz.toByteArray()))))
                .hasMessageContaining("STREAM_TOO_LARGE")
                .hasMessageContaining("memory");

        // Magic; a window of 2^31 bytes; an empty raw block that is the last.
        var zstd = new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, (byte) ((31 - 10) << 3), 1, 0, 0};
        assertThat(catchThrowable(() -> read("x", zstd)))
                .hasMessageContaining("STREAM_TOO_LARGE")
                .hasMessageContaining("128 MiB");
    }

    /** The size of the dictionary stands in the first block's header (.xz format, section 5.3.1), which has a CRC-32. */
    private static byte[] withDictionary(byte[] xz) {
        int header = 12;
        int length = (xz[header] + 1) * 4;
        for (int i = header; i < header + length - 4; i++) {
            if (xz[i] == 0x21 && xz[i + 1] == 1) {
                xz[i + 2] = 36;
            }
        }
        var crc = new java.util.zip.CRC32();
        crc.update(xz, header, length - 4);
        for (int i = 0; i < 4; i++) {
            xz[header + length - 4 + i] = (byte) (crc.getValue() >> 8 * i);
        }
        return xz;
    }

    @Test
    void whatTheSourceThrowsIsNotDamage() throws IOException {
        for (var codec : Codec.values()) {
            var file = encoded(codec, FIRST);
            var failing = new InputStream() {
                private int at;

                @Override
                public int read() throws IOException {
                    if (at == file.length - 5) {
                        throw new IOException("the disk is gone");
                    }
                    return file[at++] & 0xff;
                }

                @Override
                public int read(byte[] target, int from, int length) throws IOException {
                    target[from] = (byte) read();
                    return 1;
                }
            };
            assertThat(catchThrowable(() -> {
                        try (var in = Decompressor.open("x", failing, ExpansionLimit.none())) {
                            in.readAllBytes();
                        }
                    }))
                    .as(codec.label())
                    .isInstanceOf(IOException.class)
                    .hasMessage("the disk is gone");
        }
    }

    @Test
    void anEndingPromisesItsCodec() {
        for (var name : new String[] {"x.gz", "x.tgz", "x.BZ2", "x.xz", "x.tar.zst"}) {
            assertThat(catchThrowable(() -> read(name, "<html>".getBytes(UTF_8))))
                    .as(name)
                    .hasMessageContaining("STREAM_CORRUPT")
                    .hasMessageContaining("HTML page");
        }
    }

    @Test
    void theStandardLimitIsAbsoluteForSmallFilesAndARatioForLargeOnes() {
        ExpansionLimit.standard("x", 1).count(1L << 30);
        assertThat(catchThrowable(() -> ExpansionLimit.standard("x", 1).count((1L << 30) + 1)))
                .hasMessageContaining("run.max_expanded_bytes");
        ExpansionLimit.standard("x", 1L << 30).count(200L << 30);
        ExpansionLimit.standard("x", Long.MAX_VALUE / 2).count(Long.MAX_VALUE);
    }
}
