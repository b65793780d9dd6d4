package dev.tributary.etl.core.internal.record;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.record.RecordType;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Checks column names of a dataset file against the types that are known before the run. */
public final class ColumnNames {
    private ColumnNames() {}

    /**
     * Refuses names that no type has; when no type is known, only the data can tell and nothing is refused.
     *
     * @throws EtlException OPTION_INVALID naming the stage, the name and the columns there are
     */
    public static void check(String stage, Collection<String> names, List<RecordType> types) {
        for (var name : names) {
            if (!types.isEmpty() && types.stream().noneMatch(type -> type.indexOf(name) >= 0)) {
                throw new EtlException(
                        StandardError.OPTION_INVALID,
                        "Cannot " + stage + " " + name + ": no record has such a column",
                        "the columns are " + known(types));
            }
        }
    }

    private static String known(List<RecordType> types) {
        var known = new TreeSet<String>();
        types.forEach(type -> type.columns().forEach(column -> known.add(column.name())));
        return String.join(", ", known);
    }
}
