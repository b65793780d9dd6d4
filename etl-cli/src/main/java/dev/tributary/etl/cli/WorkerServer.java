package dev.tributary.etl.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tributary.etl.core.Operations;
import dev.tributary.etl.core.Worker;
import dev.tributary.etl.core.metrics.Figure;
import dev.tributary.etl.spi.error.EtlException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What machines ask a worker: whether it lives, whether it has its ledger, and its figures. It answers GET and HEAD, and takes nothing in. */
final class WorkerServer implements AutoCloseable {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int UNAVAILABLE = 503;
    private static final int THREADS = 2;

    private final HttpServer server;
    private final ExecutorService threads;

    private WorkerServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /** An answer. */
    private record Answer(int status, String text) {}

    private interface Page {
        Answer answer();
    }

    static WorkerServer start(HttpAddress address, Operations operations, Worker worker) throws IOException {
        InetSocketAddress at = new InetSocketAddress(InetAddress.getByName(address.host()), address.port());
        HttpServer server = HttpServer.create(at, 0);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, WorkerServer::thread);
        server.setExecutor(threads);
        server.createContext("/", exchange -> send(exchange, new Answer(NOT_FOUND, "no such page\n")));
        page(server, "/health/live", () -> new Answer(OK, "live\n"));
        page(server, "/health/ready", () -> ready(operations));
        page(server, "/metrics", () -> metrics(operations, worker));
        server.start();
        return new WorkerServer(server, threads);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "etl-http");
        thread.setDaemon(true);
        return thread;
    }

    private static void page(HttpServer server, String path, Page page) {
        server.createContext(path, exchange -> {
            String method = exchange.getRequestMethod();
            boolean isThere = exchange.getRequestURI().getPath().equals(path);
            if (!isThere) {
                send(exchange, new Answer(NOT_FOUND, "no such page\n"));
            } else if (method.equals("GET") || method.equals("HEAD")) {
                send(exchange, page.answer());
            } else {
                send(exchange, new Answer(NOT_ALLOWED, "only GET\n"));
            }
        });
    }

    /** Asks the ledger. */
    private static Answer ready(Operations operations) {
        try {
            operations.figures();
            return new Answer(OK, "ready\n");
        } catch (EtlException e) {
            return new Answer(UNAVAILABLE, e.code().label() + "\n");
        }
    }

    private static Answer metrics(Operations operations, Worker worker) {
        List<Figure> figures = new ArrayList<>(Figure.of(worker.figures()));
        try {
            List<Figure> ledger = Figure.of(operations.figures());
            figures.add(Figure.ledgerUp(true));
            figures.addAll(ledger);
        } catch (EtlException e) {
            figures.add(Figure.ledgerUp(false));
        }
        return new Answer(OK, PrometheusText.of(figures));
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        try (exchange) {
            byte[] bytes = answer.text().getBytes(StandardCharsets.UTF_8);
            boolean isHead = exchange.getRequestMethod().equals("HEAD");
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
            exchange.sendResponseHeaders(answer.status(), isHead ? -1 : bytes.length);
            if (!isHead) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    String url() {
        InetSocketAddress at = server.getAddress();
        return "http://" + at.getHostString() + ":" + at.getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
