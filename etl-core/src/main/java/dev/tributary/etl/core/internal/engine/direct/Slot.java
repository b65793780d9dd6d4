package dev.tributary.etl.core.internal.engine.direct;

import dev.tributary.etl.core.internal.engine.source.FileGroup;
import dev.tributary.etl.core.internal.frame.FramedChunk;
import dev.tributary.etl.core.internal.ledger.Claim;
import dev.tributary.etl.core.internal.ledger.RawFile;
import dev.tributary.etl.core.internal.stage.ChunkOutcome;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;

/** What the reading thread puts into the ordered queue for the loading thread. */
sealed interface Slot {
    /** What a worker has to do something for. */
    sealed interface Task extends Slot {
        Claim claim();
    }

    /** A chunk, and what a worker will have made of it. */
    record Work(FramedChunk chunk, Claim claim, CompletableFuture<ChunkOutcome> outcome) implements Task {}

    /** A group of files, and what a worker makes of it piece by piece: the queue is short, so that a group may be long. */
    record Group(FileGroup group, Claim claim, BlockingQueue<Piece> pieces) implements Task {}

    /** A part of what a group gives. */
    sealed interface Piece {
        /** Some of its records. */
        record Records(FramedChunk place, ChunkOutcome outcome) implements Piece {}

        /** It is parsed. */
        record Whole() implements Piece {}

        /** It is rejected: all pieces before are dropped, and this is loaded in their place. */
        record Rejected(FramedChunk place, ChunkOutcome outcome) implements Piece {}

        /** Its unit failed. */
        record Failed(Throwable cause) implements Piece {}
    }

    /** A file was read to its end. */
    record FileEnd(RawFile file) implements Slot {}

    /** All was read, or reading stopped at a unit's end because the run shall drain. */
    record End(boolean drained) implements Slot {}

    /** Reading failed; what came before still counts. */
    record Failed(Throwable cause) implements Slot {}
}
