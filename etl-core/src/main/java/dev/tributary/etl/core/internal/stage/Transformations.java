package dev.tributary.etl.core.internal.stage;

import dev.tributary.etl.core.internal.frame.FramedChunk;
import dev.tributary.etl.spi.error.ErrorCode;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.record.Batch;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.stage.Transformer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;

/** Runs one thread's transformers over a chunk's records, a batch at a time, and leaves deletions where they stand. */
final class Transformations {
    /** Batches of different chunks of a unit never share an index, and each index is the same on every attempt. */
    private static final int INDEX_BITS_OF_BATCH = 16;

    private final List<Transformer> transformers;
    private final RecordParts parts;
    private final Collector collector;

    Transformations(List<Transformer> transformers, RecordParts parts, Attachments attachments) {
        this.transformers = List.copyOf(transformers);
        this.parts = parts;
        this.collector = new Collector(attachments);
    }

    void apply(FramedChunk chunk, ChunkOutcome outcome) throws IOException, InterruptedException {
        var records = outcome.records();
        var done = new ArrayList<DataRecord>(records.size());
        var deletions = new BitSet();
        for (int from = 0; from < records.size(); ) {
            if (outcome.deletion(from)) {
                deletions.set(done.size());
                done.add(records.get(from++));
                continue;
            }
            int to = from;
            while (to < records.size() && !outcome.deletion(to)) {
                to++;
            }
            var run = records.subList(from, to);
            for (var transformer : transformers) {
                run = transform(chunk, transformer, run, outcome);
            }
            finish(chunk, run, done, outcome);
            from = to;
        }
        outcome.replace(done, deletions);
    }

    private void finish(FramedChunk chunk, List<DataRecord> run, List<DataRecord> done, ChunkOutcome outcome) {
        for (var record : run) {
            try {
                done.add(parts.loadable(record));
            } catch (EtlException e) {
                LaterStages.requireData(e);
                outcome.reject(SourceSlices.letter(chunk, record, List.of(e.problem())));
            }
        }
    }

    private List<DataRecord> transform(
            FramedChunk chunk, Transformer transformer, List<DataRecord> in, ChunkOutcome outcome)
            throws IOException, InterruptedException {
        var out = new ArrayList<DataRecord>(in.size());
        int size = Math.max(1, transformer.batchSize());
        int index = chunk.indexInUnit() << INDEX_BITS_OF_BATCH;
        for (int from = 0; from < in.size(); from += size) {
            var records = in.subList(from, Math.min(in.size(), from + size));
            batch(chunk, transformer, new Batch(index++, Collections.unmodifiableList(records)), out, outcome);
        }
        return out;
    }

    /** A batch that fails over bad data is given again record by record, so that one bad record never costs its neighbours. */
    private void batch(
            FramedChunk chunk, Transformer transformer, Batch batch, List<DataRecord> out, ChunkOutcome outcome)
            throws IOException, InterruptedException {
        try {
            transformer.transform(batch, collector);
            outcome.became(batch.records().size(), collector.size());
            collector.notes(outcome);
            for (var reject : collector.rejects()) {
                var record = reject.record();
                var source = record == null ? batch.records().get(0) : record;
                outcome.reject(SourceSlices.letter(chunk, source, reject.problems()));
            }
            out.addAll(collector.records());
            collector.clear();
        } catch (EtlException e) {
            collector.clear();
            if (e.code().category() != ErrorCode.Category.DATA) {
                throw e;
            }
            if (batch.records().size() == 1) {
                outcome.reject(SourceSlices.letter(chunk, batch.records().get(0), List.of(e.problem())));
                return;
            }
            for (var record : batch.records()) {
                batch(chunk, transformer, new Batch(batch.index(), List.of(record)), out, outcome);
            }
        }
    }

    void close() throws IOException {
        IOException failure = null;
        for (var transformer : transformers) {
            try {
                transformer.close();
            } catch (IOException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
