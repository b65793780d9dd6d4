package dev.tributary.etl.core.internal.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.record.RecordType.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetypingTest {
    @Test
    void declaredTablesFollowTheirColumns() {
        var type = RecordType.named("t")
                .texts(List.of("id", "a", "b"))
                .key("id")
                .table("main", List.of("id"), "id", "a", "b")
                .table("by_a", List.of("a"), "a", "b")
                .build();

        var tables = Retyping.of(type, Map.of("id", "key", "b", "b")).target().tables();

        assertThat(tables).containsExactly(new RecordType.Table("main", List.of("key"), List.of("key", "b")));
    }

    @Test
    void theImpliedTableGrowsWithTheType() {
        var type = RecordType.named("t").texts(List.of("id", "a")).key("id").build();

        var target = Retyping.of(type, Map.of("id", "id", "a", "b")).target().plus("c", Kind.TEXT);

        assertThat(target.tables()).containsExactly(new RecordType.Table("t", List.of("id"), List.of("id", "b", "c")));
    }
}
