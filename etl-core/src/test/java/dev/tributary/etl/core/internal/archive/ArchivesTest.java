package dev.tributary.etl.core.internal.archive;

import static dev.tributary.etl.core.internal.archive.ArchiveMaker.file;
import static dev.tributary.etl.core.internal.archive.ArchiveMaker.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.github.luben.zstd.ZstdOutputStream;
import dev.tributary.etl.core.internal.archive.ArchiveMaker.Bytes;
import dev.tributary.etl.core.internal.decompress.ExpansionLimit;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class ArchivesTest {
    private static boolean all(String name) {
        return true;
    }

    private static byte[] twoInTar() throws IOException {
        return ArchiveMaker.tar(tar -> {
            file(tar, "b/second.txt", text("zweites"));
            file(tar, "./a.txt", text("erstes\n".repeat(500)));
        });
    }

    private static byte[] twoInZip() throws IOException {
        return ArchiveMaker.zip(zip -> {
            file(zip, "b/second.txt", text("zweites"));
            file(zip, "a.txt", text("erstes\n".repeat(500)));
        });
    }

    private enum Compression {
        NONE,
        GZIP,
        BZIP2,
        XZ,
        ZSTD;

        OutputStream over(OutputStream out) throws IOException {
            return switch (this) {
                case NONE -> out;
                case GZIP -> new GZIPOutputStream(out);
                case BZIP2 -> new BZip2CompressorOutputStream(out);
                case XZ -> new XZOutputStream(out, new LZMA2Options());
                case ZSTD -> new ZstdOutputStream(out);
            };
        }
    }

    private static Map<String, String> read(byte[] archive, Predicate<String> selected, ExpansionLimit limit)
            throws IOException, InterruptedException {
        var members = new LinkedHashMap<String, String>();
        try (var reader = Archives.open(new Bytes("x.archive", archive), selected, limit)) {
            for (var member = reader.next(); member != null; member = reader.next()) {
                members.put(member.name(), new String(member.bytes().readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return members;
    }

    private static Map<String, String> read(byte[] archive) throws IOException, InterruptedException {
        return read(archive, ArchivesTest::all, ExpansionLimit.none());
    }

    private static void assertRefused(byte[] archive, StandardError code, String text) {
        var failure = catchThrowable(() -> read(archive));
        assertThat(failure).isInstanceOf(EtlException.class).hasMessageContaining(text);
        assertThat(((EtlException) failure).code()).isEqualTo(code);
    }

    @ParameterizedTest
    @EnumSource
    void membersOfATarComeInItsOrderWhateverItIsCompressedWith(Compression compression)
            throws IOException, InterruptedException {
        var tar = ArchiveMaker.encoded(twoInTar(), compression::over);

        assertThat(read(tar))
                .containsExactly(Map.entry("b/second.txt", "zweites"), Map.entry("a.txt", "erstes\n".repeat(500)));
    }

    @Test
    void membersOfAZipComeInItsDirectorysOrder() throws IOException, InterruptedException {
        assertThat(read(twoInZip()))
                .containsExactly(Map.entry("b/second.txt", "zweites"), Map.entry("a.txt", "erstes\n".repeat(500)));
    }

    @Test
    void onlyWhatIsSelectedIsGivenAndAMemberMayBeLeftUnread() throws IOException, InterruptedException {
        for (var archive : List.of(twoInTar(), twoInZip())) {
            assertThat(read(archive, "a.txt"::equals, ExpansionLimit.none())).containsOnlyKeys("a.txt");
            try (var reader = Archives.open(new Bytes("x", archive), ArchivesTest::all, ExpansionLimit.none())) {
                assertThat(reader.next()).isNotNull();
                var second = java.util.Objects.requireNonNull(reader.next());
                assertThat(second.bytes().readAllBytes()).hasSize(3500);
                assertThat(reader.next()).isNull();
            }
        }
    }

    @Test
    void foldersAndEmptyArchivesHaveNoMembers() throws IOException, InterruptedException {
        var folders = ArchiveMaker.tar(tar -> {
            ArchiveMaker.special(tar, "./", TarConstants.LF_DIR);
            ArchiveMaker.special(tar, "a/", TarConstants.LF_DIR);
            ArchiveMaker.special(tar, "a/", TarConstants.LF_DIR);
        });

        assertThat(read(folders)).isEmpty();
        assertThat(read(ArchiveMaker.tar(tar -> {}))).isEmpty();
        assertThat(read(ArchiveMaker.zip(zip -> {}))).isEmpty();
        assertThat(read(ArchiveMaker.zip(zip -> {
                    zip.putArchiveEntry(new ZipArchiveEntry("a/"));
                    zip.closeArchiveEntry();
                })))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil",
                "a/../../evil",
                "a/..",
                "/etc/passwd",
                "C:/evil",
                "C:evil",
                "..\\evil",
                "a\\..\\evil",
                "\\\\server\\evil"
            })
    void aNameThatLeavesTheArchiveIsRefusedAlsoWhenItIsNotSelected(String name) throws IOException {
        var tar = ArchiveMaker.tar(t -> {
            var entry = new TarArchiveEntry("x", true);
            entry.setName(name);
            t.putArchiveEntry(entry);
            t.closeArchiveEntry();
        });
        var zip = ArchiveMaker.zip(z -> file(z, name, text("evil")));

        for (var archive : List.of(tar, zip)) {
            var failure = catchThrowable(() -> read(archive, n -> false, ExpansionLimit.none()));
            assertThat(failure)
                    .isInstanceOf(EtlException.class)
                    .hasMessageContaining("ARCHIVE_UNSAFE")
                    .hasMessageContaining("evil".equals(name) ? "" : "it names '");
        }
    }

    @Test
    void twoMembersOfOneNameAreRefused() throws IOException {
        assertRefused(
                ArchiveMaker.tar(tar -> {
                    file(tar, "a/x", text("1"));
                    file(tar, "a//./x", text("2"));
                }),
                StandardError.ARCHIVE_UNSAFE,
                "'a/x' twice");
        assertRefused(
                ArchiveMaker.zip(zip -> {
                    file(zip, "a/x", text("1"));
                    file(zip, "a/x", text("2"));
                }),
                StandardError.ARCHIVE_UNSAFE,
                "'a/x' twice");
    }

    @ParameterizedTest
    @ValueSource(
            bytes = {
                TarConstants.LF_LINK,
                TarConstants.LF_SYMLINK,
                TarConstants.LF_CHR,
                TarConstants.LF_BLK,
                TarConstants.LF_FIFO
            })
    void linksAndDevicesAreRefusedWhenTheyAreSelectedAndElsePassedOver(byte flag)
            throws IOException, InterruptedException {
        var archive = ArchiveMaker.tar(tar -> {
            ArchiveMaker.special(tar, "special", flag);
            file(tar, "a", text("1"));
        });

        assertRefused(archive, StandardError.ARCHIVE_UNSAFE, "'special'");
        assertThat(read(archive, "a"::equals, ExpansionLimit.none())).containsOnlyKeys("a");
    }

    @Test
    void aLinkInAZipIsRefused() throws IOException {
        var archive = ArchiveMaker.zip(zip -> {
            var entry = new ZipArchiveEntry("link");
            entry.setUnixMode(0120777);
            zip.putArchiveEntry(entry);
            zip.write(text("/etc/passwd"));
            zip.closeArchiveEntry();
        });

        assertRefused(archive, StandardError.ARCHIVE_UNSAFE, "'link' is no file but a link");
    }

    @Test
    void namesComeInAnyCharsetAndWithWindowsSlashes() throws IOException, InterruptedException {
        var latin = ArchiveMaker.tar(tar -> file(tar, "a?b/x?.txt", text("1")));
        replace(latin, "a?b/x?.txt", new byte[] {'a', (byte) 0xe9, 'b', '/', 'x', (byte) 0xfc, '.', 't', 'x', 't'});
        assertThat(read(resummed(latin))).containsOnlyKeys("a\u00e9b/x\u00fc.txt");

        var pax = ArchiveMaker.tar(tar -> file(tar, "\u4e16\u754c/\u00d6l.txt", text("1")));
        assertThat(read(pax)).containsOnlyKeys("\u4e16\u754c/\u00d6l.txt");

        var dos = ArchiveMaker.zip(zip -> {
            zip.setEncoding("IBM437");
            zip.setUseLanguageEncodingFlag(false);
            file(zip, "data\\\u00d6lf\u00e4sser.txt", text("1"));
        });
        assertThat(read(dos)).containsOnlyKeys("data/\u00d6lf\u00e4sser.txt");

        var unicodeBeside = ArchiveMaker.zip(zip -> {
            zip.setEncoding("IBM437");
            zip.setUseLanguageEncodingFlag(false);
            zip.setCreateUnicodeExtraFields(ZipArchiveOutputStream.UnicodeExtraFieldPolicy.ALWAYS);
            file(zip, "\u4e16\u754c.txt", text("1"));
        });
        assertThat(read(unicodeBeside)).containsOnlyKeys("\u4e16\u754c.txt");
    }

    private static void replace(byte[] bytes, String what, byte[] with) {
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(what);
        System.arraycopy(with, 0, bytes, at, with.length);
    }

    /** Corrects the checksum of a tar's first header. */
    private static byte[] resummed(byte[] tar) {
        Arrays.fill(tar, 148, 156, (byte) ' ');
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += tar[i] & 0xff;
        }
        var digits = String.format("%06o\0 ", sum).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, tar, 148, 8);
        return tar;
    }

    /** A cut at any place, and any flipped bit: the same members, or a refusal; never fewer or others. */
    @Test
    void damageIsNeverReadAsLess() throws IOException, InterruptedException {
        var tar = twoInTar();
        for (int cut = 0; cut < 4096; cut += 7) {
            assertCorruptOrNoArchive(Arrays.copyOf(tar, cut), "tar cut at " + cut);
        }
        var zip = twoInZip();
        for (int cut = 0; cut < zip.length; cut++) {
            assertCorruptOrNoArchive(Arrays.copyOf(zip, cut), "zip cut at " + cut);
        }
        var expected = read(zip);
        var random = new Random(11);
        int refused = 0;
        for (int i = 0; i < 2_000; i++) {
            var damaged = zip.clone();
            int bit = random.nextInt(zip.length * 8);
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                var members = read(damaged);
                assertThat(members.values()).as("bit " + bit).containsExactlyElementsOf(expected.values());
            } catch (EtlException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(500);
    }

    private static void assertCorruptOrNoArchive(byte[] archive, String what) {
        var failure = catchThrowable(() -> read(archive));
        assertThat(failure).as(what).isInstanceOf(EtlException.class);
        assertThat(((EtlException) failure).code()).as(what).isEqualTo(StandardError.STREAM_CORRUPT);
    }

    @Test
    void damageInACompressedTarIsSeenBehindItsLastMemberToo() throws IOException {
        var gz = ArchiveMaker.encoded(twoInTar(), GZIPOutputStream::new);
        gz[gz.length - 1] ^= 1;
        assertRefused(gz, StandardError.STREAM_CORRUPT, "length of a member");

        var one = twoInTar();
        var two = Arrays.copyOf(one, 2 * one.length);
        System.arraycopy(one, 0, two, one.length, one.length);
        assertRefused(two, StandardError.STREAM_CORRUPT, "behind the archive's end");
    }

    @Test
    void damageIsToldWithItsOffset() throws IOException {
        var tar = twoInTar();
        assertRefused(Arrays.copyOf(tar, 1600), StandardError.STREAM_CORRUPT, "offset 1600");
        assertRefused(Arrays.copyOf(tar, 1024), StandardError.STREAM_CORRUPT, "without its end mark");
        var zip = ArchiveMaker.zip(z -> {
            z.setMethod(ZipArchiveOutputStream.STORED);
            file(z, "a", text("0123456789"));
        });
        zip[new String(zip, StandardCharsets.ISO_8859_1).indexOf("0123456789")] ^= 1;
        assertRefused(zip, StandardError.STREAM_CORRUPT, "CRC-32 of 'a' does not match (offset 51");
    }

    @Test
    void whatTheSourceThrowsIsNotDamage() throws IOException {
        var tar = twoInTar();
        var zip = twoInZip();
        for (var archive : List.of(tar, zip, ArchiveMaker.encoded(tar, BZip2CompressorOutputStream::new))) {
            assertThat(catchThrowable(() -> {
                        try (var reader =
                                Archives.open(new Failing(archive), ArchivesTest::all, ExpansionLimit.none())) {
                            for (var m = reader.next(); m != null; m = reader.next()) {
                                m.bytes().readAllBytes();
                            }
                        }
                    }))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the disk is gone");
        }
    }

    /** Fails behind half of its bytes. */
    private static final class Failing implements RawBytes {
        private final byte[] content;

        Failing(byte[] content) {
            this.content = content;
        }

        @Override
        public String name() {
            return "x";
        }

        @Override
        public long size() {
            return content.length;
        }

        @Override
        public InputStream open(long offset) {
            return new InputStream() {
                private int at = (int) offset;

                @Override
                public int read() throws IOException {
                    if (at >= content.length / 2) {
                        throw new IOException("the disk is gone");
                    }
                    return content[at++] & 0xff;
                }

                @Override
                public int read(byte[] target, int from, int length) throws IOException {
                    if (length > 0) {
                        target[from] = (byte) read();
                    }
                    return Math.min(length, 1);
                }
            };
        }
    }

    @Test
    void theSizeLimitCountsEverythingThatIsExpanded() throws IOException, InterruptedException {
        var zeros = new byte[1 << 20];
        var zip = ArchiveMaker.zip(z -> {
            file(z, "a", zeros);
            file(z, "b", zeros);
        });
        var tar = ArchiveMaker.encoded(ArchiveMaker.tar(t -> file(t, "a", zeros)), GZIPOutputStream::new);

        assertThat(read(zip, ArchivesTest::all, ExpansionLimit.of("x", 2 << 20)))
                .hasSize(2);
        for (var archive : List.of(zip, tar)) {
            assertThat(catchThrowable(() -> read(archive, ArchivesTest::all, ExpansionLimit.of("x", 1 << 20))))
                    .hasMessageContaining("STREAM_TOO_LARGE")
                    .hasMessageContaining("1048576");
        }
        assertThat(catchThrowable(() -> read(tar, n -> false, ExpansionLimit.of("x", 1 << 20))))
                .hasMessageContaining("STREAM_TOO_LARGE");
    }

    @Test
    void tooManyEntriesAreRefused() {
        var names = new MemberNames("x");
        for (int i = 0; i < MemberNames.MAX_ENTRIES; i++) {
            names.entry("m" + i, false);
        }

        assertThat(catchThrowable(() -> names.entry("one more", false)))
                .hasMessageContaining("STREAM_TOO_LARGE")
                .hasMessageContaining("100000");
    }

    @Test
    void aHeaderThatClaimsToBeHugeIsNotHeld() throws IOException {
        var archive = ArchiveMaker.tar(tar -> {
            var longName = new TarArchiveEntry(TarConstants.GNU_LONGLINK, TarConstants.LF_GNUTYPE_LONGNAME);
            longName.setSize(3 << 20);
            tar.putArchiveEntry(longName);
            tar.write(text("n".repeat(3 << 20)));
            tar.closeArchiveEntry();
            file(tar, "short", text("1"));
        });

        assertRefused(archive, StandardError.ARCHIVE_UNSAFE, "headers of an entry");
    }

    @Test
    void whatIsNotAnArchiveSaysWhatItIs() throws IOException {
        assertRefused(text("<html>gone</html>"), StandardError.STREAM_CORRUPT, "HTML page");
        assertRefused(new byte[0], StandardError.STREAM_CORRUPT, "no tar or zip archive but empty");
        var zip = twoInZip();
        assertRefused(
                ArchiveMaker.encoded(zip, GZIPOutputStream::new),
                StandardError.ARCHIVE_UNSUPPORTED,
                "compressed once more");
    }

    @Test
    void aRecordStreamMustNotBeAnArchive() throws IOException {
        var plain = text("just text");
        assertThat(Archives.requireNone("x.txt", new ByteArrayInputStream(plain))
                        .readAllBytes())
                .isEqualTo(plain);
        var long1 = text("long text ".repeat(200));
        assertThat(Archives.requireNone("x.txt", new ByteArrayInputStream(long1))
                        .readAllBytes())
                .isEqualTo(long1);
        for (var archive : List.of(twoInZip(), twoInTar(), ArchiveMaker.encoded(plain, GZIPOutputStream::new))) {
            assertThat(catchThrowable(() -> Archives.requireNone("x", new ByteArrayInputStream(archive))))
                    .hasMessageContaining("ARCHIVE_UNSUPPORTED");
        }
        for (var name : List.of("x.zip", "x.tar", "x.tar.gz", "x.tgz", "x.tar.zst")) {
            assertThat(catchThrowable(() -> Archives.requireNone(name, new ByteArrayInputStream(plain))))
                    .hasMessageContaining("STREAM_CORRUPT");
        }
    }
}
