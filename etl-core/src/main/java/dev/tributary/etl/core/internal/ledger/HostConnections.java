package dev.tributary.etl.core.internal.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;

/**
 * Connections of the host's DataSource, pooled or not. They commit by themselves while they are here, for the ledger begins and ends its transactions
 * by hand; each is closed in the mode that the host gave it. The DataSource is never closed. Thread-safe.
 */
final class HostConnections implements ConnectionFactory {
    private final DataSource host;
    private final Set<Connection> withoutAutoCommit = ConcurrentHashMap.newKeySet();

    HostConnections(DataSource host) {
        this.host = host;
    }

    @Override
    public Connection openConnection() throws SQLException {
        var connection = host.getConnection();
        try {
            if (!connection.getAutoCommit()) {
                connection.setAutoCommit(true);
                withoutAutoCommit.add(connection);
            }
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public void closeConnection(Connection connection) throws SQLException {
        try (connection) {
            if (withoutAutoCommit.remove(connection)) {
                connection.setAutoCommit(false);
            }
        }
    }
}
