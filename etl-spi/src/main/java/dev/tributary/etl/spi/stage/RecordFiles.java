package dev.tributary.etl.spi.stage;

import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.RecordPart;
import dev.tributary.etl.spi.record.RecordType;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Makes the files of records in some formats, and the object keys that they have wherever they are stored. Loaders get it from
 * {@link dev.tributary.etl.spi.plugin.PluginContext#files}. Thread-safe.
 */
public interface RecordFiles {
    /** What the formats read besides the fields; everything when no type is known before the run. */
    Set<RecordPart> needs(List<RecordType> types);

    /**
     * All files of a record, in the order of the formats: one per format that renders its type, or that it brings along as an attachment.
     *
     * @throws dev.tributary.etl.spi.error.EtlException RECORD_UNLOADABLE when no format takes the record, or what a format throws
     */
    List<RecordFile> of(DataRecord record) throws IOException;

    /** The object key {@code {organization}/{identifier}/{version}/{identifier}.{format}}, each name encoded. */
    String key(String identifier, String version, String format);

    /** What the keys of all records of the organization begin with. */
    String prefix();
}
