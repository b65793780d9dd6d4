package dev.tributary.etl.test.postgres;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a client has asked for on one connection, by either protocol: simple queries, or statements that are parsed, bound and executed. */
final class Conversation {
    private static final String COMMIT = "COMMIT";

    private final Map<String, String> statements = new HashMap<>();
    private final Map<String, String> portals = new HashMap<>();
    private final List<String> transaction = new ArrayList<>();

    /** Hears a message of the client; whether it makes the server commit. */
    boolean commits(Message message) {
        return switch (message.type()) {
            case 'Q' -> runs(message.text(0));
            case 'P' -> {
                statements.put(message.text(0), message.text(1));
                yield false;
            }
            case 'B' -> {
                portals.put(message.text(0), statements.getOrDefault(message.text(1), ""));
                yield false;
            }
            case 'E' -> runs(portals.getOrDefault(message.text(0), ""));
            default -> false;
        };
    }

    private boolean runs(String sql) {
        if (sql.startsWith("BEGIN")) {
            transaction.clear();
        }
        transaction.add(sql);
        return sql.strip().equalsIgnoreCase(COMMIT);
    }

    /** What the transaction has run so far. */
    List<String> transaction() {
        return List.copyOf(transaction);
    }

    /** Whether a message of the server says that it has committed. */
    static boolean isCommitted(Message message) {
        return message.type() == 'C' && message.text(0).equals(COMMIT);
    }
}
