package dev.tributary.etl.core.internal.engine.home;

import dev.tributary.etl.core.internal.load.FormattedFiles;
import dev.tributary.etl.spi.io.ObjectStore;
import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.stage.RecordFiles;
import dev.tributary.etl.spi.stage.RecordFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What every plugin may know of the engine that it works in. Thread-safe; closing it deletes the scratch folders. */
abstract class HostContext implements PluginContext, AutoCloseable {
    private final Host host;
    private final ObjectStore objects;
    private final Scratch scratch;
    private final Map<String, RecordFormat> formats = new ConcurrentHashMap<>();

    HostContext(Host host, ObjectStore objects, Scratch scratch) {
        this.host = host;
        this.objects = objects;
        this.scratch = scratch;
    }

    final Host host() {
        return host;
    }

    final Scratch scratchFolders() {
        return scratch;
    }

    @Override
    public final ObjectStore objects() {
        return objects;
    }

    @Override
    public final Path scratch() {
        try {
            return scratch.folder();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public final Path home() {
        return host.folder();
    }

    @Override
    public final <T> Optional<T> service(Class<T> type) {
        return Optional.ofNullable(host.services().get(type)).map(type::cast);
    }

    @Override
    public final RecordFormat format(String recordType, String name) {
        return formats.computeIfAbsent(
                recordType + "/" + name, k -> host.formats().make(recordType, name, this));
    }

    @Override
    public final RecordFiles files(List<String> names) {
        return new FormattedFiles(names, this);
    }

    @Override
    public final void close() throws IOException {
        scratch.close();
    }
}
