package dev.tributary.etl.core.internal.ledger;

/** The right to work on a unit, until a claim with a higher fence. */
public record Claim(String job, UnitKind kind, int unit, long fence, int attempt) {
    /** Of a unit that parses. */
    public Claim(String job, int unit, long fence, int attempt) {
        this(job, UnitKind.PARSE_BATCH, unit, fence, attempt);
    }
}
