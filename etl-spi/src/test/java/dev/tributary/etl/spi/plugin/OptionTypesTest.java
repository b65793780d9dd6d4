package dev.tributary.etl.spi.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OptionTypesTest {
    /** Options as a plugin has them. */
    private record Options(String url, Secret password, Optional<Secret> token) {}

    @Test
    void aSecretNeverPrints() {
        var secret = Secret.of("hunter2");
        var options = new Options("jdbc:x", secret, Optional.of(secret));
        assertThat(secret).hasToString("***");
        assertThat(options.toString() + List.of(secret) + Map.of("p", secret) + Optional.of(secret))
                .doesNotContain("hunter2");
        assertThat(String.valueOf(secret.hashCode())).doesNotContain("hunter2");
        assertThat(secret.reveal()).isEqualTo("hunter2");
    }

    @Test
    void aSizeIsBytesAndNeverNegative() {
        assertThat(new DataSize(5).asInt()).isEqualTo(5);
        assertThatThrownBy(() -> new DataSize(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
        assertThatThrownBy(() -> new DataSize(1L << 31).asInt()).isInstanceOf(ArithmeticException.class);
    }
}
