package dev.tributary.etl.core.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What one dialect can do, the other can: a statement or a script that was forgotten would be missed by its first user only. */
class DialectsTest {
    /** How keys get into the index is each database's own. */
    private static final Set<String> OF_SQLITE = Set.of(
            "units_keep_record_ids",
            "keys_check",
            "keys_checked",
            "keys_find_doubled",
            "keys_pending_count",
            "keys_pending_of_dataset",
            "keys_pending_units");

    private static final Set<String> OF_POSTGRES =
            Set.of("records_copy", "staging_copy", "keys_units_of", "server_setting");

    private static Set<String> statements(String dialect, Set<String> own) {
        var names = new TreeSet<>(only(dialect).names());
        own.forEach(name -> assertThat(names.remove(name)).as(name).isTrue());
        return names;
    }

    private static NamedStatements only(String folder) {
        return new NamedStatements(List.of(folder), LedgerDatabase.FILES);
    }

    @Test
    void everyStatementIsThereInBoth() {
        assertThat(statements("postgres", OF_POSTGRES))
                .isEqualTo(statements("sqlite", OF_SQLITE))
                .hasSizeGreaterThan(40);
    }

    @Test
    void whatBothUnderstandStandsOnce() {
        var postgres = only("postgres");
        var sqlite = only("sqlite");
        assertThat(only(NamedStatements.BOTH).names()).hasSizeGreaterThan(40);
        assertThat(statements("postgres", OF_POSTGRES))
                .allSatisfy(name -> assertThat(postgres.named(name)).isNotEqualTo(sqlite.named(name)));
    }

    @Test
    void oneNumberIsOneShapeInBoth() {
        var sqlite = LedgerSchema.of("sqlite").scripts();
        var postgres = LedgerSchema.of("postgres").scripts();

        assertThat(postgres.get(0).version()).isEqualTo(5);
        assertThat(postgres.stream().skip(1).map(LedgerSchema.Script::name).toList())
                .isEqualTo(
                        sqlite.stream().skip(5).map(LedgerSchema.Script::name).toList());
    }
}
