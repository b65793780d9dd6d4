package dev.tributary.etl.core.internal.engine.sampling;

import dev.tributary.etl.core.internal.engine.source.Source;
import dev.tributary.etl.core.internal.ledger.DeadLetter;
import dev.tributary.etl.spi.io.SourceFile;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Origin;
import java.util.List;

/**
 * The first records of a release as they leave a stage.
 *
 * @param release as the extractor names it; empty when it has no name of its own
 * @param records in source order; none when the stage is EXTRACT
 * @param sources the source records as they were framed; only when the stage is EXTRACT
 * @param rejects in source order
 * @param atEnd whether the release has no more records than these
 */
public record Sample(
        String release,
        List<SourceFile> files,
        List<Sampled> records,
        List<Source> sources,
        List<DeadLetter> rejects,
        boolean atEnd) {
    /** A record, or the key of one to delete. */
    public record Sampled(DataRecord record, boolean deletion) {}

    /** A source record; {@code bytes} are its first ones. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Source(Origin origin, byte[] bytes) {}
}
