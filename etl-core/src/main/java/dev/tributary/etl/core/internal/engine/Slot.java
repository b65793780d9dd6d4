package dev.tributary.etl.core.internal.engine;

import dev.tributary.etl.core.internal.frame.FramedChunk;
import dev.tributary.etl.core.internal.ledger.Claim;
import dev.tributary.etl.core.internal.ledger.RawFile;
import dev.tributary.etl.core.internal.stage.ChunkOutcome;
import java.util.concurrent.CompletableFuture;

/** What the reading thread puts into the ordered queue for the committing thread. */
sealed interface Slot {
    /** A chunk, and what a worker will have made of it. */
    record Work(FramedChunk chunk, Claim claim, CompletableFuture<ChunkOutcome> outcome) implements Slot {}

    /** A file was read to its end. */
    record FileEnd(RawFile file) implements Slot {}

    /** All was read, or reading stopped at a unit's end because the run shall drain. */
    record End(boolean drained) implements Slot {}

    /** Reading failed; what came before still counts. */
    record Failed(Throwable cause) implements Slot {}
}
