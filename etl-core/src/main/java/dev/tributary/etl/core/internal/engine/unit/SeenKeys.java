package dev.tributary.etl.core.internal.engine.unit;

import dev.tributary.etl.core.internal.ledger.Ledger;
import dev.tributary.etl.core.internal.spill.SpillFolder;
import dev.tributary.etl.core.internal.spill.SpilledKeys;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.record.DataRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Knows which keys a job has given to its loaders, in bounded memory: a Bloom filter says "never" without a look, and the ledger decides the rest,
 * besides the two units that it does not know yet. Used by the loading thread alone, in source order, so that the first origin of a key wins. A key
 * is decided before its record is loaded: it stays taken when a loader refuses the record.
 *
 * <p>What is deleted is not remembered key by key. So in a job that has deleted anything, a key that comes again is an error: it may be one that was
 * deleted in between, and would be missing.
 */
public final class SeenKeys implements AutoCloseable {
    /** More than a usual unit has. */
    private static final int KEYS_IN_MEMORY = 1 << 14;

    private static final int WORDS = 1 << 20;
    private static final int HASHES = 4;

    private final Ledger ledger;
    private final String job;
    private final long[] filter = new long[WORDS];
    private boolean deletedBefore;
    private boolean deletedInUnit;
    private Keys inUnit;
    /** Those of the unit that is being committed. */
    private Keys handedOver;

    /** Knows what the completed units of the job gave to the loaders. */
    public SeenKeys(Ledger ledger, String job, SpillFolder folder) {
        this.ledger = ledger;
        this.job = job;
        this.inUnit = new Keys(folder);
        this.handedOver = new Keys(folder);
        this.deletedBefore = ledger.deletes(job);
        ledger.eachTaken(job, (type, identifier) -> add(hash(type, identifier)));
    }

    /** Of these records in source order, those whose key came before: earlier in the job, in this unit, or in this list. */
    Set<DataRecord> duplicates(List<DataRecord> records) throws IOException {
        Set<DataRecord> duplicates = Collections.newSetFromMap(new IdentityHashMap<>());
        Map<String, Map<String, DataRecord>> doubtful = new HashMap<>();
        for (var record : records) {
            var type = record.type().name();
            var key = record.key();
            long hash = hash(type, key);
            if (mayContain(hash)) {
                if (inUnit.contain(type, key) || handedOver.contain(type, key)) {
                    duplicates.add(record);
                } else {
                    doubtful.computeIfAbsent(type, t -> new HashMap<>()).put(key, record);
                }
            }
            add(hash);
            inUnit.add(type, key);
        }
        doubtful.forEach((type, byKey) ->
                ledger.taken(job, type, byKey.keySet()).forEach(key -> duplicates.add(byKey.get(key))));
        if (deletedBefore || deletedInUnit) {
            duplicates.stream().findFirst().ifPresent(SeenKeys::undecided);
        }
        return duplicates;
    }

    private static void undecided(DataRecord record) {
        var origin = record.origin();
        throw new EtlException(
                StandardError.OPTION_INVALID,
                "Cannot tell what becomes of " + record.type().name() + " '" + record.key() + "' at " + origin.source()
                        + ":" + origin.line() + ": it came before, and this source deletes keys",
                "write run: {mode: staged}, which looks at all records and deletions of a key before it loads any");
    }

    /** Keys are deleted in the unit under way. */
    void deleting() {
        deletedInUnit = true;
    }

    /** The unit is going to be committed, and the one before it was: the ledger knows that one's keys. */
    public void unitHandedOver() throws IOException {
        deletedBefore |= deletedInUnit;
        deletedInUnit = false;
        var free = handedOver;
        free.clear();
        handedOver = inUnit;
        inUnit = free;
    }

    /** The unit under way was undone. */
    public void unitUndone() throws IOException {
        deletedInUnit = false;
        inUnit.clear();
    }

    @Override
    public void close() throws IOException {
        try {
            inUnit.clear();
        } finally {
            handedOver.clear();
        }
    }

    /**
     * The keys of a unit: the last of them as a list, whose beginning is also a set, made when a key is in doubt, for nearly none ever is; those
     * before in a file.
     */
    private static final class Keys {
        private final SpillFolder folder;
        private final List<String> listed = new ArrayList<>();
        private final Set<String> indexed = new HashSet<>();
        private int next;
        private @Nullable SpilledKeys spilled;

        Keys(SpillFolder folder) {
            this.folder = folder;
        }

        void add(String type, String key) throws IOException {
            listed.add(type);
            listed.add(key);
            if (listed.size() == 2 * KEYS_IN_MEMORY) {
                spill();
            }
        }

        private void spill() throws IOException {
            index();
            var file = spilled;
            if (file == null) {
                file = SpilledKeys.in(folder);
                spilled = file;
            }
            file.addAll(indexed);
            forget();
        }

        boolean contain(String type, String key) throws IOException {
            index();
            var name = named(type, key);
            return indexed.contains(name) || spilled != null && spilled.contains(name);
        }

        private void index() {
            for (; next < listed.size(); next += 2) {
                indexed.add(named(listed.get(next), listed.get(next + 1)));
            }
        }

        private static String named(String type, String key) {
            return type + '\0' + key;
        }

        private void forget() {
            listed.clear();
            indexed.clear();
            next = 0;
        }

        void clear() throws IOException {
            forget();
            var file = spilled;
            spilled = null;
            if (file != null) {
                file.close();
            }
        }
    }

    /**
     * Keys are short and alike, so each character moves all 64 bits: with a small multiplier, as String.hashCode has, accessions collide by the
     * hundred, and each that is in doubt costs a look into the ledger.
     */
    private static long hash(String type, String key) {
        long h = type.hashCode();
        for (int i = 0, n = key.length(); i < n; i++) {
            h = (h + key.charAt(i)) * 0x9E3779B97F4A7C15L;
        }
        h ^= h >>> 32;
        h *= 0xD1342543DE82EF95L;
        return h ^ h >>> 29;
    }

    private void add(long hash) {
        long h = hash;
        for (int i = 0; i < HASHES; i++) {
            filter[word(h)] |= bit(h);
            h = h * 0xD1342543DE82EF95L + 1;
        }
    }

    private boolean mayContain(long hash) {
        long h = hash;
        for (int i = 0; i < HASHES; i++) {
            if ((filter[word(h)] & bit(h)) == 0) {
                return false;
            }
            h = h * 0xD1342543DE82EF95L + 1;
        }
        return true;
    }

    private static int word(long h) {
        return (int) (h >>> 44);
    }

    private static long bit(long h) {
        return 1L << (h >>> 38 & 63);
    }
}
