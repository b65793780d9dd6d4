package dev.tributary.etl.core.internal.engine.run;

import dev.tributary.etl.core.internal.ledger.Counts;
import dev.tributary.etl.core.internal.ledger.Job;
import dev.tributary.etl.core.internal.ledger.Ledger;
import dev.tributary.etl.core.internal.ledger.RawFile;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import java.util.List;

/** Every record that came in went somewhere, file by file. */
public final class CountsLaw {
    private CountsLaw() {}

    /** The sums of a job, which hold for each of its files; else COUNTS_MISMATCH. */
    public static Counts check(Ledger ledger, Job job, List<RawFile> files) {
        var byFile = ledger.counts(job.id());
        var total = Counts.ZERO;
        for (var file : files) {
            var counts = byFile.getOrDefault(file.index(), Counts.ZERO);
            if (!counts.balanced()) {
                throw new EtlException(
                        Problem.of(StandardError.COUNTS_MISMATCH, "Cannot publish " + file.name() + ": " + counts),
                        null);
            }
            total = total.plus(counts);
        }
        return total;
    }
}
