package dev.tributary.etl.core.internal.ledger;

import java.util.Map;

/** A notification to deliver at least once; {@code id} is the same on every delivery. */
public record OutboxMessage(String id, String job, String subject, Map<String, String> attributes) {}
