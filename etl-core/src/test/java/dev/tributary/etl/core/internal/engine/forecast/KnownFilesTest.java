package dev.tributary.etl.core.internal.engine.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.core.internal.engine.forecast.Forecast.Change;
import dev.tributary.etl.core.internal.ledger.RawFile;
import dev.tributary.etl.spi.io.Checksum;
import dev.tributary.etl.spi.io.SourceFile;
import dev.tributary.etl.spi.stage.Extractor;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What can be told of a file on a server by what the server says of it. */
class KnownFilesTest {
    private static final String MD5 = "0".repeat(32);
    private static final String OTHER_MD5 = "1".repeat(32);
    private static final String SHA256 = "0".repeat(64);
    private static final String OTHER_SHA256 = "1".repeat(64);

    /** A file that is not there: nothing may be fetched. */
    private static final Extractor UNREACHABLE = new Extractor() {
        @Override
        public List<String> versions() {
            return List.of("");
        }

        @Override
        public Release release(String version) {
            return new Release(version, Optional.empty(), List.of());
        }

        @Override
        public Opened open(SourceFile file, Position position) {
            throw new AssertionError(file + " is opened");
        }
    };

    private static RawFile earlier(String name) {
        return new RawFile(0, name, "k", 5, MD5, SHA256, Optional.empty(), "none", "", List.of(), name);
    }

    private static SourceFile offered(OptionalLong size, Checksum... published) {
        return new SourceFile("a", URI.create("https://example.org/a"), "a", size, List.of(published), Map.of());
    }

    private static Checksum md5(String hex) {
        return new Checksum(Checksum.Algorithm.MD5, hex);
    }

    private static Checksum sha256(String hex) {
        return new Checksum(Checksum.Algorithm.SHA_256, hex);
    }

    private static KnownFiles.Known known(SourceFile source) throws Exception {
        return new KnownFiles(List.of(earlier("a")), Set.of(), UNREACHABLE).of(source);
    }

    @Test
    void aFileIsComparedByTheBestThatIsSaidOfIt() throws Exception {
        assertThat(known(offered(OptionalLong.of(5))).change()).isEqualTo(Change.SAME_SIZE);
        assertThat(known(offered(OptionalLong.empty())).change()).isEqualTo(Change.SAME_SIZE);
        assertThat(known(offered(OptionalLong.of(6))).change()).isEqualTo(Change.CHANGED);
        assertThat(known(offered(OptionalLong.of(5), md5(MD5))).change()).isEqualTo(Change.SAME);
        assertThat(known(offered(OptionalLong.of(5), md5(OTHER_MD5))).change()).isEqualTo(Change.CHANGED);
        assertThat(known(offered(OptionalLong.of(5), sha256(SHA256))).change()).isEqualTo(Change.SAME);
        assertThat(known(offered(OptionalLong.of(5), md5(MD5), sha256(OTHER_SHA256)))
                        .change())
                .isEqualTo(Change.CHANGED);
        assertThat(new KnownFiles(List.of(), Set.of(), UNREACHABLE)
                        .of(offered(OptionalLong.of(5)))
                        .change())
                .isEqualTo(Change.NEW);
    }

    @Test
    void whatWasFoundDamagedIsKnownByAPublishedDigestOnly() throws Exception {
        var file = earlier("a");
        var files = new KnownFiles(List.of(file), Set.of(file), UNREACHABLE);

        var silent = files.of(offered(OptionalLong.of(5)));
        assertThat(silent.change()).isEqualTo(Change.DAMAGED);
        assertThat(silent.sha256()).isEmpty();
        assertThat(files.of(offered(OptionalLong.of(5), md5(MD5))).change()).isEqualTo(Change.SAME);
        assertThat(files.of(offered(OptionalLong.of(6))).change()).isEqualTo(Change.CHANGED);
    }

    /** The digest of an earlier job is a guess: it accuses no source. */
    @Test
    void onlyWhatTheSourceSaysCanContradictWhatWasRecorded() throws Exception {
        var recorded =
                new RawFile(0, "a", "k", 5, OTHER_MD5, OTHER_SHA256, Optional.empty(), "none", "", List.of(), "a");
        assertThat(known(offered(OptionalLong.of(5))).differenceFrom(recorded)).isEmpty();
        assertThat(known(offered(OptionalLong.empty())).differenceFrom(recorded))
                .isEmpty();
        assertThat(known(offered(OptionalLong.of(6))).differenceFrom(recorded))
                .contains("6 bytes, recorded was 5 bytes");
        assertThat(known(offered(OptionalLong.of(5), md5(MD5))).differenceFrom(recorded))
                .contains("md5 " + MD5 + ", recorded was md5 " + OTHER_MD5);
        assertThat(known(offered(OptionalLong.of(5), sha256(SHA256))).differenceFrom(recorded))
                .contains("sha256 " + SHA256 + ", recorded was sha256 " + OTHER_SHA256);
    }
}
