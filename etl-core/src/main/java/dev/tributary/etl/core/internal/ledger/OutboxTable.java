package dev.tributary.etl.core.internal.ledger;

import java.util.List;
import java.util.Optional;

/** The rows of messages. */
final class OutboxTable implements Outbox {
    private final LedgerDatabase database;
    private final JsonColumn json;

    OutboxTable(LedgerDatabase database, JsonColumn json) {
        this.database = database;
        this.json = json;
    }

    @Override
    public List<OutboxMessage> undelivered(Optional<String> dataset, int limit) {
        return database.read(handle -> handle.createQuery(database.sql("outbox_undelivered"))
                .bind("dataset", dataset)
                .bind("limit", limit)
                .map((row, context) -> new OutboxMessage(
                        row.getString("id"),
                        row.getString("job"),
                        row.getString("subject"),
                        json.map(row.getString("attributes"))))
                .list());
    }

    @Override
    public void delivered(String messageId) {
        database.write(handle -> handle.createUpdate(database.sql("outbox_delivered"))
                .bind("id", messageId)
                .execute());
    }
}
