package dev.tributary.etl.jdbc;

import dev.tributary.etl.spi.error.ErrorCode;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.record.Batch;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.stage.LoadReceipt;
import dev.tributary.etl.spi.stage.LoadTask;
import dev.tributary.etl.spi.stage.LoadUnit;
import dev.tributary.etl.spi.stage.Rejects;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One attempt at a unit of one table: a row a record. */
final class JdbcTask implements LoadTask {
    private final Destination destination;
    private final LoadUnit unit;
    private final UnitWork work;
    private final RowMaker maker;

    JdbcTask(Destination destination, LoadUnit unit, UnitWork work) {
        this.destination = destination;
        this.unit = unit;
        this.work = work;
        this.maker = new RowMaker(0, destination.layout(), destination.load());
    }

    private LoadReceipt receipt(long records) {
        return new LoadReceipt(unit.number(), records, List.of(), Map.of());
    }

    /** Of a unit with rejects, nobody but the table knows which those are: its records are tried once more, and nothing is written. */
    @Override
    public Optional<LoadReceipt> committed() {
        return work.before().filter(before -> before.rejected() == 0).map(before -> receipt(before.written()));
    }

    @Override
    public void write(Batch batch, Rejects rejects) throws IOException {
        var counting = work.counting(rejects);
        var rows = new ArrayList<RecordRows>();
        for (var record : batch.records()) {
            var type = destination.recordType();
            if (type.isPresent() && !type.get().equals(record.type().name())) {
                continue;
            }
            try {
                rows.add(of(record, maker.row(record)));
            } catch (EtlException e) {
                if (e.code().category() != ErrorCode.Category.DATA) {
                    throw e;
                }
                counting.reject(record, e.problem());
            }
        }
        work.take(rows, counting);
    }

    private static RecordRows of(DataRecord record, Row row) {
        return new RecordRows(record, List.of(row));
    }

    @Override
    public void delete(Batch keys) throws IOException {
        if (!destination.takesDeletions()) {
            throw new EtlException(
                    StandardError.DELETE_UNSUPPORTED,
                    "Cannot delete from table " + destination.table() + ": it is only added to, or has no key",
                    "load with mode upsert or replace, and a key");
        }
        work.delete(
                keys.records().stream().map(key -> of(key, maker.deletion(key))).toList());
    }

    @Override
    public LoadReceipt finish() throws IOException {
        return receipt(work.finish());
    }

    @Override
    public void close() throws IOException {
        work.close();
    }
}
