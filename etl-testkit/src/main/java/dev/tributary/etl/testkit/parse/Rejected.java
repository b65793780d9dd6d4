package dev.tributary.etl.testkit.parse;

import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.record.Origin;
import java.util.List;

/**
 * A rejected record: what would become a dead letter.
 *
 * @param problems all that is wrong with it, at least one
 * @param raw the first bytes of the source record, at most 64 KiB
 */
public record Rejected(Origin origin, List<Problem> problems, byte[] raw) {}
