package dev.tributary.etl.core.internal.engine.plan;

import dev.tributary.etl.core.internal.ledger.Counts;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;

/**
 * How many rejects a job bears: a count fails at once, a share is of the records read, from {@link #SHARE_FROM_RECORDS} on and at the end of each
 * file. Without a limit only a file of which nothing was accepted fails the job.
 *
 * @param count most rejects, or a negative number for no limit
 * @param share most rejects as a part of 1, or a negative number for no limit
 */
public record RejectLimit(long count, double share) {
    public static final RejectLimit NONE = new RejectLimit(-1, -1);
    /** Bears anything, also a file of which nothing was accepted. */
    public static final RejectLimit BOUNDLESS = new RejectLimit(Long.MAX_VALUE, -1);
    /** Below it a share means little. */
    static final long SHARE_FROM_RECORDS = 1_000;

    /** Checks the sums of a job so far. */
    public void check(Counts soFar) {
        if (count >= 0 && soFar.rejected() > count) {
            throw exceeded(soFar, "limits.rejects is " + count);
        }
        if (soFar.read() >= SHARE_FROM_RECORDS) {
            checkShare(soFar);
        }
    }

    /** Checks the sums of a file that was read to its end. */
    public void checkFile(String file, Counts ofFile) {
        checkShare(ofFile);
        if (count < Long.MAX_VALUE
                && ofFile.rejected() > 0
                && ofFile.loaded() == 0
                && ofFile.filtered() == 0
                && ofFile.duplicate() == 0) {
            throw exceeded(ofFile, "no record of " + file + " was accepted");
        }
    }

    private void checkShare(Counts counts) {
        if (share >= 0 && counts.rejected() > share * counts.read()) {
            throw exceeded(counts, "limits.rejects is " + share * 100 + "%");
        }
    }

    private static EtlException exceeded(Counts counts, String why) {
        return new EtlException(
                Problem.of(
                                StandardError.LIMIT_EXCEEDED,
                                "Cannot go on: " + counts.rejected() + " of " + counts.read()
                                        + " records were rejected and " + why)
                        .withHint("see 'etl rejects list'; mend the data, or raise limits.rejects and run again"),
                null);
    }
}
