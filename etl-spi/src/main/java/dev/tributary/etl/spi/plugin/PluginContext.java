package dev.tributary.etl.spi.plugin;

import dev.tributary.etl.spi.io.ObjectStore;
import dev.tributary.etl.spi.stage.RecordFiles;
import dev.tributary.etl.spi.stage.RecordFormat;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a component may know of its run. Implemented by the engine only, so methods can be added. Secrets arrive as {@link Secret} options. */
public interface PluginContext {
    String dataset();

    /** The organization whose datasets share raw files and object keys; the dataset's id when none was written. */
    String organization();

    /** The run's {@code --param} values. */
    Map<String, String> parameters();

    /** The only clock a plugin may read: it stands at the instant stored when the job was created, also after a restart. */
    Clock clock();

    /** The run's object store. A parser or normalizer that reads it is no longer pure and must not. */
    ObjectStore objects();

    /** The state as it was when the job started; the same for every unit and every retry of the job. */
    Map<String, String> state();

    /** An empty directory for this component, deleted when the component is closed. */
    Path scratch();

    /** The engine's home folder: output that has no folder of its own goes to {@code output/} in it. */
    Path home();

    /** What the host program registered for a type (a DataSource, an S3Client); empty when nothing. The host owns and closes it. */
    <T> Optional<T> service(Class<T> type);

    /**
     * The database of the run's ledger as such a thing, for tables that shall lie beside the ledger's: a {@code javax.sql.DataSource} over PostgreSQL
     * or SQLite. Names that begin with {@code ingestion_} are the engine's. Empty where there is no ledger, as in a preview. The plugin closes the
     * connections, the engine what is asked for here. It is the pool that the engine's own threads use: a connection is given back after each
     * transaction.
     */
    <T> Optional<T> ledger(Class<T> type);

    /**
     * The format of a record type: a plugin named {@code {record_type}/{name}}, else {@code {name}}, made once per process.
     *
     * @throws dev.tributary.etl.spi.error.EtlException PLUGIN_UNKNOWN, naming the known formats
     */
    RecordFormat format(String recordType, String name);

    /**
     * The files of records in these formats, each format looked up as {@link #format} does when the first record of a type comes. Thread-safe.
     */
    RecordFiles files(List<String> formats);
}
