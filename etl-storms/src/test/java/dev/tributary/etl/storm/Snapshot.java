package dev.tributary.etl.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What two homes in which the same was done must not differ in. */
record Snapshot(Map<String, String> files, List<String> ledger) {
    static Snapshot of(HomeFolder home) throws IOException, SQLException {
        return new Snapshot(home.published(), home.ledger());
    }

    /** Parts only: what must be the same in homes whose datasets differ in places of files, and so in config hashes. */
    static Snapshot ofOutput(HomeFolder home) throws IOException {
        var files = new TreeMap<>(home.published());
        files.keySet().removeIf(name -> name.startsWith("releases/"));
        assertThat(files).as("output of %s", home.path()).isNotEmpty();
        return new Snapshot(files, List.of());
    }

    /** With all columns of the ledger and the times of files: what a run that does nothing must leave as it was. */
    static Snapshot inFull(HomeFolder home) throws IOException, SQLException {
        return new Snapshot(home.untouched(), home.ledgerInFull());
    }

    /** Fails with the differences alone; a whole ledger is too long to read. */
    void assertSame(Snapshot actual, Object circumstances) {
        assertThat(HomeFolder.differences(files, actual.files))
                .as("files after %s", circumstances)
                .isEmpty();
        assertThat(without(actual.ledger, ledger))
                .as("new in the ledger after %s", circumstances)
                .isEmpty();
        assertThat(without(ledger, actual.ledger))
                .as("missing in the ledger after %s", circumstances)
                .isEmpty();
        assertThat(actual.ledger).as("ledger after %s", circumstances).hasSameSizeAs(ledger);
    }

    private static List<String> without(List<String> rows, List<String> others) {
        var known = new HashSet<>(others);
        return rows.stream().filter(row -> !known.contains(row)).toList();
    }
}
