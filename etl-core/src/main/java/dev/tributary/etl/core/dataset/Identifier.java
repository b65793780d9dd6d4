package dev.tributary.etl.core.dataset;

import dev.tributary.etl.core.internal.options.JsonForm;
import dev.tributary.etl.core.internal.options.ScalarType;
import java.util.Locale;
import java.util.Set;

/** The id of a dataset or organization: a part of paths, keys and URLs. */
record Identifier(String value) {
    static final ScalarType<Identifier> TYPE = new ScalarType<>(
            Identifier.class,
            "id",
            JsonForm.TEXT.matching("[A-Za-z0-9][A-Za-z0-9._-]{0,127}").from(0),
            Identifier::new);

    /** The folders that the engine keeps beside those of the organizations; some file systems ignore case. */
    private static final Set<String> RESERVED =
            Set.of("ingest", "releases", "output", "state", "locks", "scratch", "archive", "quarantine", "plugins");

    Identifier {
        if (!value.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,127}")) {
            throw new IllegalArgumentException(
                    "letters, digits, '.', '_' and '-', at most 128, the first a letter or digit");
        }
    }

    boolean isReserved() {
        return RESERVED.contains(value.toLowerCase(Locale.ROOT));
    }
}
