package dev.tributary.etl.testkit.jdbc;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.core.internal.state.JdbcStateStore;
import dev.tributary.etl.spi.state.StateStore;
import dev.tributary.etl.testkit.contract.StateStoreContract;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The kit's suite over rows of a database. */
abstract class JdbcStateContract extends StateStoreContract {
    private @Nullable TestDatabase opened;

    abstract TestDatabase open();

    @BeforeEach
    void openDatabase() {
        opened = open();
    }

    private TestDatabase test() {
        return Objects.requireNonNull(opened);
    }

    @AfterEach
    void closeDatabase() {
        test().close();
    }

    @Override
    protected StateStore store() {
        return new JdbcStateStore(test().database());
    }

    @Test
    void a_damaged_document_is_an_error_with_its_key_and_never_empty() throws Exception {
        store().replace("gdp", Optional.empty(), Map.of("a", "1"), 7);
        test().execute("UPDATE ingestion_states SET document = '{'");

        assertThatThrownBy(() -> store().read("gdp"))
                .hasMessageContaining("STATE_DAMAGED")
                .hasMessageContaining("gdp");
    }
}
