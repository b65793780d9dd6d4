package dev.tributary.etl.core.internal.fetch;

import dev.tributary.etl.core.internal.transfer.Block;
import dev.tributary.etl.core.internal.transfer.StalledException;
import dev.tributary.etl.core.internal.transfer.Transfers;
import dev.tributary.etl.core.internal.transfer.WatchedStream;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.io.SourceFile;
import dev.tributary.etl.spi.stage.Extractor;
import dev.tributary.etl.spi.stage.Extractor.Position;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.function.LongConsumer;

/** Brings all bytes of one file into its part, going on where a broken or stalled stream ended. One thread. */
final class Download {
    /** Tries in a row that bring next to nothing. */
    static final int TRIES = 5;

    /** Less than this is next to nothing: a source that breaks off after every few bytes must come to an end. */
    private static final long PROGRESS_BYTES = 1 << 20;

    private final Extractor extractor;
    private final Transfers transfers;
    private final LongConsumer progress;

    Download(Extractor extractor, Transfers transfers, LongConsumer progress) {
        this.extractor = extractor;
        this.transfers = transfers;
        this.progress = progress;
    }

    /**
     * Fetches what is missing. The part keeps what came, whatever happens.
     *
     * @throws EtlException SOURCE_STALLED, SOURCE_CHANGED or SOURCE_UNAVAILABLE when it does not come to an end, STORE_UNAVAILABLE when the disk
     *     does not take it, else what the extractor says
     */
    void bring(SourceFile file, PartFile part) throws IOException, InterruptedException {
        var effort = new Effort(part.position().offset());
        while (!isWhole(file, part)) {
            var asked = part.position();
            try {
                var opened = extractor.open(file, asked);
                effort.opened(asked, opened.position());
                pour(file, opened, part);
                requireWhole(file, part);
                return;
            } catch (InterruptedIOException e) {
                throw interrupted(e);
            } catch (IOException e) {
                effort.brokeOffAt(part.position().offset());
                if (effort.isHopeless()) {
                    throw givenUp(file, part, effort, e);
                }
                part.keep();
                transfers.pauseAfter(effort.failures);
            }
        }
    }

    /** What was tried so far. */
    private static final class Effort {
        private long farthest;
        private int failures;
        private int changes;

        Effort(long offset) {
            farthest = offset;
        }

        void opened(Position asked, Position found) {
            changes += asked.offset() > 0 && !asked.entity().equals(found.entity()) ? 1 : 0;
        }

        void brokeOffAt(long offset) {
            failures = offset >= farthest + PROGRESS_BYTES ? 1 : failures + 1;
            farthest = Math.max(farthest, offset);
        }

        boolean isHopeless() {
            return failures >= TRIES || isChanging();
        }

        boolean isChanging() {
            return changes >= TRIES - 1;
        }
    }

    private static IOException interrupted(InterruptedIOException e) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return e;
    }

    private static boolean isWhole(SourceFile file, PartFile part) {
        long offset = part.position().offset();
        return offset > 0 && file.size().isPresent() && file.size().getAsLong() == offset;
    }

    private void pour(SourceFile file, Extractor.Opened opened, PartFile part)
            throws IOException, InterruptedException {
        try (var in = WatchedStream.start(opened.bytes(), transfers.floor(), transfers.executor())) {
            if (!opened.position().equals(part.position()) || opened.position().offset() == 0) {
                part.restart(opened.position().entity());
            }
            for (var block = in.next(); block != null; block = in.next()) {
                long came = block.length();
                write(file, part, block);
                progress.accept(came);
                requireNotTooLong(file, part);
            }
        }
    }

    /** What the disk here does not take is no fault of the source: asking the source again would not help. */
    private static void write(SourceFile file, PartFile part, Block block) throws InterruptedException {
        try {
            part.write(block);
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            var message = "Cannot keep " + file.name() + ": " + e.getMessage() + " (at byte "
                    + part.position().offset() + ")";
            throw new EtlException(
                    Problem.of(StandardError.STORE_UNAVAILABLE, message)
                            .withHint("check space and rights of the home, and run again"),
                    e);
        }
    }

    /** A stream without end must not fill the disk. */
    private static void requireNotTooLong(SourceFile file, PartFile part) {
        if (file.size().isPresent() && part.position().offset() > file.size().getAsLong()) {
            throw new EtlException(
                    StandardError.CHECKSUM_MISMATCH,
                    "Cannot verify " + file.name() + ": it is longer than the published "
                            + file.size().getAsLong() + " bytes",
                    "fetch the file again, or correct what is published");
        }
    }

    private static void requireWhole(SourceFile file, PartFile part) throws IOException {
        long size = file.size().orElse(-1);
        if (part.position().offset() < size) {
            throw new IOException("it ended after " + part.position().offset() + " of " + size + " bytes");
        }
    }

    private static EtlException givenUp(SourceFile file, PartFile part, Effort effort, IOException e) {
        boolean changing = effort.isChanging();
        var code = changing
                ? StandardError.SOURCE_CHANGED
                : e instanceof StalledException ? StandardError.SOURCE_STALLED : StandardError.SOURCE_UNAVAILABLE;
        var why = changing ? "it changed at its source with every try" : e.getMessage();
        var message = "Cannot fetch " + file.name() + ": " + why + " (at byte "
                + part.position().offset() + ")";
        return new EtlException(
                Problem.of(code, message).withHint("run again: what has come is kept, and the rest is fetched"), e);
    }
}
