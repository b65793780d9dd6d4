package dev.tributary.etl.core.internal.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.core.internal.frame.FramedChunk;
import dev.tributary.etl.core.internal.frame.FramedChunk.Pieces;
import dev.tributary.etl.core.internal.store.Durability;
import dev.tributary.etl.core.internal.store.LocalObjectStore;
import dev.tributary.etl.spi.error.EtlException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnitObjectsTest {
    private static final RawRanges NONE = (file, offset, length) -> {
        throw new IOException("no unit here has a range");
    };

    @TempDir
    Path folder;

    private LocalObjectStore store;
    private UnitObjects units;

    @BeforeEach
    void open() throws IOException {
        store = new LocalObjectStore(folder, Durability.ESSENTIAL);
        units = new UnitObjects(store, new UnitObjects.Place("Org", "2025_06", "j1"));
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    private static UnitWriter unit(int number, String text) throws IOException {
        var writer = UnitWriter.of(number, OptionalInt.empty());
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var pieces = new Pieces(
                1, new int[] {0}, new int[] {bytes.length}, new long[] {number}, new long[] {1}, 100L * number);
        writer.add(new FramedChunk(0, "a.txt", number, 0, bytes, new byte[0], pieces, List.of()));
        return writer;
    }

    @Test
    void units_are_stored_by_number_beside_the_raw_files() throws Exception {
        units.put(unit(7, "seven"));
        units.put(unit(12, "twelve"));
        units.put(unit(12, "twelve"));
        new UnitObjects(store, new UnitObjects.Place("Org", "2025_06", "j2")).put(unit(1, "another job's"));

        assertThat(units.present().stream()).containsExactly(7, 12);
        try (var reader = units.open(12, NONE)) {
            assertThat(reader.group()).isEmpty();
            assertThat(reader.next()).isNotNull().satisfies(chunk -> assertThat(chunk.bytes())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("twelve"));
            assertThat(reader.next()).isNull();
        }
        assertThat(store.list("ingest/%4Frg/2025_06/~units/j1/", "", 10)).hasSize(2);
    }

    @Test
    void a_group_is_a_unit_of_files() throws Exception {
        units.putGroup(3, List.of(4, 5, 9));
        try (var reader = units.open(3, NONE)) {
            assertThat(reader.group()).hasValue(List.of(4, 5, 9));
        }
    }

    @Test
    void what_is_gone_is_said_to_be() throws Exception {
        units.put(unit(1, "one"));
        assertThatThrownBy(() -> units.open(2, NONE))
                .isInstanceOf(EtlException.class)
                .hasMessageContaining("is gone");
    }

    @Test
    void a_job_that_is_done_leaves_none() throws Exception {
        var other = new UnitObjects(store, new UnitObjects.Place("Org", "2025_06", "j2"));
        other.put(unit(1, "another job's"));
        for (int i = 0; i < 3; i++) {
            units.put(unit(i, "x"));
        }
        units.clear();
        assertThat(units.present().isEmpty()).isTrue();
        assertThat(other.present().cardinality()).isEqualTo(1);
    }

    @Test
    void deflate_serves_where_zstd_is_not_there() throws Exception {
        for (var text : List.of("", "a", "x".repeat(100_000))) {
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            for (var packing : Packing.values()) {
                assertThat(packing.unpack(packing.pack(bytes, bytes.length), bytes.length))
                        .isEqualTo(bytes);
            }
            assertThatThrownBy(
                            () -> Packing.DEFLATE.unpack(Packing.DEFLATE.pack(bytes, bytes.length), 1 + bytes.length))
                    .isInstanceOf(IOException.class);
        }
    }
}
