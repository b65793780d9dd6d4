package dev.tributary.etl.core.internal.ledger;

/**
 * Outcomes of source records. {@code read} = source records framed; {@code derived} = what melting, splitting or extraction added beyond one each;
 * always {@code read + derived = loaded + rejected + filtered + duplicate}.
 */
public record Counts(long read, long derived, long loaded, long rejected, long filtered, long duplicate) {
    public static final Counts ZERO = new Counts(0, 0, 0, 0, 0, 0);

    public Counts plus(Counts o) {
        return new Counts(
                read + o.read,
                derived + o.derived,
                loaded + o.loaded,
                rejected + o.rejected,
                filtered + o.filtered,
                duplicate + o.duplicate);
    }

    /** The same with what came in and went nowhere yet as loaded. */
    public Counts waitingAsLoaded() {
        return plus(new Counts(0, 0, read + derived - loaded - rejected - filtered - duplicate, 0, 0, 0));
    }

    /** Whether every record that came in went somewhere. */
    public boolean balanced() {
        return read + derived == loaded + rejected + filtered + duplicate;
    }
}
