package dev.tributary.etl.test.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands between clients and a PostgreSQL server on the loopback address and lets COMMITs go wrong as a test plans it, whether they come as simple
 * queries or by the extended protocol. Without a plan it passes everything on. Closing cuts all connections. Thread-safe.
 */
public final class PostgresProxy implements AutoCloseable {
    private static final int WAITING_CLIENTS = 50;

    private final int serverPort;
    private final ServerSocket entrance;
    private final PlannedFaults faults = new PlannedFaults();
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();

    private PostgresProxy(int serverPort) throws IOException {
        this.serverPort = serverPort;
        this.entrance = new ServerSocket(0, WAITING_CLIENTS, InetAddress.getLoopbackAddress());
    }

    /** To the server of a URL such as {@link PostgresSchema#url()}. */
    public static PostgresProxy before(String url) throws IOException {
        var proxy = new PostgresProxy(Integer.parseInt(url.replaceFirst(".*//[^/]*:(\\d+)/.*", "$1")));
        var thread = new Thread(proxy::accept, "postgres-proxy");
        thread.setDaemon(true);
        thread.start();
        return proxy;
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                connect(entrance.accept());
            } catch (IOException e) {
                // The proxy is closed; or the server is not there, and then its client is not either.
            }
        }
    }

    private void connect(Socket client) throws IOException {
        try {
            client.setTcpNoDelay(true);
            var server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
            server.setTcpNoDelay(true);
            var connection = new ProxiedConnection(client, server, faults);
            connections.add(connection);
            connection.start();
        } catch (IOException e) {
            client.close();
            throw e;
        }
    }

    /** The same database by way of this proxy. */
    public String url(String direct) {
        return direct.replaceFirst("//[^/]*/", "//127.0.0.1:" + entrance.getLocalPort() + "/");
    }

    /** Lets a COMMIT go wrong. Several may be planned at once; each happens once. */
    public void plan(CommitFault fault) {
        faults.plan(fault);
    }

    /** Waits until a fault has happened; false when it did not in time. */
    public boolean await(CommitFault fault, Duration patience) throws InterruptedException {
        return faults.await(fault, patience);
    }

    /** Takes back what is planned and did not happen; returns it. */
    public List<CommitFault> withdraw() {
        return faults.withdraw();
    }

    /** The faults that happened, in their order. */
    public List<CommitFault> happened() {
        return faults.happened();
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        for (var connection : connections) {
            connection.close();
        }
    }
}
