package dev.tributary.etl.core.internal.ledger;

import java.util.List;

/** Messages that wait until somebody has them. Thread-safe; each method is one transaction, and throws as {@link Ledger} says. */
public interface Outbox {
    /** Messages that were not delivered yet, oldest first. */
    List<OutboxMessage> undelivered(int limit);

    /** Everybody has the message. */
    void delivered(String messageId);
}
