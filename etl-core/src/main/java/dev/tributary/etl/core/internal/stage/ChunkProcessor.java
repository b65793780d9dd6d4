package dev.tributary.etl.core.internal.stage;

import dev.tributary.etl.core.internal.frame.FramedChunk;
import dev.tributary.etl.core.internal.ledger.DeadLetter;
import dev.tributary.etl.spi.error.ErrorCode;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.record.RecordPart;
import dev.tributary.etl.spi.stage.Normalizer;
import dev.tributary.etl.spi.stage.Parser;
import dev.tributary.etl.spi.stage.Transformer;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * One thread's parser, normalizers and transformers: from a chunk to what shall be loaded of it. A source record is atomic: what a failing parser
 * emitted for it is dropped, it becomes a dead letter, and parsing goes on behind it.
 */
public final class ChunkProcessor implements AutoCloseable {
    private final Parser parser;
    private final LaterStages later;
    private final boolean raw;
    private final TextCheck text;
    private final Collector parsed;

    /** Takes the stages over and closes them. */
    public ChunkProcessor(
            Parser parser,
            List<Normalizer> normalizers,
            List<Transformer> transformers,
            Set<RecordPart> needs,
            Attachments attachments) {
        this(parser, normalizers, transformers, new RecordParts(needs, !transformers.isEmpty()), attachments);
    }

    private ChunkProcessor(
            Parser parser,
            List<Normalizer> normalizers,
            List<Transformer> transformers,
            RecordParts parts,
            Attachments attachments) {
        this.parser = parser;
        this.later = new LaterStages(normalizers, transformers, parts, attachments);
        this.raw = parts.raw();
        this.text = new TextCheck(parser.framing().text());
        this.parsed = new Collector(attachments);
    }

    /** A processor that stops behind the parser: records come as it makes them, also those that a later stage would have to give a key. */
    public static ChunkProcessor parsing(Parser parser, Attachments attachments) {
        return new ChunkProcessor(parser, List.of(), List.of(), RecordParts.asTheyAre(), attachments);
    }

    /** Runs all stages over a chunk. IOException: worth another attempt. EtlException: its category decides, and it is never DATA. */
    public ChunkOutcome process(FramedChunk chunk) throws IOException, InterruptedException {
        var outcome = new ChunkOutcome();
        outcome.read(chunk.records());
        chunk.damaged()
                .forEach(d -> outcome.reject(new DeadLetter(d.origin(), null, null, List.of(d.problem()), d.raw())));
        parse(chunk, outcome);
        later.finish(chunk, outcome);
        return outcome;
    }

    private void parse(FramedChunk chunk, ChunkOutcome outcome) throws IOException, InterruptedException {
        var cursors = new ChunkCursor[1];
        var cursor = new ChunkCursor(
                chunk, text, () -> commit(chunk, cursors[0], outcome), c -> undecodable(chunk, c, outcome));
        cursors[0] = cursor;
        while (!cursor.exhausted()) {
            int before = cursor.position();
            boolean failed = !attempt(chunk, cursor, outcome);
            if (!failed && cursor.position() == before && !cursor.exhausted()) {
                throw new EtlException(
                        StandardError.DEFECT, "Cannot parse " + chunk.source() + ": the parser read no record");
            }
        }
    }

    /** False when the parser left a record by an exception. */
    private boolean attempt(FramedChunk chunk, ChunkCursor cursor, ChunkOutcome outcome)
            throws IOException, InterruptedException {
        try {
            parser.parse(cursor, parsed);
            cursor.leave();
            return true;
        } catch (EtlException e) {
            if (!cursor.hasCurrent() || e.code().category() != ErrorCode.Category.DATA) {
                throw e;
            }
            rejectCurrent(chunk, cursor, outcome, e.problem());
        } catch (RuntimeException e) {
            // A parser's own defect costs its record only: with real data there will be one.
            if (!cursor.hasCurrent()) {
                throw new EtlException(
                        Problem.of(StandardError.DEFECT, "Cannot parse " + chunk.source() + ": " + e), e);
            }
            rejectCurrent(chunk, cursor, outcome, later.defect("the parser", e));
        }
        return false;
    }

    private void rejectCurrent(FramedChunk chunk, ChunkCursor cursor, ChunkOutcome outcome, Problem problem) {
        outcome.reject(SourceSlices.letter(chunk, cursor.origin(), problem));
        cursor.drop();
        parsed.clear();
    }

    private void undecodable(FramedChunk chunk, ChunkCursor cursor, ChunkOutcome outcome) {
        var problem = Problem.of(StandardError.TEXT_UNDECODABLE, "the record is not valid text in the file's charset")
                .withHint("write the file's charset into the extract stage");
        outcome.reject(SourceSlices.letter(chunk, cursor.origin(), problem));
    }

    /** The parser left a record in order: what it emitted counts. */
    private void commit(FramedChunk chunk, ChunkCursor cursor, ChunkOutcome outcome) {
        outcome.became(1, parsed.size());
        parsed.notes(outcome);
        parsed.rejects().forEach(r -> LaterStages.reject(chunk, r, outcome));
        byte[] bytes = raw ? java.util.Arrays.copyOfRange(cursor.bytes(), cursor.from(), cursor.to()) : null;
        var records = parsed.records();
        for (int i = 0, n = records.size(); i < n; i++) {
            if (parsed.deletion(i)) {
                outcome.delete(records.get(i));
            } else {
                var record = records.get(i);
                later.take(chunk, bytes == null ? record : record.withRaw(bytes), outcome);
            }
        }
        parsed.clear();
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
