package dev.tributary.etl.core.internal.ledger;

import java.util.List;
import java.util.Optional;

/** Messages that wait until somebody has them. Thread-safe; each method is one transaction, and throws as {@link Ledger} says. */
public interface Outbox {
    /** Messages that were not delivered yet, oldest first; of one dataset when it is given. */
    List<OutboxMessage> undelivered(Optional<String> dataset, int limit);

    /** Everybody has the message. */
    void delivered(String messageId);
}
