package dev.tributary.etl.core.internal.engine.unit;

import dev.tributary.etl.core.internal.ledger.Claim;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.record.Batch;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.stage.LoadReceipt;
import dev.tributary.etl.spi.stage.LoadTask;
import dev.tributary.etl.spi.stage.LoadUnit;
import dev.tributary.etl.spi.stage.Loader;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** The loaders' work on one unit attempt: each gets what those before it did not refuse. One thread at a time. Closing it undoes what is not finished. */
public final class UnitLoading implements Closeable {
    private final List<LoadTask> tasks = new ArrayList<>();
    private final int[] batches;

    public UnitLoading(Claim claim, List<Loader> loaders) throws IOException, InterruptedException {
        this.batches = new int[loaders.size()];
        try {
            for (var loader : loaders) {
                tasks.add(loader.open(new LoadUnit(claim.job(), claim.unit(), claim.fence())));
            }
        } catch (IOException | RuntimeException | InterruptedException e) {
            closeBeside(e);
            throw e;
        }
    }

    /** A record that a loader cannot take. */
    public record Refusal(DataRecord record, Problem problem) {}

    /** {@code left}: what no loader refused. */
    public record Written(List<DataRecord> left, List<Refusal> refusals) {}

    public Written write(List<DataRecord> records) throws IOException, InterruptedException {
        var left = records;
        var refusals = new ArrayList<Refusal>();
        for (int i = 0; i < tasks.size() && !left.isEmpty(); i++) {
            if (tasks.get(i).committed().isEmpty()) {
                left = write(i, left, refusals);
            }
        }
        return new Written(left, refusals);
    }

    private List<DataRecord> write(int loader, List<DataRecord> records, List<Refusal> refusals)
            throws IOException, InterruptedException {
        Set<DataRecord> refused = Collections.newSetFromMap(new IdentityHashMap<>());
        tasks.get(loader).write(batch(loader, records), (record, problem) -> {
            if (refused.add(record)) {
                refusals.add(new Refusal(record, problem));
            }
        });
        return refused.isEmpty() ? records : without(records, refused);
    }

    /** {@code out} holds identities. */
    static List<DataRecord> without(List<DataRecord> records, Set<DataRecord> out) {
        return records.stream().filter(r -> !out.contains(r)).toList();
    }

    /** The records as identities. */
    public static Set<DataRecord> identities(Collection<DataRecord> records) {
        Set<DataRecord> identities = Collections.newSetFromMap(new IdentityHashMap<>());
        identities.addAll(records);
        return identities;
    }

    public void delete(List<DataRecord> keys) throws IOException, InterruptedException {
        for (int i = 0; i < tasks.size(); i++) {
            if (tasks.get(i).committed().isEmpty()) {
                tasks.get(i).delete(batch(i, keys));
            }
        }
    }

    private Batch batch(int loader, List<DataRecord> records) {
        return new Batch(batches[loader]++, Collections.unmodifiableList(records));
    }

    /** Makes the unit durable at every target. */
    public List<LoadReceipt> finish() throws IOException, InterruptedException {
        var receipts = new ArrayList<LoadReceipt>();
        for (var task : tasks) {
            var committed = task.committed();
            receipts.add(committed.isPresent() ? committed.get() : task.finish());
        }
        return receipts;
    }

    private void closeBeside(Exception cause) {
        try {
            close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public void close() throws IOException {
        IOException failure = null;
        for (var task : tasks) {
            try {
                task.close();
            } catch (IOException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
