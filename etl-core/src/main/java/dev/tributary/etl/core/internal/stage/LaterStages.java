package dev.tributary.etl.core.internal.stage;

import dev.tributary.etl.core.internal.frame.FramedChunk;
import dev.tributary.etl.core.internal.ledger.DeadLetter;
import dev.tributary.etl.spi.error.ErrorCode;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.stage.Normalizer;
import dev.tributary.etl.spi.stage.Transformer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread's normalizers, hashes and transformers: what comes behind a parser, whatever it parses. */
final class LaterStages implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LaterStages.class);

    private final List<Normalizer> normalizers;
    private final Transformations transformations;
    private final RecordParts parts;
    private final Collector normalized;
    private boolean defectLogged;

    /** Takes the stages over and closes them. */
    LaterStages(
            List<Normalizer> normalizers, List<Transformer> transformers, RecordParts parts, Attachments attachments) {
        this.normalizers = List.copyOf(normalizers);
        this.parts = parts;
        this.transformations = new Transformations(transformers, parts, attachments);
        this.normalized = new Collector(attachments);
    }

    static void reject(FramedChunk chunk, Collector.Reject reject, ChunkOutcome outcome) {
        var record = reject.record();
        outcome.reject(
                record == null
                        ? SourceSlices.letter(
                                chunk, reject.origin(), reject.problems().get(0))
                        : SourceSlices.letter(chunk, record, reject.problems()));
    }

    /** Normalizes a record, and keeps what becomes of it. */
    void take(FramedChunk chunk, DataRecord record, ChunkOutcome outcome) {
        List<DataRecord> in = List.of(record);
        for (var normalizer : normalizers) {
            var out = new ArrayList<DataRecord>(in.size());
            for (var r : in) {
                normalizeOne(chunk, normalizer, r, outcome);
                out.addAll(normalized.records());
                normalized.clear();
            }
            in = out;
        }
        for (var r : in) {
            hash(chunk, r, outcome);
        }
    }

    private void normalizeOne(FramedChunk chunk, Normalizer normalizer, DataRecord record, ChunkOutcome outcome) {
        try {
            normalizer.normalize(record, normalized);
            outcome.became(1, normalized.size());
            normalized.notes(outcome);
            normalized.rejects().forEach(r -> reject(chunk, r, outcome));
        } catch (EtlException e) {
            requireData(e);
            normalized.clear();
            outcome.reject(SourceSlices.letter(chunk, record, List.of(e.problem())));
        } catch (RuntimeException e) {
            // As for parsers: a normalizer's own defect costs its record only.
            normalized.clear();
            outcome.reject(SourceSlices.letter(chunk, record, List.of(defect("a normalizer", e))));
        }
    }

    private void hash(FramedChunk chunk, DataRecord record, ChunkOutcome outcome) {
        try {
            outcome.keep(parts.normalized(record));
        } catch (EtlException e) {
            requireData(e);
            outcome.reject(SourceSlices.letter(chunk, record, List.of(e.problem())));
        }
    }

    /** Transforms what was kept, and brings the dead letters into order: the chunk is done. */
    void finish(FramedChunk chunk, ChunkOutcome outcome) throws IOException, InterruptedException {
        transformations.apply(chunk, outcome);
        outcome.deadLetters().sort(Comparator.comparing(DeadLetter::origin));
    }

    static void requireData(EtlException e) {
        if (e.code().category() != ErrorCode.Category.DATA) {
            throw e;
        }
    }

    Problem defect(String who, RuntimeException e) {
        if (!defectLogged) {
            defectLogged = true;
            LOG.warn("Defect in {}: the record is rejected; later ones of this thread are not logged", who, e);
        }
        return Problem.of(StandardError.PARSER_DEFECT, who + " failed: " + e);
    }

    @Override
    public void close() throws IOException {
        transformations.close();
    }
}
