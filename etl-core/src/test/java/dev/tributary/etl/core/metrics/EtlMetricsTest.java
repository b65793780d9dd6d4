package dev.tributary.etl.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.core.LedgerFigures;
import dev.tributary.etl.core.Operations;
import dev.tributary.etl.core.WorkerFigures;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a host's registry tells of workers and their ledger. */
class EtlMetricsTest {
    /** Nothing of a ledger but its figures. */
    private static Operations answering(Supplier<LedgerFigures> figures) {
        return (Operations) Proxy.newProxyInstance(
                EtlMetricsTest.class.getClassLoader(),
                new Class<?>[] {Operations.class},
                (proxy, method, arguments) -> figures.get());
    }

    private static LedgerFigures jobs(long completed) {
        return new LedgerFigures(
                List.of(new LedgerFigures.UnitCount("parse_batch", "claimed", 3)),
                Map.of("completed", completed),
                1.5,
                Map.of("d", 60.0));
    }

    private static double gauge(SimpleMeterRegistry registry, String name, String... tags) {
        return registry.get(name).tags(tags).gauge().value();
    }

    /** A time that a test moves on. */
    private static final class Hand implements LongSupplier {
        private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);

        void pass(long seconds) {
            nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
        }

        @Override
        public long getAsLong() {
            return nanos.get();
        }
    }

    @Test
    void theLedgerIsAskedEveryFiveSecondsAtMostAndNewValuesComeByThemselves() {
        var asked = new AtomicInteger();
        var hand = new Hand();
        var registry = new SimpleMeterRegistry();
        EtlMetrics.of(answering(() -> jobs(asked.incrementAndGet()))).with(hand).bindTo(registry);

        assertThat(gauge(registry, "etl.jobs", "status", "completed")).isEqualTo(1);
        assertThat(gauge(registry, "etl.units", "type", "parse_batch", "status", "claimed"))
                .isEqualTo(3);
        hand.pass(4);
        assertThat(gauge(registry, "etl.jobs", "status", "completed")).isEqualTo(1);
        hand.pass(1);
        assertThat(gauge(registry, "etl.jobs", "status", "completed")).isEqualTo(2);
        assertThat(asked).hasValue(2);
    }

    @Test
    void aLedgerThatDoesNotAnswerIsAFigure() {
        var hand = new Hand();
        var registry = new SimpleMeterRegistry();
        var isThere = new AtomicBoolean(true);
        EtlMetrics.of(answering(() -> {
                    if (isThere.get()) {
                        return jobs(1);
                    }
                    throw new EtlException(StandardError.LEDGER_UNAVAILABLE, "gone");
                }))
                .with(hand)
                .bindTo(registry);
        isThere.set(false);
        hand.pass(5);
        assertThat(gauge(registry, "etl.ledger.up")).isZero();
        assertThat(gauge(registry, "etl.jobs", "status", "completed")).isNaN();
        isThere.set(true);
        hand.pass(5);
        assertThat(gauge(registry, "etl.ledger.up")).isEqualTo(1);
        assertThat(gauge(registry, "etl.jobs", "status", "completed")).isEqualTo(1);
    }

    @Test
    void thePageOnOperatingNamesEachAndNoOther() throws IOException {
        var page = Files.readString(Path.of("../docs/operating.md"), StandardCharsets.UTF_8);
        var named = Pattern.compile("(?m)^\\| `(etl_[a-z_]+)")
                .matcher(page)
                .results()
                .map(row -> row.group(1))
                .toList();
        var did = Figure.of(new WorkerFigures(0, 0, 0, 0, 0, 0, 0, 0));
        var ledger = Figure.of(jobs(0));
        assertThat(Stream.of(did, List.of(Figure.ledgerUp(true)), ledger)
                        .flatMap(List::stream)
                        .map(Figure::name))
                .containsExactlyElementsOf(named);
    }
}
