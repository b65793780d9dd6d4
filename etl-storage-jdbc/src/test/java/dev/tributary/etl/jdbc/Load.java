package dev.tributary.etl.jdbc;

import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.record.Batch;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.stage.LoadReceipt;
import dev.tributary.etl.spi.stage.LoadTarget;
import dev.tributary.etl.spi.stage.LoadUnit;
import dev.tributary.etl.spi.stage.Loader;
import dev.tributary.etl.spi.stage.Publication;
import dev.tributary.etl.testkit.TestContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A job that loads, driven as the engine does. */
final class Load implements AutoCloseable {
    private final Loader loader;
    private final LoadTarget target;
    private final long fence;
    private final List<Problem> problems = new ArrayList<>();
    private final List<DataRecord> rejected = new ArrayList<>();

    private Load(Loader loader, LoadTarget target, long fence) {
        this.loader = loader;
        this.target = target;
        this.fence = fence;
    }

    static Load start(TestTarget.Options options, String job, long fence, RecordType... types)
            throws IOException, InterruptedException {
        var loader = options.loader();
        var target = new LoadTarget(job, "bench", "bench", "2026_01", "1.0");
        loader.prepare(target, List.of(types));
        return new Load(loader, target, fence);
    }

    Loader loader() {
        return loader;
    }

    LoadUnit unit(int number) {
        return new LoadUnit(target.job(), number, fence);
    }

    List<DataRecord> rejected() {
        return rejected;
    }

    List<Problem> problems() {
        return problems;
    }

    LoadReceipt unit(int number, List<DataRecord> records) throws IOException, InterruptedException {
        return unit(number, records, List.of(), List.of());
    }

    /** Records, then deletions, then records. */
    LoadReceipt unit(int number, List<DataRecord> first, List<DataRecord> deletions, List<DataRecord> then)
            throws IOException, InterruptedException {
        try (var task = loader.open(unit(number))) {
            task.write(new Batch(0, first), this::reject);
            if (!deletions.isEmpty()) {
                task.delete(new Batch(1, deletions));
            }
            task.write(new Batch(2, then), this::reject);
            return task.finish();
        }
    }

    private void reject(DataRecord record, Problem problem) {
        rejected.add(record);
        problems.add(problem);
    }

    List<String> publish() throws IOException, InterruptedException {
        return loader.publish(new Publication(target, fence, TestContext.NOW, Map.of()), List.of());
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
