package dev.tributary.etl.core.internal.ledger;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Reads status words from the database. A word that nobody knows is an error: to take it for 'pending' would do work twice. */
final class StatusWords {
    private StatusWords() {}

    static JobStatus job(String word, String id) {
        return read(JobStatus.values(), word, "job " + id);
    }

    static UnitStatus unit(String word, String job, int number) {
        return read(UnitStatus.values(), word, "unit " + number + " of job " + job);
    }

    private static <E extends Enum<E>> E read(E[] known, String word, String owner) {
        for (var status : known) {
            if (status.name().toLowerCase(Locale.ROOT).equals(word)) {
                return status;
            }
        }
        var words =
                Arrays.stream(known).map(s -> s.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(", "));
        throw new EtlException(
                StandardError.LEDGER_INCOMPATIBLE,
                "Cannot read " + owner + " in the ledger: unknown status '" + word + "'",
                "known are " + words + "; a newer Tributary may have written it");
    }
}
