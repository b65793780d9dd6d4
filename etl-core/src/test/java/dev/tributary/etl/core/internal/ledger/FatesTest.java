package dev.tributary.etl.core.internal.ledger;

import static dev.tributary.etl.core.internal.ledger.LedgerSamples.draft;
import static dev.tributary.etl.core.internal.ledger.LedgerSamples.file;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.test.postgres.PostgresServer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is to become of raw files, whatever the database. */
class FatesTest {
    private static final Instant LATER = Instant.parse("9999-01-01T00:00:00Z");
    private static final Instant NEVER = Instant.parse("1970-01-01T00:00:00Z");

    @TempDir
    Path folder = Path.of("");

    @Test
    void onSqlite() {
        try (var ledger = new JdbiLedger(SqliteDatabase.open(folder.resolve("ledger.db")))) {
            filesGoTheirWay(ledger);
        }
    }

    @Test
    void onPostgres() throws Exception {
        try (var schema = PostgresServer.freshSchema();
                var ledger = new JdbiLedger(HostDatabase.open(schema.dataSource()))) {
            filesGoTheirWay(ledger);
        }
    }

    private static void publish(Ledger ledger, String job, RawFile file, long commit) {
        ledger.openJob(draft(job), List.of(file.at(0)));
        ledger.beginRun(job, commit);
        ledger.setStatus(job, commit, JobStatus.STORING, Optional.empty());
        ledger.complete(job, commit, commit, List.of());
    }

    private static void filesGoTheirWay(Ledger ledger) {
        var fates = ledger.fates();
        publish(ledger, "abc1", file(1), 1);
        publish(ledger, "abc2", file(2), 2);
        publish(ledger, "abc3", file(1), 3);
        ledger.openJob(draft("other", "others"), List.of(file(2).at(0)));

        assertThat(fates.decide("proteins", NEVER, Fate.ARCHIVE)).isZero();
        assertThat(fates.decide("proteins", LATER, Fate.ARCHIVE))
                .as("all but the last")
                .isEqualTo(2);
        assertThat(fates.decide("proteins", LATER, Fate.ARCHIVE)).isZero();
        assertThat(fates.toArchive("proteins"))
                .as("one is current, one is others'")
                .isEmpty();
        assertThat(fates.neededBy("proteins")).containsExactly("others");
        assertThat(fates.isWanted(file(1).key())).isTrue();

        publish(ledger, "abc4", file(3), 4);
        assertThat(fates.decide("proteins", LATER, Fate.ARCHIVE)).isEqualTo(1);
        var due = fates.toArchive("proteins");
        assertThat(due).extracting(each -> each.file().key()).containsExactly(file(1).key());
        assertThat(due).extracting(RawFates.Due::release).containsExactly("2025_06");
        fates.moved(file(1).key(), "archive/there");
        assertThat(fates.toArchive("proteins")).isEmpty();
        assertThat(fates.archived("proteins")).extracting(RawFile::key).containsExactly("archive/there");
        assertThat(ledger.files("abc1")).extracting(RawFile::key).containsExactly("archive/there");

        assertThat(fates.decide("proteins", LATER, Fate.DELETE)).isEqualTo(3);
        assertThat(fates.decide("proteins", LATER, Fate.ARCHIVE))
                .as("never back")
                .isZero();
        assertThat(fates.toDelete("proteins"))
                .extracting(each -> each.file().key())
                .containsExactly("archive/there");
        assertThat(fates.archived("proteins")).as("may be gone already").isEmpty();
        fates.deleted("archive/there");
        assertThat(fates.toDelete("proteins")).isEmpty();
        assertThat(fates.archived("proteins")).isEmpty();
        assertThat(ledger.files("abc3")).extracting(RawFile::fate).containsExactly(Fate.DELETED);
        assertThat(ledger.files("abc4")).extracting(RawFile::fate).containsExactly(Fate.KEEP);
    }
}
