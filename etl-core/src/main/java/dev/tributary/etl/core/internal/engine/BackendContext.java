package dev.tributary.etl.core.internal.engine;

import dev.tributary.etl.core.internal.load.FormattedFiles;
import dev.tributary.etl.spi.io.ObjectStore;
import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.stage.RecordFiles;
import dev.tributary.etl.spi.stage.RecordFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What locks, state stores and notifiers of a dataset may know. They work beside jobs: their clock is the engine's own, and they see no state. */
public final class BackendContext implements PluginContext, AutoCloseable {
    private final String dataset;
    private final String organization;
    private final Host host;
    private final ObjectStore objects;
    private final Scratch scratch = Scratch.outside();

    public BackendContext(String dataset, String organization, Host host, ObjectStore objects) {
        this.dataset = dataset;
        this.organization = organization;
        this.host = host;
        this.objects = objects;
    }

    @Override
    public String dataset() {
        return dataset;
    }

    @Override
    public String organization() {
        return organization;
    }

    @Override
    public Map<String, String> parameters() {
        return Map.of();
    }

    @Override
    public Clock clock() {
        return host.clock();
    }

    @Override
    public ObjectStore objects() {
        return objects;
    }

    @Override
    public Map<String, String> state() {
        return Map.of();
    }

    @Override
    public Path scratch() {
        try {
            return scratch.folder();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Path home() {
        return host.folder();
    }

    @Override
    public <T> Optional<T> service(Class<T> type) {
        return Optional.ofNullable(host.services().get(type)).map(type::cast);
    }

    /** What stands beside jobs writes no tables of records. */
    @Override
    public <T> Optional<T> ledger(Class<T> type) {
        return Optional.empty();
    }

    @Override
    public RecordFiles files(List<String> formats) {
        return new FormattedFiles(formats, this);
    }

    @Override
    public RecordFormat format(String recordType, String name) {
        return host.formats().make(recordType, name, this);
    }

    /** Deletes the scratch folders. */
    @Override
    public void close() throws IOException {
        scratch.close();
    }
}
