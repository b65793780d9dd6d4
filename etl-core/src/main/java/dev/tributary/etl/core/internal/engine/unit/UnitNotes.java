package dev.tributary.etl.core.internal.engine.unit;

import dev.tributary.etl.core.internal.engine.source.FileGroup;
import dev.tributary.etl.core.internal.frame.FramedChunk;
import dev.tributary.etl.core.internal.ledger.Claim;
import dev.tributary.etl.core.internal.ledger.Counts;
import dev.tributary.etl.core.internal.ledger.DeadLetter;
import dev.tributary.etl.core.internal.ledger.UnitSpan;
import dev.tributary.etl.core.internal.spill.UnitSpill;
import dev.tributary.etl.core.internal.stage.ChunkOutcome;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is noted of one unit attempt while its chunks come in source order: where it lies, how many went where, what was rejected. One thread at a time. */
public final class UnitNotes {
    private final UnitSpill remembered;
    private final Map<String, Instant> positions = new TreeMap<>();
    private final long startedNanos = System.nanoTime();
    private Counts counts = Counts.ZERO;
    private int file = -1;
    private String source = "";
    private long firstOrdinal;
    private long offset;
    private long end;

    /** {@code remembered} takes dead letters and warnings, and is closed by the caller. */
    public UnitNotes(UnitSpill remembered) {
        this.remembered = remembered;
    }

    /** The unit is a group of files; it counts for the first of them. */
    public void cover(FileGroup group) {
        file = group.first().index();
        end = group.bytes();
    }

    /** Notes all of a chunk's outcome but its records. */
    public void add(FramedChunk chunk, ChunkOutcome outcome) throws IOException {
        if (chunk.records() > 0) {
            extend(chunk);
        }
        count(outcome.counts());
        remember(outcome.deadLetters());
        for (var warning : outcome.warnings()) {
            remembered.warnings().add(warning);
        }
        outcome.positions().forEach((series, at) -> positions.merge(series, at, (a, b) -> a.isAfter(b) ? a : b));
    }

    private void extend(FramedChunk chunk) {
        var span = ChunkSpan.of(chunk);
        if (file < 0) {
            file = chunk.file();
            source = chunk.source();
            firstOrdinal = span.firstOrdinal();
            offset = span.offset();
        }
        end = span.end();
    }

    public void count(Counts more) {
        counts = counts.plus(more);
    }

    public void remember(List<DeadLetter> letters) throws IOException {
        for (var letter : letters) {
            remembered.letters().add(letter);
        }
    }

    public Counts counts() {
        return counts;
    }

    public Map<String, Instant> positions() {
        return positions;
    }

    public UnitSpan span() {
        return new UnitSpan(Math.max(0, file), source, firstOrdinal, counts.read(), offset, end - offset);
    }

    public long millis() {
        return (System.nanoTime() - startedNanos) / 1_000_000;
    }

    /** COUNTS_MISMATCH unless every record that came in went somewhere. */
    void requireBalanced(Claim claim) {
        if (!counts.balanced()) {
            throw new EtlException(
                    Problem.of(StandardError.COUNTS_MISMATCH, "Cannot commit unit " + claim.unit() + ": " + counts),
                    null);
        }
    }
}
