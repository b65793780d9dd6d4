package dev.tributary.etl.core.internal.ledger;

import dev.tributary.etl.spi.record.Origin;

/**
 * A source record with rejects.
 *
 * @param unit the unit that it was read in
 * @param letters how many records of it were rejected; itself, when none could be made
 */
public record RejectedSource(Origin origin, int unit, int letters) {}
