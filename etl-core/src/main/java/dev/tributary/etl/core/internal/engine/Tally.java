package dev.tributary.etl.core.internal.engine;

import dev.tributary.etl.core.internal.ledger.Counts;
import dev.tributary.etl.core.internal.ledger.RawFile;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The counts of a job's committed units, by file, and whether they pass the limit. Changed by the committing thread; others wait for it first. */
final class Tally {
    private final RejectLimit limit;
    private final Map<Integer, Counts> sums;

    Tally(RejectLimit limit, Map<Integer, Counts> before) {
        this.limit = limit;
        this.sums = new HashMap<>(before);
    }

    void add(int file, Counts counts) {
        sums.merge(file, counts, Counts::plus);
    }

    Counts total() {
        return sums.values().stream().reduce(Counts.ZERO, Counts::plus);
    }

    void check() {
        limit.check(total());
    }

    /** Checks a file that was read to its end. */
    void check(RawFile file) {
        limit.checkFile(file.name(), of(file));
    }

    /** Groups often are a record each: together they are what a file is to a parser of source records. */
    void check(Collection<FileGroup> groups) {
        var counts = groups.stream().distinct().map(group -> of(group.first())).reduce(Counts.ZERO, Counts::plus);
        limit.checkFile("all groups of files", counts);
    }

    private Counts of(RawFile file) {
        return sums.getOrDefault(file.index(), Counts.ZERO);
    }
}
