package dev.tributary.etl.core.internal.normalize;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;

/** How a value is refused that a normalizer cannot read. */
final class FieldProblem {
    private static final int SHOWN_CHARS = 100;

    private FieldProblem() {}

    /** Rejects the record. {@code wanted} stands behind "is no". */
    static EtlException invalid(String field, Object value, String wanted) {
        var text = value.toString();
        var shown = text.length() > SHOWN_CHARS ? text.substring(0, SHOWN_CHARS) + "..." : text;
        return new EtlException(
                Problem.of(StandardError.FIELD_INVALID, "'" + shown + "' is no " + wanted)
                        .inField(field),
                null);
    }
}
