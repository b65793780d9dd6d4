package dev.tributary.etl.core.internal.load;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
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

/** A context with an object store and formats by name; a format of a type is written {@code type/name}. */
record TestContext(ObjectStore objects, Map<String, RecordFormat> formats) implements PluginContext {
    @Override
    public String dataset() {
        return "d";
    }

    @Override
    public String organization() {
        return "UniProt";
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
    public Map<String, String> state() {
        return Map.of();
    }

    @Override
    public Path scratch() {
        throw new AssertionError("scratch is not for loaders");
    }

    @Override
    public Path home() {
        throw new AssertionError("the files loader has no folder");
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
        return new FormattedFiles(names, this);
    }

    @Override
    public RecordFormat format(String recordType, String name) {
        var format = formats.getOrDefault(recordType + "/" + name, formats.get(name));
        if (format == null) {
            throw new EtlException(StandardError.PLUGIN_UNKNOWN, "Cannot find the format " + name);
        }
        return format;
    }
}
