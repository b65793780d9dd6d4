package dev.tributary.etl.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.io.SourceFile;
import dev.tributary.etl.spi.stage.Extractor;
import dev.tributary.etl.spi.stage.Extractor.Opened;
import dev.tributary.etl.spi.stage.Extractor.Position;
import dev.tributary.etl.testkit.process.Together;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every extractor does: the engine keeps what came, goes on at any byte, and takes a changed file for another one. A suite sets up a source
 * with one file, whose bytes it can change.
 */
public abstract class ExtractorContract {
    private static final int BYTES = 100_000;

    private byte[] bytes = new byte[0];
    private Extractor extractor = new Unset();

    /** Makes the one file of the source, or replaces its bytes; its name stays. */
    protected abstract void publish(byte[] content) throws Exception;

    /** Takes the file away. */
    protected abstract void withdraw() throws Exception;

    /** A new extractor of that source; the suite closes it. */
    protected abstract Extractor create() throws Exception;

    @BeforeEach
    void publishAndCreate() throws Exception {
        bytes = content(1);
        publish(bytes.clone());
        extractor = create();
    }

    @AfterEach
    void closeExtractor() throws IOException {
        extractor.close();
    }

    private static byte[] content(long seed) {
        byte[] content = new byte[BYTES];
        new Random(seed).nextBytes(content);
        return content;
    }

    private SourceFile file() throws Exception {
        List<String> versions = extractor.versions();
        return extractor.release(versions.get(versions.size() - 1)).files().get(0);
    }

    private static byte[] all(Opened opened) throws IOException {
        try (InputStream in = opened.bytes()) {
            return in.readAllBytes();
        }
    }

    @Test
    void versions_are_real_and_distinct() throws Exception {
        List<String> versions = extractor.versions();

        assertThat(versions).isNotEmpty().doesNotHaveDuplicates().doesNotContain("current", "latest");
        assertThat(extractor.versions()).isEqualTo(versions);
    }

    @Test
    void a_release_is_the_same_each_time() throws Exception {
        for (String version : extractor.versions()) {
            Extractor.Release release = extractor.release(version);
            assertThat(release.files()).hasSize(1);
            assertThat(extractor.release(version)).isEqualTo(release);
        }
    }

    @Test
    void a_file_is_read_from_its_start() throws Exception {
        Opened opened = extractor.open(file(), Position.START);

        assertThat(opened.position().offset()).isZero();
        assertThat(all(opened)).isEqualTo(bytes);
    }

    @Test
    void going_on_at_any_position_gives_the_same_bytes() throws Exception {
        SourceFile file = file();
        Opened first = extractor.open(file, Position.START);
        first.bytes().close();
        for (int offset : new int[] {1, 4_095, BYTES / 2, BYTES - 1, BYTES}) {
            Position asked = new Position(offset, first.position().entity());
            Opened opened = extractor.open(file, asked);
            if (opened.position().offset() != 0) {
                assertThat(opened.position()).as("at %s", offset).isEqualTo(asked);
            }
            int from = (int) opened.position().offset();
            assertThat(all(opened)).as("from %s", offset).isEqualTo(Arrays.copyOfRange(bytes, from, BYTES));
        }
    }

    @Test
    void a_changed_file_begins_anew() throws Exception {
        SourceFile file = file();
        Opened first = extractor.open(file, Position.START);
        first.bytes().close();
        byte[] other = content(2);
        publish(other.clone());

        Opened opened =
                extractor.open(file, new Position(BYTES / 2, first.position().entity()));

        assertThat(opened.position().offset()).isZero();
        assertThat(all(opened)).isEqualTo(other);
    }

    @Test
    void an_entity_of_somebody_else_begins_anew() throws Exception {
        for (String entity : new String[] {"", "x", "http://example.org \"1\""}) {
            Opened opened = extractor.open(file(), new Position(10, entity));
            assertThat(opened.position().offset()).as(entity).isZero();
            assertThat(all(opened)).as(entity).isEqualTo(bytes);
        }
    }

    @Test
    void a_file_that_is_gone_is_a_typed_failure() throws Exception {
        SourceFile file = file();
        withdraw();

        assertThatThrownBy(() -> extractor.open(file, Position.START).bytes().readAllBytes())
                .isInstanceOfAny(EtlException.class, IOException.class);
    }

    @Test
    void streams_that_are_given_up_leave_nothing_open() throws Exception {
        SourceFile file = file();
        for (int i = 0; i < 40; i++) {
            Opened opened = extractor.open(file, Position.START);
            assertThat(opened.bytes().read()).isEqualTo(bytes[0] & 0xff);
            opened.bytes().close();
        }
        assertThat(all(extractor.open(file, Position.START))).isEqualTo(bytes);
    }

    @Test
    void threads_share_it() throws Exception {
        SourceFile file = file();
        List<Callable<Boolean>> readers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            readers.add(() -> Arrays.equals(all(extractor.open(file, Position.START)), bytes));
        }

        assertThat(Together.run(readers)).containsOnly(true);
    }

    @Test
    void closing_twice_does_no_harm() throws Exception {
        extractor.close();
        extractor.close();
    }

    /** Before each test sets the real one. */
    private static final class Unset implements Extractor {
        @Override
        public List<String> versions() {
            throw new AssertionError("no extractor was created");
        }

        @Override
        public Release release(String version) {
            throw new AssertionError("no extractor was created");
        }

        @Override
        public Opened open(SourceFile file, Position position) {
            throw new AssertionError("no extractor was created");
        }
    }
}
