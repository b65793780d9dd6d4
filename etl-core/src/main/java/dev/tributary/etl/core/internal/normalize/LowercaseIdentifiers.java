package dev.tributary.etl.core.internal.normalize;

import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Emitter;
import dev.tributary.etl.spi.stage.Normalizer;
import java.util.Locale;

/** Gives records their identifier and name in lower case; the fields stay as they are. */
final class LowercaseIdentifiers implements Normalizer {
    @Override
    public void normalize(DataRecord record, Emitter out) {
        var name = record.name();
        out.emit(record.identifiedAs(
                record.key().toLowerCase(Locale.ROOT), name == null ? null : name.toLowerCase(Locale.ROOT)));
    }
}
