package dev.tributary.etl.core.internal.chunk;

import dev.tributary.etl.core.internal.store.KeyEncoding;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.io.ByteSource;
import dev.tributary.etl.spi.io.ObjectStore;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The objects of a job's units, {@code ingest/{organization}/{release}/~units/{job}/{unit}}: beside the raw files of the release, under a name that
 * none of them can have. They are made of the raw files, and worth nothing once the job is done. Thread-safe.
 */
public final class UnitObjects {
    private static final String FOLDER = "~units";
    private static final int PAGE = 1_000;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{10}");
    private static final Pattern KEY = Pattern.compile("ingest/.+/" + FOLDER + "/([^/]+)/[0-9]{10}");

    private final ObjectStore store;
    private final String prefix;

    /** Which job's. */
    public record Place(String organization, String release, String job) {}

    public UnitObjects(ObjectStore store, Place place) {
        this.store = store;
        this.prefix = "ingest/" + KeyEncoding.path(place.organization(), place.release()) + "/" + FOLDER + "/"
                + KeyEncoding.segment(place.job()) + "/";
    }

    /** The job whose unit an object is, as its key has it; empty when it is none. */
    public static Optional<String> jobOf(String key) {
        var matcher = KEY.matcher(key);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** Stores a unit durably, in place of what an attempt before left under its number: that has the same bytes, or is damaged. */
    public void put(UnitWriter unit) throws IOException, InterruptedException {
        put(unit.unit(), unit.bytes());
    }

    /** Stores a unit that is a group of files. */
    public void putGroup(int unit, List<Integer> files) throws IOException, InterruptedException {
        put(unit, UnitWriter.group(unit, files));
    }

    private void put(int unit, byte[] bytes) throws IOException, InterruptedException {
        store.put(key(unit), ByteSource.of(key(unit), bytes));
    }

    /** Opens a unit; the caller closes it. OBJECT_DAMAGED when it is not there. */
    public UnitReader open(int unit, RawRanges ranges) throws IOException, InterruptedException {
        var object = store.head(key(unit))
                .orElseThrow(() -> new EtlException(
                        StandardError.OBJECT_DAMAGED,
                        "Cannot read the unit " + key(unit) + ": it is gone",
                        "run again: it is made anew"));
        return UnitReader.of(
                new UnitReader.Stored(object.key(), object.size(), store.open(object, 0, -1)), unit, ranges);
    }

    /** The numbers of the units that are there. */
    public BitSet present() throws IOException, InterruptedException {
        var present = new BitSet();
        each(key -> {
            var name = key.substring(prefix.length());
            if (NUMBER.matcher(name).matches()) {
                present.set(Integer.parseInt(name));
            }
        });
        return present;
    }

    /** Deletes all; the job is done. */
    public void clear() throws IOException, InterruptedException {
        each(store::delete);
    }

    private interface Action {
        void on(String key) throws IOException, InterruptedException;
    }

    private void each(Action action) throws IOException, InterruptedException {
        var page = store.list(prefix, "", PAGE);
        while (!page.isEmpty()) {
            for (var object : page) {
                action.on(object.key());
            }
            page = store.list(prefix, page.get(page.size() - 1).key(), PAGE);
        }
    }

    /** Numbers have ten digits, so that they are listed in order. */
    private String key(int unit) {
        return prefix + String.format(Locale.ROOT, "%010d", unit);
    }
}
