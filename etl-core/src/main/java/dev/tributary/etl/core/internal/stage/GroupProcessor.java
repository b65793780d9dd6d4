package dev.tributary.etl.core.internal.stage;

import dev.tributary.etl.core.internal.frame.FramedChunk;
import dev.tributary.etl.core.internal.ledger.DeadLetter;
import dev.tributary.etl.spi.error.ErrorCode;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.record.Origin;
import dev.tributary.etl.spi.record.RecordPart;
import dev.tributary.etl.spi.stage.FileParser;
import dev.tributary.etl.spi.stage.Normalizer;
import dev.tributary.etl.spi.stage.Transformer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;

/**
 * One thread's file parser and what comes behind it: from a group of files to pieces of what shall be loaded of it. A group is atomic: when its
 * parser fails, all of it is one dead letter.
 */
public final class GroupProcessor implements AutoCloseable {
    private final FileParser parser;
    private final LaterStages later;
    private final Attachments attachments;

    /** Takes what a group gives, piece by piece, and may make the parser wait. */
    @FunctionalInterface
    public interface Sink {
        void take(FramedChunk place, ChunkOutcome piece) throws IOException, InterruptedException;
    }

    /** How a group ended. */
    public sealed interface End {
        /** The parser came to its end. */
        record Whole() implements End {}

        /** The group is rejected: what was handed on of it must be dropped, and this piece loaded in its place. */
        record Rejected(FramedChunk place, ChunkOutcome piece) implements End {}
    }

    /** Takes the stages over and closes them. */
    public GroupProcessor(
            FileParser parser,
            List<Normalizer> normalizers,
            List<Transformer> transformers,
            Set<RecordPart> needs,
            Attachments attachments) {
        this.parser = parser;
        this.later = new LaterStages(
                normalizers, transformers, new RecordParts(needs, !transformers.isEmpty()), attachments);
        this.attachments = attachments;
    }

    /**
     * Parses a group; files in order. IOException: worth another attempt. EtlException: its category decides, and it is
     * never DATA.
     */
    public End process(List<GroupFile> files, Sink sink) throws IOException, InterruptedException {
        try (var emitter = new GroupEmitter(files, later, attachments, sink)) {
            return process(files, emitter);
        }
    }

    private End process(List<GroupFile> files, GroupEmitter emitter) throws IOException, InterruptedException {
        try {
            parser.parse(files.stream().map(GroupFile::bytes).toList(), emitter);
            emitter.end();
            return new End.Whole();
        } catch (EtlException e) {
            emitter.rethrow();
            if (e.code().category() != ErrorCode.Category.DATA) {
                throw e;
            }
            return rejected(files.get(0), e.problem());
        } catch (UncheckedIOException e) {
            // As lines of a reader throw it: the stream failed, and not the data.
            emitter.rethrow();
            throw e.getCause();
        } catch (RuntimeException e) {
            // A parser's own defect costs its group only, as it costs a parser of source records one record.
            emitter.rethrow();
            return rejected(files.get(0), later.defect("the file parser", e));
        }
    }

    private static End rejected(GroupFile file, Problem problem) {
        var outcome = new ChunkOutcome();
        outcome.read(1);
        var origin = Origin.ofFile(file.index(), file.name());
        outcome.reject(new DeadLetter(origin, null, null, List.of(problem), new byte[0]));
        return new End.Rejected(GroupEmitter.place(file, 0), outcome);
    }

    @Override
    public void close() throws IOException {
        try {
            parser.close();
        } finally {
            later.close();
        }
    }
}
