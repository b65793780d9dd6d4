package dev.tributary.etl.core.internal.spill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.core.internal.ledger.DeadLetter;
import dev.tributary.etl.core.internal.ledger.StagedRecord;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.record.ContentHash;
import dev.tributary.etl.spi.record.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes to a file comes back as it was, and nothing of it stays. */
class SpillTest {
    private static final List<String> ODD =
            List.of("", "P12345", "a\tb\n", "straße 𝛼", "\uD800", "\0", "x".repeat(20_000), "é".repeat(70_001));

    @TempDir
    Path folder;

    private SpillFolder spills;

    @BeforeEach
    void place() {
        spills = new SpillFolder(() -> folder);
    }

    private List<Path> files() throws IOException {
        try (var all = Files.list(folder)) {
            return all.toList();
        }
    }

    private <T> List<T> through(SpillForm<T> form, List<T> things, int inMemory) throws IOException {
        var back = new ArrayList<T>();
        try (var spill = new Spill<>(spills, form, inMemory)) {
            for (var thing : things) {
                spill.add(thing);
            }
            assertThat(files()).hasSize(inMemory < things.size() ? 1 : 0);
            spill.iterator().forEachRemaining(t -> {});
            spill.forEach(back::add);
        }
        assertThat(files()).isEmpty();
        return back;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 100})
    void textsComeBackInOrder(int inMemory) throws IOException {
        assertThat(through(new SpilledText(), ODD, inMemory)).isEqualTo(ODD);
    }

    @Test
    void rowsComeBackAsTheyWere() throws IOException {
        var rows = new ArrayList<StagedRecord>();
        for (var text : ODD) {
            var origin = new Origin(3, "a.tar!/" + text, 1L << 40, 7, 1L << 33, 9);
            rows.add(new StagedRecord("protein", text, text, new ContentHash("ab", "cd", text), 4, origin));
            rows.add(new StagedRecord("protein", text, null, new ContentHash("ab", "cd", null), 5, origin));
            rows.add(new StagedRecord("gene", text, null, null, 0, Origin.ofFile(0, "f")));
        }
        assertThat(through(new SpilledRecord(), rows, 2)).isEqualTo(rows);
    }

    @Test
    void lettersComeBackAsTheyWere() throws IOException {
        var bare = Problem.of(StandardError.RECORD_MALFORMED, "broken");
        var full =
                Problem.of(StandardError.FIELD_INVALID, "odd").inField("mass").withHint("look");
        var letters = List.of(
                new DeadLetter(Origin.ofFile(0, "f"), null, null, List.of(bare), new byte[0]),
                new DeadLetter(new Origin(1, "g", 2, 3, 4, 5), "t", "id", List.of(full, bare), new byte[] {1, -1, 0}));
        assertThat(through(new SpilledLetter(), letters, 0))
                .usingRecursiveComparison()
                .isEqualTo(letters);
    }

    @Test
    void aSpillThatIsReadToTheMiddleLetsItsFileGo() throws IOException {
        try (var spill = new Spill<>(spills, new SpilledText(), 1)) {
            for (var text : ODD) {
                spill.add(text);
            }
            var reading = spill.iterator();
            reading.next();
            assertThat(reading.next()).isEqualTo(ODD.get(1));
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void keysAreFoundAgain() throws IOException {
        try (var keys = SpilledKeys.in(spills)) {
            keys.addAll(List.of("protein\0P1", "protein\0P2"));
            keys.addAll(List.of("protein\0P2", "gene\0P3"));
            assertThat(keys.contains("protein\0P1")).isTrue();
            assertThat(keys.contains("gene\0P3")).isTrue();
            assertThat(keys.contains("gene\0P1")).isFalse();
            assertThat(keys.contains("protein\0p1")).isFalse();
        }
        assertThat(files()).isEmpty();
    }
}
