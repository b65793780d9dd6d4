package dev.tributary.etl.testkit.contract;

import dev.tributary.etl.spi.record.Batch;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.stage.LoadReceipt;
import dev.tributary.etl.spi.stage.LoadTarget;
import dev.tributary.etl.spi.stage.LoadTask;
import dev.tributary.etl.spi.stage.LoadUnit;
import dev.tributary.etl.spi.stage.Loader;
import dev.tributary.etl.spi.stage.Publication;
import dev.tributary.etl.testkit.TestContext;
import dev.tributary.etl.testkit.fault.Halted;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One process that drives a loader as the engine does, under one fence, and may end behind any call. */
final class LoadRun implements AutoCloseable {
    private final Loader loader;
    private final LoadTarget target;
    private final long fence;
    private final Map<Integer, LoadReceipt> receipts = new TreeMap<>();
    private final List<DataRecord> rejected = new ArrayList<>();
    private boolean publishing;
    private int calls;
    private int lastCall = Integer.MAX_VALUE;
    private int batches;

    private LoadRun(Loader loader, LoadTarget target, long fence) {
        this.loader = loader;
        this.target = target;
        this.fence = fence;
    }

    /** Prepares the loader; takes it over. */
    static LoadRun start(Loader loader, String job, long fence) throws IOException, InterruptedException {
        var target = new LoadTarget(job, "test_dataset", "test", "2026_01", "1.0");
        loader.prepare(target, List.of(SampleRecords.TYPE));
        return new LoadRun(loader, target, fence);
    }

    /** Takes over the units that another run of the job finished, as the engine does after a restart. */
    void resume(LoadRun earlier) {
        receipts.putAll(earlier.receipts);
    }

    boolean isLoaded(int unit) {
        return receipts.containsKey(unit);
    }

    LoadTarget target() {
        return target;
    }

    /** Whether a publication was begun. */
    boolean publishing() {
        return publishing;
    }

    /** Lets the process end behind the n-th of open, write, finish, close and publish, counted from 1. */
    void crashBehind(int call) {
        lastCall = call;
    }

    private void called(String name) {
        calls++;
        if (calls == lastCall) {
            throw new Halted("behind " + name);
        }
    }

    LoadTask open(int unit) throws IOException, InterruptedException {
        LoadTask task = loader.open(new LoadUnit(target.job(), unit, fence));
        batches = 0;
        return task;
    }

    void write(LoadTask task, List<DataRecord> records) throws IOException, InterruptedException {
        task.write(new Batch(batches++, records), (record, problem) -> rejected.add(record));
    }

    LoadReceipt finish(LoadTask task) throws IOException, InterruptedException {
        LoadReceipt receipt = task.finish();
        receipts.put(receipt.unit(), receipt);
        return receipt;
    }

    /** A unit as the engine loads it: what an earlier attempt committed is taken. A process that ends does not close its task. */
    void load(int unit, List<DataRecord> records) throws IOException, InterruptedException {
        LoadTask task = open(unit);
        called("open");
        Optional<LoadReceipt> committed = task.committed();
        if (committed.isPresent()) {
            receipts.put(unit, committed.get());
        } else {
            write(task, records);
            called("write");
            finish(task);
            called("finish");
        }
        task.close();
        called("close");
    }

    List<String> publish() throws IOException, InterruptedException {
        publishing = true;
        var publication = new Publication(target, fence, TestContext.NOW, Map.of("cursor", "7"));
        List<String> places = loader.publish(publication, receipts());
        called("publish");
        return places;
    }

    /** In order of units. */
    List<LoadReceipt> receipts() {
        return List.copyOf(receipts.values());
    }

    List<DataRecord> rejected() {
        return rejected;
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
