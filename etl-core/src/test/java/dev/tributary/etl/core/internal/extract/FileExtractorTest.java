package dev.tributary.etl.core.internal.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.spi.io.Checksum;
import dev.tributary.etl.spi.io.SourceFile;
import dev.tributary.etl.spi.stage.Extractor;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileExtractorTest {
    private static final String MD5 = "d41d8cd98f00b204e9800998ecf8427e";
    private static final String OTHER_MD5 = "0cc175b9c0f1b6a831c399e269772661";
    private static final String SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @TempDir
    Path temp;

    private Path folder = Path.of("");

    @BeforeEach
    void folder() throws IOException {
        folder = Files.createDirectories(temp.toRealPath().resolve("data"));
    }

    private Path write(String path, String content) throws IOException {
        var file = folder.resolve(path);
        Files.createDirectories(FileFinder.folder(file));
        return Files.writeString(file, content);
    }

    private FileOptions options(Optional<Object> checksums, String... paths) {
        return new FileOptions(
                List.of(paths).stream().map(folder::resolve).toList(), List.of(), Optional.empty(), checksums, folder);
    }

    private List<SourceFile> files(String... paths) throws IOException {
        return files(options(Optional.empty(), paths));
    }

    private static List<SourceFile> files(FileOptions options) throws IOException {
        return new FileExtractor(options, 10).release("").files();
    }

    private static List<String> names(List<SourceFile> files) {
        return files.stream().map(SourceFile::name).toList();
    }

    @Test
    void globsFindFilesSortedByName() throws IOException {
        write("b.gz", "b");
        write("a.gz", "aa");
        write("c.txt", "c");
        write(".a.gz", "hidden");
        write("sub/d.gz", "d");

        var files = files("*.gz");

        assertThat(names(files)).containsExactly("a.gz", "b.gz");
        assertThat(files.get(0).size()).hasValue(2);
        assertThat(files.get(0).location()).isEqualTo(folder.resolve("a.gz").toUri());
        assertThat(names(files("**/*.gz"))).containsExactly("a.gz", "b.gz", "d.gz");
        assertThat(names(files("c.txt", "*.gz", "c.*"))).containsExactly("a.gz", "b.gz", "c.txt");
    }

    @Test
    void namesThatClashBecomeTheirPathBelowTheGlobsFolder() throws IOException {
        write("x/t.csv", "1");
        write("y/t.csv", "2");
        write("y/u.csv", "3");

        assertThat(names(files("*/*.csv"))).containsExactly("u.csv", "x/t.csv", "y/t.csv");
        assertThat(names(files("x/t.csv", "y/t.csv"))).containsExactly("x/t.csv", "y/t.csv");
    }

    @Test
    void nothingFoundNamesGlobAndFolder() throws IOException {
        write("a.txt", "a");

        assertThatThrownBy(() -> files("*.gz"))
                .hasMessageContaining("SOURCE_MISSING")
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("*.gz");
        assertThatThrownBy(() -> files("a.gz"))
                .hasMessageContaining("SOURCE_MISSING")
                .hasMessageContaining("a.gz");
        assertThatThrownBy(() -> files("nowhere/*.gz")).hasMessageContaining("no folder");
        assertThatThrownBy(() -> files("../data")).hasMessageContaining("it is a folder");
    }

    @Test
    void tooManyFilesAreRefused() throws IOException {
        for (int i = 0; i < 11; i++) {
            write("f" + i, "");
        }
        assertThatThrownBy(() -> files("*")).hasMessageContaining("more than 10 files");
    }

    @Test
    void linksLeadNoGlobOutOfItsFolder() throws IOException {
        var outside = Files.writeString(temp.resolve("secret.txt"), "s");
        write("in.txt", "i");
        Files.createSymbolicLink(folder.resolve("out.txt"), outside);

        assertThatThrownBy(() -> files("*.txt")).hasMessageContaining("leads out of");
        assertThat(names(files("out.txt"))).containsExactly("out.txt");
    }

    @Test
    void linkedFoldersAreNotEnteredAndLinksInsideAreFollowed() throws IOException {
        var outside = Files.createDirectories(temp.resolve("other"));
        Files.writeString(outside.resolve("x.txt"), "x");
        write("in.txt", "i");
        Files.createSymbolicLink(folder.resolve("linked"), outside);
        Files.createSymbolicLink(folder.resolve("alias.txt"), folder.resolve("in.txt"));

        assertThat(names(files("**/*.txt"))).containsExactly("alias.txt", "in.txt");
    }

    @Test
    void filesBesideADataFileArePublishedChecksumsAndNoData() throws IOException {
        write("x.gz", "");
        write("x.gz.md5", MD5 + "\n");
        write("x.gz.sha256", SHA256 + "  /build/x.gz\n");
        write("alone.md5", MD5);

        var files = files("*");

        assertThat(names(files)).containsExactly("alone.md5", "x.gz");
        assertThat(files.get(1).checksums())
                .containsExactly(
                        new Checksum(Checksum.Algorithm.MD5, MD5), new Checksum(Checksum.Algorithm.SHA_256, SHA256));
    }

    @Test
    void aBrokenFileBesideADataFileIsAnError() throws IOException {
        write("x.gz", "");
        write("x.gz.md5", "<html>");
        assertThatThrownBy(() -> files("x.gz"))
                .hasMessageContaining("CHECKSUM_LIST_INVALID")
                .hasMessageContaining("line 1");

        write("x.gz.md5", MD5 + "  y.gz");
        assertThatThrownBy(() -> files("x.gz")).hasMessageContaining("does not list it");

        write("x.gz.md5", SHA256);
        assertThatThrownBy(() -> files("x.gz")).hasMessageContaining("32 digits");
    }

    @Test
    void checksumsComeFromAMapOrAListBesidesTheOnesBeside() throws IOException {
        write("x.gz", "");
        write("lists/sums.txt", MD5 + "  x.gz\n");

        assertThat(files(options(Optional.of("lists/sums.txt"), "x.gz")).get(0).checksums())
                .containsExactly(new Checksum(Checksum.Algorithm.MD5, MD5));
        var map = Map.of("x.gz", List.of("md5:" + MD5, "SHA-256: " + SHA256));
        assertThat(files(options(Optional.of(map), "x.gz")).get(0).checksums()).hasSize(2);
        write("x.gz.md5", OTHER_MD5);
        assertThatThrownBy(() -> files(options(Optional.of(map), "x.gz"))).hasMessageContaining("disagree");
    }

    @Test
    void checksumsOfFilesThatAreNotThereAreSlips() throws IOException {
        write("x.gz", "");

        assertThatThrownBy(() -> files(options(Optional.of(Map.of("X.gz", "md5:" + MD5)), "x.gz")))
                .hasMessageContaining("OPTION_INVALID")
                .hasMessageContaining("X.gz");
        assertThatThrownBy(() -> files(options(Optional.of("sums.txt"), "x.gz")))
                .hasMessageContaining("SOURCE_MISSING");
    }

    @Test
    void optionsThatCannotWorkAreRefused() {
        var path = List.of(Path.of("/x"));
        var none = Optional.<Object>empty();

        assertThatThrownBy(() -> new FileOptions(path, List.of("/a"), Optional.empty(), none, folder))
                .hasMessageContaining("'members' names '/a'");
        assertThatThrownBy(() -> new FileOptions(path, List.of("a[b"), Optional.empty(), none, folder))
                .hasMessageContaining("'[' without ']'");
        assertThatThrownBy(() -> options(none)).hasMessageContaining("paths");
        assertThatThrownBy(() -> options(none, "a**b")).hasMessageContaining("**");
        assertThatThrownBy(() -> options(Optional.of(5L), "x")).hasMessageContaining("checksums");
        assertThatThrownBy(() -> options(Optional.of(Map.of("x", "d41d8")), "x"))
                .hasMessageContaining("md5:");
        assertThatThrownBy(() -> options(Optional.of(Map.of("x", "md5:d41d8")), "x"))
                .hasMessageContaining("32 digits");
    }

    @Test
    void charsetAndMembersAreAttributes() throws IOException {
        write("x.csv", "");
        var options = new FileOptions(
                List.of(folder.resolve("x.csv")),
                List.of("*.csv", "a/**/b.txt"),
                Optional.of(Charset.forName("latin1")),
                Optional.empty(),
                folder);

        assertThat(files(options).get(0).attributes())
                .containsEntry("charset", "ISO-8859-1")
                .containsEntry("members", "*.csv\na/**/b.txt");
    }

    @Test
    void goesOnFromAPositionAsLongAsTheFileIsTheSame() throws IOException {
        var file = write("x.txt", "0123456789");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2025-01-01T00:00:00Z")));
        var extractor = new FileExtractor(options(Optional.empty(), "x.txt"), 10);
        var source = extractor.release("").files().get(0);
        var whole = extractor.open(source, Extractor.Position.START);
        assertThat(whole.bytes()).hasContent("0123456789");

        var rest = extractor.open(
                source, new Extractor.Position(4, whole.position().entity()));
        assertThat(rest.position().offset()).isEqualTo(4);
        assertThat(new String(rest.bytes().readAllBytes(), StandardCharsets.US_ASCII))
                .isEqualTo("456789");

        Files.writeString(file, "abcdefghij");
        var changed = extractor.open(
                source, new Extractor.Position(4, whole.position().entity()));
        assertThat(changed.position().offset()).isZero();
        assertThat(changed.bytes()).hasContent("abcdefghij");

        Files.delete(file);
        assertThatThrownBy(() -> extractor.open(source, Extractor.Position.START))
                .hasMessageContaining("SOURCE_MISSING");
    }

    @Test
    void offersOneUnversionedRelease() {
        assertThat(new FileExtractor(options(Optional.empty(), "x"), 10).versions())
                .containsExactly("");
    }
}
