package dev.tributary.etl.spi.probe;

import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.record.Batch;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Emitter;
import dev.tributary.etl.spi.stage.Transformer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Asks a service for a whole batch; when that fails, for each record, so that one bad record costs only itself. */
final class EnrichmentProbe implements Transformer {
    /** A service that answers for several keys at once. */
    interface Service {
        Map<String, String> ask(List<String> keys) throws IOException;
    }

    private final Service service;

    EnrichmentProbe(Service service) {
        this.service = service;
    }

    @Override
    public int batchSize() {
        return 50;
    }

    @Override
    public void transform(Batch batch, Emitter out) {
        var answers = all(batch.records());
        for (var record : batch.records()) {
            var answer = answers.get(record.key());
            if (answer == null) {
                out.reject(record, List.of(Problem.of(StandardError.TRANSFORM_FAILED, "the service has no answer")));
            } else {
                out.emit(record.with("answer", answer));
            }
        }
    }

    private Map<String, String> all(List<DataRecord> records) {
        var keys = records.stream().map(DataRecord::key).toList();
        try {
            return service.ask(keys);
        } catch (IOException e) {
            return oneByOne(keys);
        }
    }

    private Map<String, String> oneByOne(List<String> keys) {
        var answers = new TreeMap<String, String>();
        for (var key : keys) {
            try {
                answers.putAll(service.ask(List.of(key)));
            } catch (IOException e) {
                // No answer for this key: its record is rejected, the others go on.
                answers.remove(key);
            }
        }
        return answers;
    }
}
