package dev.tributary.etl.core.internal.engine.home;

import dev.tributary.etl.spi.io.ObjectStore;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** What locks, state stores and notifiers of a dataset may know. They work beside jobs: their clock is the engine's own, and they see no state. */
public final class BackendContext extends HostContext {
    private final String dataset;
    private final String organization;

    public BackendContext(String dataset, String organization, Host host, ObjectStore objects) {
        super(host, objects, Scratch.outside());
        this.dataset = dataset;
        this.organization = organization;
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
        return host().clock();
    }

    @Override
    public Map<String, String> state() {
        return Map.of();
    }

    /** What stands beside jobs writes no tables of records. */
    @Override
    public <T> Optional<T> ledger(Class<T> type) {
        return Optional.empty();
    }
}
