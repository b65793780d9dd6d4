package dev.tributary.etl.core.internal.retention;

import dev.tributary.etl.core.internal.fetch.DamagedFiles;
import dev.tributary.etl.core.internal.fetch.Digests;
import dev.tributary.etl.core.internal.fetch.RawArea;
import dev.tributary.etl.core.internal.ledger.Fate;
import dev.tributary.etl.core.internal.ledger.Ledger;
import dev.tributary.etl.core.internal.ledger.RawFates;
import dev.tributary.etl.core.internal.ledger.RawFates.Due;
import dev.tributary.etl.core.internal.ledger.RawFile;
import dev.tributary.etl.core.internal.steps.Steps;
import dev.tributary.etl.core.internal.store.StoredBytes;
import dev.tributary.etl.spi.io.ObjectStore;
import dev.tributary.etl.spi.io.StoredObject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Moves raw files of past releases to the archive and deletes them, when their time has come. First the ledger is told what may happen to which file; what
 * happens then is done file by file, each in an order in which it can be stopped anywhere: copied, compared, deleted, and last written down as moved. Whoever
 * reads a file looks in both places, so it is found at any instant, and what was left half done is due again. One thread, under the dataset's lease; what
 * other datasets need is left alone.
 */
public final class Retention {
    private final RawFates fates;
    private final ObjectStore store;
    private final Steps steps;
    private final BooleanSupplier stopped;
    private final Housework done = new Housework();

    /** {@code stopped}: whether to leave the rest to the next time; asked before each file. */
    public Retention(Ledger ledger, ObjectStore store, Steps steps, BooleanSupplier stopped) {
        this.fates = ledger.fates();
        this.store = store;
        this.steps = steps;
        this.stopped = stopped;
    }

    /** Does what is due now, and says what was done, in sentences for people; none when nothing was due. To be called once. */
    public List<String> apply(RetentionRule rule, String dataset, Instant now)
            throws IOException, InterruptedException {
        int decided = decide(dataset, now, rule.archiveAfter(), Fate.ARCHIVE)
                + decide(dataset, now, rule.deleteAfter(), Fate.DELETE);
        if (rule.archiveAfter().isPresent()) {
            for (var due : fates.toArchive(dataset)) {
                archive(due);
            }
        }
        if (rule.deleteAfter().isPresent()) {
            for (var due : fates.toDelete(dataset)) {
                delete(due);
            }
        }
        if (decided > 0) {
            fates.neededBy(dataset).forEach(this::remarkOn);
        }
        return done.sentences();
    }

    private int decide(String dataset, Instant now, Optional<Duration> after, Fate fate) {
        return after.map(time -> fates.decide(dataset, now.minus(time), fate)).orElse(0);
    }

    private void remarkOn(String dataset) {
        done.remark("Some files of past releases stay, because the dataset " + dataset + " uses them too.");
    }

    private void archive(Due due) throws IOException, InterruptedException {
        var file = due.file();
        if (stopped.getAsBoolean() || wasDamaged(file)) {
            return;
        }
        var place = store.head(file.key());
        boolean safe = place.isPresent() ? isCopied(place.get(), file) : isArchived(file);
        if (!safe) {
            done.remark(file.key() + (place.isPresent() ? " is not what was verified" : " is gone")
                    + " and was not moved to the archive.");
            return;
        }
        steps.reached("retention.delete");
        remove(file.key());
        steps.reached("retention.moved");
        fates.moved(file.key(), RawArea.archived(file.key()));
        done.moved(due.release(), file.bytes());
    }

    /** Other bytes may have had the name; which of them which job means is not worth finding out. */
    private boolean wasDamaged(RawFile file) throws IOException, InterruptedException {
        return store.head(file.key() + DamagedFiles.MARK).isPresent();
    }

    private boolean isArchived(RawFile file) throws IOException, InterruptedException {
        return isSame(store.head(RawArea.archived(file.key())), file);
    }

    /** Makes a copy unless there is one; false when it is not what was verified: then the original is not either. */
    private boolean isCopied(StoredObject original, RawFile file) throws IOException, InterruptedException {
        var archived = RawArea.archived(file.key());
        if (isArchived(file)) {
            return true;
        }
        steps.reached("retention.copy");
        store.put(archived, new StoredBytes(store, original));
        if (!isArchived(file)) {
            store.delete(archived);
            return false;
        }
        var sidecar = store.head(file.key() + RawArea.SIDECAR);
        if (sidecar.isPresent()) {
            store.put(archived + RawArea.SIDECAR, new StoredBytes(store, sidecar.get()));
        }
        return true;
    }

    private boolean isSame(Optional<StoredObject> object, RawFile file) throws IOException, InterruptedException {
        if (object.isEmpty() || object.get().size() != file.bytes()) {
            return false;
        }
        try (var in = store.open(object.get(), 0, -1)) {
            return Digests.sha256(in).equals(file.sha256());
        }
    }

    private void delete(Due due) throws IOException, InterruptedException {
        var key = due.file().key();
        if (stopped.getAsBoolean() || fates.isWanted(key)) {
            return;
        }
        steps.reached("retention.remove");
        remove(key);
        if (key.startsWith(RawArea.AREA) && !fates.isWanted(RawArea.archived(key))) {
            remove(RawArea.archived(key));
        }
        steps.reached("retention.removed");
        fates.deleted(key);
        done.deleted(due.release(), due.file().bytes());
    }

    /** A file last: as long as it is there, what lies beside it is known. */
    private void remove(String key) throws IOException, InterruptedException {
        store.delete(key + RawArea.SIDECAR);
        store.delete(key);
    }
}
