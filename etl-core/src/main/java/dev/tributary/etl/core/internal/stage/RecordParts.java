package dev.tributary.etl.core.internal.stage;

import dev.tributary.etl.core.internal.canonical.CanonicalEncoder;
import dev.tributary.etl.core.internal.canonical.ContentHasher;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.RecordPart;
import java.util.Set;

/** Adds to records the parts that later stages need, and refuses records without an identity; one instance per thread. */
final class RecordParts {
    private final CanonicalEncoder encoder = new CanonicalEncoder();
    private final ContentHasher hasher = new ContentHasher(encoder);
    private final Set<RecordPart> needs;
    private final boolean hash;
    private final boolean json;
    private final boolean transformed;
    private final boolean keyed;

    /** {@code transformed}: transformers follow, so JSON made with the hash would be thrown away. */
    RecordParts(Set<RecordPart> needs, boolean transformed) {
        this(needs, transformed, true);
    }

    private RecordParts(Set<RecordPart> needs, boolean transformed, boolean keyed) {
        this.needs = needs;
        this.hash = needs.contains(RecordPart.CONTENT_HASH);
        this.json = needs.contains(RecordPart.JSON);
        this.transformed = transformed;
        this.keyed = keyed;
    }

    /** Adds nothing and refuses nothing. */
    static RecordParts asTheyAre() {
        return new RecordParts(Set.of(), false, false);
    }

    /** Whether records have to carry the bytes that they were made of. */
    boolean raw() {
        return needs.contains(RecordPart.RAW);
    }

    /** After the last normalizer. */
    DataRecord normalized(DataRecord record) {
        requireKey(record);
        if (!hash) {
            return record;
        }
        var hashed = record.withHash(hasher.hash(record));
        return json && !transformed ? hashed.withJson(encoder.bytes()) : hashed;
    }

    /** After the last transformer. */
    DataRecord loadable(DataRecord record) {
        requireKey(record);
        if (!json || record.json().isPresent()) {
            return record;
        }
        encoder.encode(record);
        return record.withJson(encoder.bytes());
    }

    private void requireKey(DataRecord record) {
        if (!keyed) {
            return;
        }
        var type = record.type();
        for (int column : type.key()) {
            if (record.value(column) == null) {
                var name = type.columns().get(column).name();
                throw new EtlException(
                        Problem.of(StandardError.FIELD_INVALID, "the " + type.name() + " has no " + name)
                                .inField(name)
                                .withHint("every record needs its key columns"),
                        null);
            }
        }
    }
}
