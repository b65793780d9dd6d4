package dev.tributary.etl.examples.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.tributary.etl.core.RunStatus;
import dev.tributary.etl.spi.event.EtlEvent;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostMainTest {
    private static final Path SAMPLE =
            Path.of(System.getProperty("etl.root"), "examples", "datasets", "uniprot-sample.yaml");

    @TempDir
    Path folder;

    private final HikariDataSource database = new HikariDataSource();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<EtlEvent> events = new CopyOnWriteArrayList<>();

    @BeforeEach
    void openDatabase() {
        database.setJdbcUrl("jdbc:sqlite:" + folder.resolve("host.db"));
    }

    @AfterEach
    void closeWhatIsTheHosts() {
        database.close();
        threads.shutdownNow();
    }

    private HostMain host() {
        return new HostMain(database, threads, events::add);
    }

    @Test
    void theLedgerIsInTheHostsDatabaseAndStaysThere() throws InterruptedException, SQLException {
        var home = folder.resolve("home");
        assertThat(host().run(SAMPLE, home).status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(host().run(SAMPLE, home).status()).isEqualTo(RunStatus.UNCHANGED);

        assertThat(home.resolve("ledger.db")).doesNotExist();
        assertThat(threads.isShutdown()).isFalse();
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM ingestion_staged_records")) {
            assertThat(rows.getInt(1)).isEqualTo(60);
        }
        assertThat(events)
                .hasAtLeastOneElementOfType(EtlEvent.FileVerified.class)
                .hasAtLeastOneElementOfType(EtlEvent.UnitCommitted.class)
                .hasAtLeastOneElementOfType(EtlEvent.RunEnded.class);
    }

    @Test
    void aCancelledRunGoesOnLater() throws InterruptedException {
        var home = folder.resolve("home");
        var known = new CompletableFuture<HostMain>();
        var host = new HostMain(database, threads, event -> known.join().cancel());
        known.complete(host);

        assertThat(host.run(SAMPLE, home).status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(host().run(SAMPLE, home).status()).isEqualTo(RunStatus.COMPLETED);
    }
}
