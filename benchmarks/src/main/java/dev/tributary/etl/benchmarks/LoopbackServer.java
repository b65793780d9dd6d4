package dev.tributary.etl.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;

/** Serves one file on this machine's loopback address until its standard input ends: {@code LoopbackServer FILE}. Prints its port. */
public final class LoopbackServer {
    private LoopbackServer() {}

    /** Runs in a process of its own, so that client and server do not share a heap. */
    public static void main(String[] args) throws IOException {
        var file = Path.of(args[0]);
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.createContext("/file.bin", exchange -> send(exchange, file));
        server.start();
        new Console().line("%s", server.getAddress().getPort());
        System.in.readAllBytes();
        server.stop(0);
        threads.shutdownNow();
    }

    private static void send(HttpExchange exchange, Path file) throws IOException {
        try (exchange) {
            if (!exchange.getRequestURI().getPath().equals("/file.bin")) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            exchange.sendResponseHeaders(200, Files.size(file));
            Files.copy(file, exchange.getResponseBody());
        }
    }
}
