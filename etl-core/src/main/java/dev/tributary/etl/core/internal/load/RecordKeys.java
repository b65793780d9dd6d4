package dev.tributary.etl.core.internal.load;

import dev.tributary.etl.core.internal.store.KeyEncoding;
import dev.tributary.etl.spi.stage.LoadTarget;

/** The object keys of a record's files: {@code {organization}/{identifier}/{version}/{identifier}.{format}}, each name encoded. */
record RecordKeys(LoadTarget target) {
    String key(String identifier, String format) {
        var name = KeyEncoding.segment(identifier);
        return prefix() + name + "/" + KeyEncoding.segment(target.version()) + "/" + name + "."
                + KeyEncoding.segment(format);
    }

    String prefix() {
        return KeyEncoding.segment(target.organization()) + "/";
    }
}
