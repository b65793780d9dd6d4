package dev.tributary.etl.core.internal.ledger;

import java.time.Duration;

/** Who works: for people, in {@code status}. {@code lease} is how long a claim lives without a heartbeat. */
public record Worker(String id, String hostname, Duration lease) {}
