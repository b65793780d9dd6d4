package dev.tributary.etl.jdbc;

import dev.tributary.etl.jdbc.RegistryOptions.Internal;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.io.ObjectStore;
import dev.tributary.etl.spi.record.Batch;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.stage.LoadReceipt;
import dev.tributary.etl.spi.stage.LoadTarget;
import dev.tributary.etl.spi.stage.LoadUnit;
import dev.tributary.etl.spi.stage.Loader;
import dev.tributary.etl.spi.stage.Publication;
import dev.tributary.etl.testkit.TestContext;
import dev.tributary.etl.testkit.memory.MemoryObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** A registry beside a ledger, and its object store. */
final class RegistryHome {
    private final TestTarget target;
    private final Path folder;
    private final MemoryObjectStore objects = new MemoryObjectStore();
    private final List<Problem> problems = new ArrayList<>();

    RegistryHome(TestTarget target, Path folder) {
        this.target = target;
        this.folder = folder;
    }

    MemoryObjectStore objects() {
        return objects;
    }

    List<Problem> problems() {
        return problems;
    }

    Loader loader(Internal internal) {
        return loader(internal, target.source(folder));
    }

    Loader loader(Internal internal, DataSource source) {
        return loader(internal, source, objects);
    }

    /** One that reaches the objects by another way. */
    Loader loader(Internal internal, ObjectStore through) {
        return loader(internal, target.source(folder), through);
    }

    private Loader loader(Internal internal, DataSource source, ObjectStore through) {
        var context = TestContext.in(folder)
                .withObjects(through)
                .withLedger(DataSource.class, source)
                .withFormat("txt", new TextFormat("txt"))
                .withFormat("json", new TextFormat("json"));
        var options = new RegistryOptions(
                List.of("txt", "json"), Optional.empty(), Optional.empty(), Optional.empty(), internal);
        return new RegistryFactory().create(options, context);
    }

    /** One job of one unit, published. */
    LoadReceipt load(Internal internal, String release, long fence, RecordType type, DataRecord... records)
            throws IOException, InterruptedException {
        var load = new LoadTarget("job_" + fence, "samples", "test", release, "1.0");
        try (var loader = loader(internal)) {
            loader.prepare(load, List.of(type));
            try (var task = loader.open(new LoadUnit(load.job(), 0, fence))) {
                task.write(new Batch(0, List.of(records)), (record, problem) -> problems.add(problem));
                var receipt = task.finish();
                loader.publish(new Publication(load, fence, TestContext.NOW, Map.of()), List.of(receipt));
                return receipt;
            }
        }
    }

    /** The refusal of a load. */
    EtlException refusal(Internal internal, String release, long fence, RecordType type, DataRecord... records)
            throws IOException, InterruptedException {
        try {
            load(internal, release, fence, type, records);
        } catch (EtlException e) {
            return e;
        }
        throw new AssertionError("the load was not refused");
    }

    List<String> query(String sql) throws SQLException {
        try (var connection = target.source(folder).getConnection()) {
            return TestTarget.query(connection, sql);
        }
    }

    void execute(String... commands) throws SQLException {
        try (var connection = target.source(folder).getConnection();
                var statement = connection.createStatement()) {
            for (var command : commands) {
                statement.execute(command);
            }
        }
    }

    String content(String key) throws IOException, InterruptedException {
        var object = objects.head(key);
        if (object.isEmpty()) {
            return "(none)";
        }
        try (var in = objects.open(object.get(), 0, -1)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
