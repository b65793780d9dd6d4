package dev.tributary.etl.core.metrics;

import dev.tributary.etl.core.Etl;
import dev.tributary.etl.core.LedgerFigures;
import dev.tributary.etl.core.Operations;
import dev.tributary.etl.core.Worker;
import dev.tributary.etl.core.WorkerFigures;
import dev.tributary.etl.spi.error.EtlException;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Gives a host's Micrometer registry the figures that {@code etl worker --http} serves: those of all who share a ledger, and those of what the host itself
 * did by runs and workers.
 * Thread-safe. A registry that writes for Prometheus gives them the same names. The ledger is asked on the thread that reads a gauge, at most every five
 * seconds; while it does not answer, {@code etl.ledger.up} is 0 and the others are NaN. Micrometer is on the class path of whoever uses this class;
 * nothing else of the engine needs it.
 */
public final class EtlMetrics implements MeterBinder {
    private static final long FRESH_NANOS = Duration.ofSeconds(5).toNanos();
    private static final LedgerFigures NOTHING = new LedgerFigures(List.of(), Map.of(), 0, Map.of());
    private static final String SECONDS = "seconds";
    private static final String BYTES = "bytes";

    private final Operations operations;
    private final Optional<Work<?>> work;
    private final LongSupplier nanos;
    private final Map<String, MultiGauge> gauges = new HashMap<>();
    private List<Figure> known = List.of();
    private OptionalLong asked = OptionalLong.empty();

    /** Who did something; not kept from being thrown away by the registry. */
    private record Work<T>(T whose, Function<T, WorkerFigures> figures) {
        WorkerFigures soFar() {
            return figures.apply(whose);
        }
    }

    private EtlMetrics(Operations operations, Optional<Work<?>> work, LongSupplier nanos) {
        this.operations = operations;
        this.work = work;
        this.nanos = nanos;
    }

    /** The figures of an engine's ledger, and of all runs and workers that it starts. The caller keeps and closes it, after the registry. */
    public static EtlMetrics of(Etl etl) {
        return new EtlMetrics(etl.operations(), Optional.of(new Work<>(etl, Etl::figures)), System::nanoTime);
    }

    /** The figures of a ledger alone. {@code operations} must be usable as long as the registry is read. */
    public static EtlMetrics of(Operations operations) {
        return new EtlMetrics(operations, Optional.empty(), System::nanoTime);
    }

    /** The same with those of a single worker of this process, which the caller keeps. */
    public EtlMetrics with(Worker running) {
        return new EtlMetrics(operations, Optional.of(new Work<>(running, Worker::figures)), nanos);
    }

    /** The same with another time, in nanoseconds since whenever, to tell by when to ask the ledger again. */
    EtlMetrics with(LongSupplier other) {
        return new EtlMetrics(operations, work, other);
    }

    @Override
    public synchronized void bindTo(MeterRegistry registry) {
        work.ifPresent(done -> bind(done, registry));
        var up = Figure.ledgerUp(true);
        Gauge.builder(name(up), this, metrics -> metrics.ask() ? 1 : 0)
                .description(up.help())
                .strongReference(true)
                .register(registry);
        for (var figure : Figure.of(NOTHING)) {
            var gauge = MultiGauge.builder(name(figure)).description(figure.help());
            gauges.put(
                    figure.name(), (unit(figure).isEmpty() ? gauge : gauge.baseUnit(unit(figure))).register(registry));
        }
        ask();
    }

    private static <T> void bind(Work<T> work, MeterRegistry registry) {
        var figures = work.figures();
        for (var figure : Figure.of(work.soFar())) {
            for (var sample : figure.samples()) {
                var counter = FunctionCounter.builder(
                                name(figure),
                                work.whose(),
                                whose -> value(Figure.of(figures.apply(whose)), figure.name(), sample.labels()))
                        .tags(tags(sample))
                        .description(figure.help());
                (unit(figure).isEmpty() ? counter : counter.baseUnit(unit(figure))).register(registry);
            }
        }
    }

    /** Micrometer's own conventions give it the ending again: {@code _total}, and the unit. */
    private static String name(Figure figure) {
        var name = figure.name().replaceFirst("_total$", "");
        var unit = unit(figure);
        return (unit.isEmpty() ? name : name.substring(0, name.length() - unit.length() - 1)).replace('_', '.');
    }

    private static String unit(Figure figure) {
        var name = figure.name().replaceFirst("_total$", "");
        return List.of(SECONDS, BYTES).stream()
                .filter(unit -> name.endsWith("_" + unit))
                .findFirst()
                .orElse("");
    }

    private static Tags tags(Figure.Sample sample) {
        return Tags.of(sample.labels().entrySet().stream()
                .map(label -> Tag.of(label.getKey(), label.getValue()))
                .toList());
    }

    private static double value(List<Figure> figures, String name, Map<String, String> labels) {
        return figures.stream()
                .filter(figure -> figure.name().equals(name))
                .flatMap(figure -> figure.samples().stream())
                .filter(sample -> sample.labels().equals(labels))
                .mapToDouble(Figure.Sample::value)
                .findFirst()
                .orElse(Double.NaN);
    }

    /** Whether the ledger answered when it was last asked; asks it when that is too long ago. */
    private synchronized boolean ask() {
        long now = nanos.getAsLong();
        if (asked.isEmpty() || now - asked.getAsLong() >= FRESH_NANOS) {
            asked = OptionalLong.of(now);
            known = look();
            known.forEach(this::show);
        }
        return !known.isEmpty();
    }

    private List<Figure> look() {
        try {
            return Figure.of(operations.figures());
        } catch (EtlException e) {
            // That it does not answer is a figure too: etl.ledger.up.
            return List.of();
        }
    }

    private void show(Figure figure) {
        var gauge = gauges.get(figure.name());
        if (gauge != null) {
            gauge.register(
                    figure.samples().stream().map(sample -> row(figure, sample)).toList(), true);
        }
    }

    private MultiGauge.Row<EtlMetrics> row(Figure figure, Figure.Sample sample) {
        return MultiGauge.Row.of(tags(sample), this, metrics -> metrics.current(figure.name(), sample.labels()));
    }

    private synchronized double current(String name, Map<String, String> labels) {
        return ask() ? value(known, name, labels) : Double.NaN;
    }
}
