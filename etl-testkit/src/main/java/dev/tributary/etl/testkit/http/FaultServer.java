package dev.tributary.etl.testkit.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A web server on this machine's loopback address. It serves files well (Range, If-Range, strong ETags), except where a test says how the next
 * requests of a path go wrong. One connection is one request. Thread-safe; closing it ends its threads and connections.
 */
public final class FaultServer implements AutoCloseable {
    private final ServerSocket listening;
    private final Map<String, HostedFile> files = new ConcurrentHashMap<>();
    private final Map<String, Deque<HttpFault>> next = new ConcurrentHashMap<>();
    private final Map<String, HttpFault> always = new ConcurrentHashMap<>();
    private final List<Received> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    private FaultServer(ServerSocket listening) {
        this.listening = listening;
    }

    /** A server without files, on a port of its own. */
    public static FaultServer start() throws IOException {
        var server = new FaultServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        server.thread("accept", server::accept).start();
        return server;
    }

    private Thread thread(String name, Runnable body) {
        var thread = new Thread(body, "fault-server-" + listening.getLocalPort() + "-" + name);
        thread.setDaemon(true);
        return thread;
    }

    /** The URL of a path. */
    public URI url(String path) {
        return URI.create(
                "http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + listening.getLocalPort() + path);
    }

    /** Serves a file, from now on. */
    public FaultServer file(String path, HostedFile file) {
        files.put(path, file);
        return this;
    }

    /** Serves bytes with a strong ETag. */
    public FaultServer file(String path, byte[] bytes) {
        return file(path, HostedFile.of(bytes));
    }

    /** Serves a text in UTF-8. */
    public FaultServer file(String path, String text) {
        return file(path, HostedFile.of(text.getBytes(StandardCharsets.UTF_8)).withType("text/plain"));
    }

    /** Takes a file away. */
    public FaultServer remove(String path) {
        files.remove(path);
        return this;
    }

    /** How the next requests of a path go, one each; the requests behind them go well. */
    public FaultServer next(String path, HttpFault... faults) {
        next.computeIfAbsent(path, p -> new ConcurrentLinkedDeque<>()).addAll(Arrays.asList(faults));
        return this;
    }

    /** How every request of a path goes for which {@link #next} says nothing. */
    public FaultServer always(String path, HttpFault fault) {
        always.put(path, fault);
        return this;
    }

    /** All requests so far, in the order in which they came. */
    public List<Received> requests() {
        return List.copyOf(requests);
    }

    /** The requests of a path. */
    public List<Received> requests(String path) {
        return requests.stream().filter(r -> r.path().equals(path)).toList();
    }

    private void accept() {
        try {
            while (true) {
                var socket = listening.accept();
                open.add(socket);
                thread("answer", () -> answer(socket)).start();
            }
        } catch (IOException e) {
            // The server was closed.
        }
    }

    private void answer(Socket socket) {
        try {
            var request = read(new BufferedInputStream(socket.getInputStream()));
            if (request.isEmpty()) {
                socket.close();
                return;
            }
            requests.add(request.get());
            var reply = fault(request.get().path()).answer(request.get(), good(request.get()));
            reply.send(socket.getOutputStream());
            finish(socket, reply);
        } catch (IOException e) {
            // The client went away, as some tests want it to.
            open.remove(socket);
        }
    }

    private void finish(Socket socket, Reply reply) throws IOException {
        if (reply.hangs()) {
            return;
        }
        if (reply.resets()) {
            socket.setSoLinger(true, 0);
        }
        socket.close();
        open.remove(socket);
    }

    private HttpFault fault(String path) {
        var waiting = next.get(path);
        var fault = waiting == null ? null : waiting.poll();
        return fault == null ? always.getOrDefault(path, HttpFault.none()) : fault;
    }

    /** The right answer. */
    private Reply good(Received request) {
        var file = files.get(pathOf(request.path()));
        if (file == null) {
            return Reply.status(404);
        }
        boolean ranged = request.header("Range").isPresent()
                && request.header("If-Range")
                        .map(tag -> Optional.of(tag).equals(file.etag()))
                        .orElse(true);
        var reply = ranged ? part(file, request.from()) : Reply.of(200, file.bytes());
        var typed = reply.with("Content-Type", file.type()).with("Accept-Ranges", "bytes");
        return file.etag().map(tag -> typed.with("ETag", tag)).orElse(typed);
    }

    private static Reply part(HostedFile file, long from) {
        if (from >= file.length()) {
            return Reply.status(416).with("Content-Range", "bytes */" + file.length());
        }
        var rest = Arrays.copyOfRange(file.bytes(), (int) from, file.length());
        return Reply.of(206, rest)
                .with("Content-Range", "bytes " + from + "-" + (file.length() - 1) + "/" + file.length());
    }

    private static String pathOf(String target) {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    private static Optional<Received> read(InputStream in) throws IOException {
        var lines = new ArrayList<String>();
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            lines.add(line);
        }
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        var first = lines.get(0).split(" ", -1);
        Map<String, List<String>> headers = new TreeMap<>();
        for (var line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), n -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return Optional.of(new Received(first[0], first[1], headers));
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).strip();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (var socket : open) {
            socket.close();
        }
    }
}
