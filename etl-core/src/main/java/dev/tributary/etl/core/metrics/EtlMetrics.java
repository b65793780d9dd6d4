package dev.tributary.etl.core.metrics;

import dev.tributary.etl.core.LedgerFigures;
import dev.tributary.etl.core.Operations;
import dev.tributary.etl.core.Worker;
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
import java.util.function.LongSupplier;

/**
 * Gives a host's Micrometer registry the figures that {@code etl worker --http} serves: those of all who share a ledger, and those of a worker of the host.
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
    private final Optional<Worker> worker;
    private final LongSupplier nanos;
    private final Map<String, MultiGauge> gauges = new HashMap<>();
    private List<Figure> known = List.of();
    private OptionalLong asked = OptionalLong.empty();

    private EtlMetrics(Operations operations, Optional<Worker> worker, LongSupplier nanos) {
        this.operations = operations;
        this.worker = worker;
        this.nanos = nanos;
    }

    /** The figures of a ledger. {@code operations} must be usable as long as the registry is read. */
    public static EtlMetrics of(Operations operations) {
        return new EtlMetrics(operations, Optional.empty(), System::nanoTime);
    }

    /** The same with those of a worker of this process, which the caller keeps. */
    public EtlMetrics with(Worker running) {
        return new EtlMetrics(operations, Optional.of(running), nanos);
    }

    /** The same with another time, in nanoseconds since whenever, to tell by when to ask the ledger again. */
    EtlMetrics with(LongSupplier other) {
        return new EtlMetrics(operations, worker, other);
    }

    @Override
    public synchronized void bindTo(MeterRegistry registry) {
        worker.ifPresent(running -> bind(running, registry));
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

    private static void bind(Worker worker, MeterRegistry registry) {
        for (var figure : Figure.of(worker.figures())) {
            for (var sample : figure.samples()) {
                var counter = FunctionCounter.builder(
                                name(figure),
                                worker,
                                running -> value(Figure.of(running.figures()), figure.name(), sample.labels()))
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
