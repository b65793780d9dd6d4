package dev.tributary.etl.core.internal.engine.run;

import dev.tributary.etl.core.internal.engine.plan.RejectLimit;
import dev.tributary.etl.core.internal.engine.source.FileGroup;
import dev.tributary.etl.core.internal.ledger.Counts;
import dev.tributary.etl.core.internal.ledger.RawFile;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The counts of a job's committed units, by file, and whether they pass the limit. Changed by the committing thread; others wait for it first. */
public final class Tally {
    private final RejectLimit limit;
    private final Map<Integer, Counts> sums;

    public Tally(RejectLimit limit, Map<Integer, Counts> before) {
        this.limit = limit;
        this.sums = new HashMap<>(before);
    }

    public void add(int file, Counts counts) {
        sums.merge(file, counts, Counts::plus);
    }

    public Counts total() {
        return sums.values().stream().reduce(Counts.ZERO, Counts::plus);
    }

    public void check() {
        limit.check(total());
    }

    /** Checks a file that was read to its end. */
    public void check(RawFile file) {
        limit.checkFile(file.name(), of(file));
    }

    /** Groups often are a record each: together they are what a file is to a parser of source records. */
    public void check(Collection<FileGroup> groups) {
        var counts = groups.stream().distinct().map(group -> of(group.first())).reduce(Counts.ZERO, Counts::plus);
        limit.checkFile("all groups of files", counts);
    }

    /** These counts with what is parsed and not loaded yet taken for loaded, as it will be if no loader refuses it. */
    public Tally accepting() {
        var accepted = new HashMap<Integer, Counts>();
        sums.forEach((file, counts) -> accepted.put(file, counts.waitingAsLoaded()));
        return new Tally(limit, accepted);
    }

    private Counts of(RawFile file) {
        return sums.getOrDefault(file.index(), Counts.ZERO);
    }
}
