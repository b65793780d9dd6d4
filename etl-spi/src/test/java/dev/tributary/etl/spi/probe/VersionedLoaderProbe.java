package dev.tributary.etl.spi.probe;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.record.Batch;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.stage.LoadReceipt;
import dev.tributary.etl.spi.stage.LoadTarget;
import dev.tributary.etl.spi.stage.LoadTask;
import dev.tributary.etl.spi.stage.LoadUnit;
import dev.tributary.etl.spi.stage.Loader;
import dev.tributary.etl.spi.stage.Publication;
import dev.tributary.etl.spi.stage.Rejects;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** A versioned load into a cloud: parts are written beside the version, publish moves the pointer, and only forward. */
final class VersionedLoaderProbe implements Loader {
    private final Map<Integer, LoadReceipt> parts = new ConcurrentHashMap<>();
    private final NavigableMap<Long, List<String>> versions = new TreeMap<>();

    @Override
    public void prepare(LoadTarget target, List<RecordType> types) {}

    @Override
    public LoadTask open(LoadUnit unit) {
        return new Part(unit);
    }

    @Override
    public synchronized List<String> publish(Publication publication, Iterable<LoadReceipt> receipts) {
        if (!versions.isEmpty() && versions.lastKey() > publication.fence()) {
            throw new EtlException(
                    StandardError.RELEASE_CONFLICT,
                    "Cannot publish under fence " + publication.fence() + ": " + versions.lastKey() + " did before");
        }
        var keys = new ArrayList<String>();
        receipts.forEach(r -> keys.add(r.details().getOrDefault("part", "")));
        versions.put(publication.fence(), List.copyOf(keys));
        return List.of("cloud:" + publication.target().dataset() + "/"
                + publication.target().release());
    }

    List<String> current() {
        return versions.isEmpty() ? List.of() : versions.lastEntry().getValue();
    }

    private final class Part implements LoadTask {
        private final LoadUnit unit;
        private final List<String> keys = new ArrayList<>();

        Part(LoadUnit unit) {
            this.unit = unit;
        }

        @Override
        public Optional<LoadReceipt> committed() {
            return Optional.ofNullable(parts.get(unit.number()));
        }

        @Override
        public void write(Batch batch, Rejects rejects) {
            batch.records().forEach(r -> keys.add(r.key()));
        }

        @Override
        public void delete(Batch batch) {
            batch.records().forEach(r -> keys.add("-" + r.key()));
        }

        @Override
        public LoadReceipt finish() {
            var made = new LoadReceipt(
                    unit.number(),
                    keys.size(),
                    List.of(),
                    Map.of("part", unit.number() + ":" + String.join(",", keys)));
            var before = parts.putIfAbsent(unit.number(), made);
            return before == null ? made : before;
        }

        @Override
        public void close() {}
    }
}
