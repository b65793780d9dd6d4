package dev.tributary.etl.test.postgres;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One client's connection through the proxy: two threads, one a direction, that pass on whole messages. */
final class ProxiedConnection implements AutoCloseable {
    private static final int SSL_REQUEST = 80877103;
    private static final int GSS_REQUEST = 80877104;
    private static final int NOT_OFFERED = 'N';
    private static final long DELAY_MILLIS = 300;

    private final Socket client;
    private final Socket server;
    private final PlannedFaults faults;
    private final Conversation conversation = new Conversation();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Optional<CommitFault.Way> fault = Optional.empty();

    ProxiedConnection(Socket client, Socket server, PlannedFaults faults) {
        this.client = client;
        this.server = server;
        this.faults = faults;
    }

    /** A direction, until it ends. */
    private interface Direction {
        void run() throws IOException, InterruptedException;
    }

    void start() {
        thread("to-server", this::toServer);
        thread("to-client", this::toClient);
    }

    private void thread(String name, Direction direction) {
        var thread = new Thread(
                () -> {
                    try (this) {
                        direction.run();
                    } catch (IOException e) {
                        // One side is gone: the other shall be too.
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "postgres-proxy-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private void toServer() throws IOException, InterruptedException {
        var in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
        var out = new DataOutputStream(new BufferedOutputStream(server.getOutputStream()));
        Message.writeBody(out, startup(in));
        out.flush();
        while (true) {
            var message = Message.read(in);
            boolean commit = conversation.commits(message);
            if (commit) {
                fault = faults.of(conversation.transaction());
            }
            if (commit && isFaulty(CommitFault.Way.BEFORE)) {
                return;
            }
            message.write(out);
            // The server does what an extended COMMIT says at once, and what comes behind it would only be in the way.
            if (commit || in.available() == 0) {
                out.flush();
            }
            if (commit && isFaulty(CommitFault.Way.REPLY_LOST)) {
                client.close();
                server.shutdownOutput();
                closed.await();
            }
            if (commit && isFaulty(CommitFault.Way.HALF_OPEN)) {
                closed.await();
            }
        }
    }

    /** What a client begins with, without asking for encryption, which is not to be had here. */
    private byte[] startup(DataInputStream in) throws IOException {
        while (true) {
            var body = Message.body(in);
            int code = ByteBuffer.wrap(body).getInt();
            if (code != SSL_REQUEST && code != GSS_REQUEST) {
                return body;
            }
            client.getOutputStream().write(NOT_OFFERED);
        }
    }

    private void toClient() throws IOException, InterruptedException {
        var in = new DataInputStream(new BufferedInputStream(server.getInputStream()));
        var out = new DataOutputStream(new BufferedOutputStream(client.getOutputStream()));
        while (true) {
            var message = Message.read(in);
            if (Conversation.isCommitted(message)) {
                if (isFaulty(CommitFault.Way.REPLY_UNREAD)) {
                    return;
                }
                if (isFaulty(CommitFault.Way.DELAYED)) {
                    closed.await(DELAY_MILLIS, TimeUnit.MILLISECONDS);
                }
            }
            if (isFaulty(CommitFault.Way.HALF_OPEN)) {
                closed.await();
            } else if (!isFaulty(CommitFault.Way.REPLY_LOST)) {
                message.write(out);
                if (in.available() == 0) {
                    out.flush();
                }
            }
        }
    }

    private boolean isFaulty(CommitFault.Way way) {
        return fault.filter(way::equals).isPresent();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        try (client;
                server) {
            // both, whatever becomes of the first
        }
    }
}
