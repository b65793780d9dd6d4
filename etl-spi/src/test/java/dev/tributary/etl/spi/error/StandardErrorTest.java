package dev.tributary.etl.spi.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.spi.error.ErrorCode.Category;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StandardErrorTest {
    private static final Map<Integer, Category> ONLY = Map.of(1, Category.CONFIG, 3, Category.DATA);

    @Test
    void numbersAreUnique() {
        assertThat(Arrays.stream(StandardError.values()).map(StandardError::number))
                .doesNotHaveDuplicates()
                .isSorted();
    }

    @ParameterizedTest
    @EnumSource
    void everyErrorSaysWhatToDo(StandardError error) {
        assertThat(error.number()).isBetween(1001, 5999);
        assertThat(error.help())
                .hasSizeGreaterThan(25)
                .endsWith(".")
                .isEqualTo(error.help().strip());
        assertThat(error.label()).isEqualTo("E" + error.number() + " " + error.name());
        var only = ONLY.get(error.number() / 1000);
        if (only != null) {
            assertThat(error.category()).isEqualTo(only);
        }
    }

    @Test
    void aProblemPrintsOneLine() {
        var problem = Problem.of(StandardError.FIELD_INVALID, "Cannot read the mass: no number (abc)");
        assertThat(problem).hasToString("E3004 FIELD_INVALID: Cannot read the mass: no number (abc)");
        assertThat(problem.inField("mass_da").withHint("write digits"))
                .hasToString("E3004 FIELD_INVALID: Cannot read the mass: no number (abc) (in mass_da); write digits");
        assertThat(problem.field()).isEmpty();
        assertThat(problem.hint()).isEmpty();
    }

    @Test
    void anExceptionCarriesItsProblem() {
        var cause = new IOException("gone");
        var problem = Problem.of(StandardError.STORE_UNAVAILABLE, "Cannot write");
        var failure = new EtlException(problem, cause);
        assertThat(failure).hasMessage("E2009 STORE_UNAVAILABLE: Cannot write").hasCause(cause);
        assertThat(failure.problem()).isSameAs(problem);
        assertThat(failure.code().category()).isEqualTo(Category.TRANSIENT);
        assertThat(new EtlException(StandardError.LOCK_HELD, "Cannot run", "wait"))
                .hasMessage("E5003 LOCK_HELD: Cannot run; wait");
        assertThat(new EtlException(StandardError.LOCK_HELD, "Cannot run")).hasNoCause();
    }
}
