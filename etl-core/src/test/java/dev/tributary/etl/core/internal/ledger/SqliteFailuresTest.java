package dev.tributary.etl.core.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.spi.error.StandardError;
import java.io.IOException;
import java.sql.SQLException;
import org.jdbi.v3.core.ConnectionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqliteFailuresTest {
    /** Result codes with their extended forms, from sqlite.org/rescode.html. */
    @ParameterizedTest
    @CsvSource({
        "5, LEDGER_UNAVAILABLE",
        "517, LEDGER_UNAVAILABLE",
        "6, LEDGER_UNAVAILABLE",
        "8, LEDGER_UNAVAILABLE",
        "10, LEDGER_UNAVAILABLE",
        "778, LEDGER_UNAVAILABLE",
        "13, LEDGER_UNAVAILABLE",
        "14, LEDGER_UNAVAILABLE",
        "11, STATE_DAMAGED",
        "267, STATE_DAMAGED",
        "26, STATE_DAMAGED",
        "19, DEFECT",
        "2067, DEFECT"
    })
    void aResultCodeSaysWhatTheEngineDoes(int code, StandardError expected) {
        var cause = new ConnectionException(new SQLException("disk gone", "", code));

        var failure = new SqliteFailures("home/ledger.db").of(cause);

        assertThat(failure.code()).isEqualTo(expected);
        assertThat(failure).hasCause(cause).hasMessageContaining("disk gone").hasMessageContaining("ledger.db");
    }

    @ParameterizedTest
    @CsvSource({"5, true", "517, true", "6, true", "10, false", "26, false"})
    void onlyALockedFileIsWorthWaitingFor(int code, boolean busy) {
        assertThat(SqliteFailures.busy(new IOException(new SQLException("x", "", code))))
                .isEqualTo(busy);
    }
}
