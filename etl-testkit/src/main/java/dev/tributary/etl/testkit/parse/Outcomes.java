package dev.tributary.etl.testkit.parse;

import dev.tributary.etl.core.internal.stage.ChunkOutcome;
import dev.tributary.etl.spi.record.DataRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Adds up what became of chunks, and sees records that change when the chunk's arrays do. */
final class Outcomes {
    private final List<DataRecord> records = new ArrayList<>();
    private final List<DataRecord> deletions = new ArrayList<>();
    private final List<Rejected> rejects = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final Map<String, Instant> positions = new HashMap<>();
    private long read;
    private long derived;
    private long filtered;
    private int chunks;

    void add(ChunkOutcome outcome, Runnable giveBack) {
        int before = outcome.records().hashCode();
        giveBack.run();
        if (outcome.records().hashCode() != before) {
            throw kept();
        }
        for (int i = 0; i < outcome.records().size(); i++) {
            (outcome.deletion(i) ? deletions : records).add(outcome.records().get(i));
        }
        outcome.deadLetters().forEach(d -> rejects.add(new Rejected(d.origin(), d.problems(), d.raw())));
        warnings.addAll(outcome.warnings());
        outcome.positions().forEach((series, at) -> positions.merge(series, at, Outcomes::later));
        read += outcome.counts().read();
        derived += outcome.counts().derived();
        filtered += outcome.counts().filtered();
        chunks++;
    }

    void requireKept(Runnable end) {
        int before = records.hashCode();
        end.run();
        if (records.hashCode() != before) {
            throw kept();
        }
    }

    private static AssertionError kept() {
        return new AssertionError("the parser kept bytes of the chunk in a record: they are the engine's after parse");
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    /** In source order, in whatever order the chunks came. */
    ParsedFile toFile() {
        records.sort(Comparator.comparing(DataRecord::origin));
        deletions.sort(Comparator.comparing(DataRecord::origin));
        rejects.sort(Comparator.comparing(Rejected::origin));
        return new ParsedFile(records, deletions, rejects, warnings, positions, read, derived, filtered, chunks);
    }
}
