package dev.tributary.etl.testkit.contract;

import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.record.Batch;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.stage.LoadReceipt;
import dev.tributary.etl.spi.stage.LoadTarget;
import dev.tributary.etl.spi.stage.LoadTask;
import dev.tributary.etl.spi.stage.LoadUnit;
import dev.tributary.etl.spi.stage.Loader;
import dev.tributary.etl.spi.stage.Publication;
import dev.tributary.etl.spi.stage.Rejects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A file of keys per unit: right, or wrong in one way. Rejects the key {@code bad}. */
final class FolderLoader implements Loader {
    /** What is wrong with it. */
    enum Defect {
        NONE,
        APPENDS,
        WRITES_AT_ONCE,
        WRITES_FENCE,
        PUBLISHES_TWICE,
        KEEPS_WRITE_ORDER,
        COUNTS_REJECTS,
        LOSES_BATCHES,
        SHARES_UNITS
    }

    private final Path home;
    private final Defect defect;

    FolderLoader(Path home, Defect defect) {
        this.home = home;
        this.defect = defect;
    }

    @Override
    public boolean keepsUnitsApart() {
        return defect == Defect.SHARES_UNITS;
    }

    @Override
    public void prepare(LoadTarget target, List<RecordType> types) throws IOException {
        Files.createDirectories(home);
    }

    @Override
    public LoadTask open(LoadUnit unit) {
        return new Task(unit);
    }

    @Override
    public List<String> publish(Publication publication, Iterable<LoadReceipt> receipts) throws IOException {
        if (defect == Defect.PUBLISHES_TWICE) {
            Files.writeString(home.resolve("log"), "published\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        return List.of(home.toString());
    }

    private final class Task implements LoadTask {
        private final LoadUnit unit;
        private final TreeSet<String> keys = new TreeSet<>();
        private long rejected;

        Task(LoadUnit unit) {
            this.unit = unit;
        }

        @Override
        public void write(Batch batch, Rejects rejects) throws IOException {
            if (defect == Defect.LOSES_BATCHES) {
                keys.clear();
            }
            for (DataRecord record : batch.records()) {
                if (record.key().equals("bad")) {
                    rejected++;
                    rejects.reject(record, Problem.of(StandardError.RECORD_UNLOADABLE, "it is bad"));
                } else {
                    keys.add(record.key() + "=" + record.name());
                }
            }
            if (defect == Defect.WRITES_AT_ONCE) {
                save();
            }
        }

        private void save() throws IOException {
            String name = defect == Defect.APPENDS || defect == Defect.KEEPS_WRITE_ORDER ? "all" : "" + unit.number();
            String fence = defect == Defect.WRITES_FENCE ? " " + unit.fence() : "";
            StandardOpenOption how =
                    name.equals("all") ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
            String text = keys + fence + "\n";
            Path file = home.resolve(name);
            if (defect == Defect.KEEPS_WRITE_ORDER
                    && Files.exists(file)
                    && Files.readString(file).contains(text)) {
                return;
            }
            if (!keys.isEmpty()) {
                Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how);
            }
        }

        @Override
        public void delete(Batch batch) {
            throw new UnsupportedOperationException("not tested");
        }

        @Override
        public LoadReceipt finish() throws IOException {
            save();
            long written = keys.size() + (defect == Defect.COUNTS_REJECTS ? rejected : 0);
            return new LoadReceipt(unit.number(), written, List.of(), Map.of());
        }

        @Override
        public void close() {
            keys.clear();
        }
    }
}
