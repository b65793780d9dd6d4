package dev.tributary.etl.core.internal.ledger;

/** A unit that is out of attempts, with its last error. */
public record FailedUnit(UnitKind kind, int unit, int attempts, String lastError) {}
