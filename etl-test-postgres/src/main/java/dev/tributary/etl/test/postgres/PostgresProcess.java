package dev.tributary.etl.test.postgres;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL server that a test has for itself and may kill and start again over the same data on the same port. A commit is on disk when it is
 * confirmed. Its process is started here, so nothing is ever killed by a number that was looked up. One thread at a time.
 */
public final class PostgresProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long LOOK_MILLIS = 20;
    private static final String USER = "postgres";
    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private final Path folder;
    private final int port;
    private @Nullable Process server;

    private PostgresProcess(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** Makes a database in an empty folder and starts its server. */
    public static PostgresProcess start(Path folder) throws IOException, InterruptedException {
        var made = new PostgresProcess(folder, freePort());
        made.initialise();
        made.start();
        return made;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void initialise() throws IOException, InterruptedException {
        var initdb = command("initdb", "-D", data(), "-U", USER, "-A", "trust", "-E", "UTF8", "--no-locale", "-N");
        if (initdb.start().waitFor() != 0) {
            throw new IllegalStateException("Cannot make a database for a test: " + log());
        }
    }

    /** The server refuses to be root; in a user namespace of its own it does not see that it is. */
    private ProcessBuilder command(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(PostgresServer.programs().resolve(program).toString());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile()));
    }

    /** Starts it, or starts it again; returns when it answers. */
    public void start() throws IOException, InterruptedException {
        if (server != null && server.isAlive()) {
            throw new IllegalStateException("the server runs");
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        var started = postmaster();
        while (!answers()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("The server does not answer: " + log());
            }
            if (started.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                // A child of the one that was killed is still there, and a second server must not share its data.
                started = postmaster();
            }
        }
    }

    private Process postmaster() throws IOException {
        var started = command(
                        "postgres",
                        "-D",
                        data(),
                        "-p",
                        Integer.toString(port),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "unix_socket_directories=",
                        "-c",
                        "fsync=on",
                        "-c",
                        "synchronous_commit=on")
                .start();
        server = started;
        return started;
    }

    private boolean answers() {
        try (var connection = administrator().getConnection()) {
            return connection.isValid(0);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Ends it and all its children without a chance to tidy up (SIGKILL); its connections are gone, what it confirmed is not. */
    public void kill() {
        var running = server;
        if (running == null || !running.isAlive()) {
            throw new IllegalStateException("there is no server to kill");
        }
        var children = running.descendants().toList();
        running.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        running.onExit().join();
    }

    /** The port on the loopback address; the same after a restart. */
    public int port() {
        return port;
    }

    /** A schema of its own, empty. It is gone with the folder; closing it needs a server that runs. */
    public PostgresSchema freshSchema() {
        return PostgresSchema.create(administrator(), "own_" + SCHEMAS.incrementAndGet());
    }

    private PGSimpleDataSource administrator() {
        var source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"127.0.0.1"});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName("postgres");
        source.setUser(USER);
        return source;
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private File logFile() {
        return folder.resolve("server.log").toFile();
    }

    private String log() throws IOException {
        return Files.readString(logFile().toPath());
    }

    @Override
    public void close() {
        if (server != null && server.isAlive()) {
            kill();
        }
    }
}
