package dev.tributary.etl.benchmarks;

import dev.tributary.etl.spi.io.ObjectStore;
import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.stage.RecordFiles;
import dev.tributary.etl.spi.stage.RecordFormat;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The context of a parser that is measured alone: names, an instant, and nothing to reach for. */
final class NoContext implements PluginContext {
    private static UnsupportedOperationException refused(String what) {
        return new UnsupportedOperationException("A parser is a pure function and has no " + what);
    }

    @Override
    public String dataset() {
        return "benchmark";
    }

    @Override
    public String organization() {
        return "benchmark";
    }

    @Override
    public Map<String, String> parameters() {
        return Map.of();
    }

    @Override
    public Clock clock() {
        return Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    }

    @Override
    public ObjectStore objects() {
        throw refused("object store");
    }

    @Override
    public Map<String, String> state() {
        return Map.of();
    }

    @Override
    public Path scratch() {
        throw refused("scratch folder");
    }

    @Override
    public Path home() {
        throw refused("home");
    }

    @Override
    public <T> Optional<T> service(Class<T> type) {
        return Optional.empty();
    }

    @Override
    public <T> Optional<T> ledger(Class<T> type) {
        return Optional.empty();
    }

    @Override
    public RecordFiles files(List<String> names) {
        throw refused("files");
    }

    @Override
    public RecordFormat format(String recordType, String name) {
        throw refused("formats");
    }
}
