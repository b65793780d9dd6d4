package dev.tributary.etl.core.internal.ledger;

import static dev.tributary.etl.core.internal.ledger.LedgerSamples.WORKER;
import static dev.tributary.etl.core.internal.ledger.LedgerSamples.draft;
import static dev.tributary.etl.core.internal.ledger.LedgerSamples.file;
import static dev.tributary.etl.core.internal.ledger.LedgerSamples.refusing;
import static dev.tributary.etl.core.internal.ledger.LedgerSamples.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.test.postgres.PostgresSchema;
import dev.tributary.etl.test.postgres.PostgresServer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** A DataSource whose connections do not lead to PostgreSQL's driver: rows are inserted, and are the same as copied ones. */
class WithoutCopyTest {
    private static final String ROWS =
            "SELECT job_no, unit, chunk, record_type, record_identifier, record_name, content_sha256,"
                    + " content_md5, sequence_md5, file_index, ordinal, source_offset, source_length, source_line, status"
                    + " FROM ingestion_staged_records ORDER BY id";

    /** The same connections, which do not lead to the driver. */
    static DataSource withoutDriver(DataSource source) {
        return (DataSource) wrapped(source, DataSource.class);
    }

    private static Object wrapped(Object real, Class<?> type) {
        return Proxy.newProxyInstance(
                WithoutCopyTest.class.getClassLoader(), new Class<?>[] {type}, (p, method, arguments) -> {
                    if (method.getName().equals("isWrapperFor")) {
                        return false;
                    }
                    try {
                        var result = method.invoke(real, arguments);
                        return result instanceof Connection c ? wrapped(c, Connection.class) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static List<String> rows(PostgresSchema schema, DataSource source) {
        try (var ledger = new JdbiLedger(HostDatabase.open(source))) {
            ledger.openJob(draft("job"), List.of(file(0)));
            ledger.beginRun("job", 1);
            var many = new ArrayList<>(List.of("é\\n", "tab\there", "𝛼"));
            IntStream.range(0, 2_500).forEach(i -> many.add("P" + i));
            var first = ledger.claim("job", 0, WORKER, 1).orElseThrow();
            ledger.commitUnit(refusing(result(first, many.toArray(String[]::new)), "BAD"));

            var second = ledger.claim("job", 1, WORKER, 1).orElseThrow();
            assertThatThrownBy(() -> ledger.commitUnit(result(second, "new", "P7")))
                    .hasMessageContaining("protein 'P7' (units 0 and 1)");
            ledger.commitUnit(result(second, "new"));
            return schema.query(ROWS);
        }
    }

    @Test
    void insertedRowsAreThoseThatAreCopied() {
        try (var copied = PostgresServer.freshSchema();
                var inserted = PostgresServer.freshSchema()) {
            var rows = rows(copied, copied.dataSource());

            assertThat(rows).hasSize(2_505);
            assertThat(rows(inserted, withoutDriver(inserted.dataSource()))).isEqualTo(rows);
        }
    }
}
