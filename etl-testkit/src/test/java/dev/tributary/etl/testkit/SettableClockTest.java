package dev.tributary.etl.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class SettableClockTest {
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void it_stands_until_it_is_moved_and_clocks_of_other_zones_move_with_it() {
        var clock = SettableClock.at(START);
        var other = clock.withZone(ZoneId.of("Asia/Tokyo"));

        clock.advance(Duration.ofHours(2));
        assertThat(other.instant()).isEqualTo(START.plusSeconds(7_200));
        other.advance(Duration.ofHours(-3));
        assertThat(clock.instant()).isEqualTo(START.minusSeconds(3_600));
        clock.set(START);
        assertThat(other.instant()).isEqualTo(START);
        assertThat(other.getZone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
    }
}
