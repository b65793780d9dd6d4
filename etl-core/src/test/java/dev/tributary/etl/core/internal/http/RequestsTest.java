package dev.tributary.etl.core.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.tributary.etl.core.internal.transfer.Floor;
import dev.tributary.etl.core.internal.transfer.Transfers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Names that lead to private addresses, and not at first sight. */
class RequestsTest {
    private static final String PUBLIC = "8.8.8.8";
    private static final String PRIVATE = "127.0.0.1";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final Queue<String> addresses = new ArrayDeque<>();
    private @Nullable HttpServer server;
    private String base = "";

    @BeforeEach
    void serve() throws IOException {
        var made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        made.createContext("/", exchange -> {
            try (exchange) {
                asked.add(exchange.getRequestURI().getPath());
                var body = "secret".getBytes(StandardCharsets.UTF_8);
                boolean moved = exchange.getRequestURI().getPath().equals("/moved");
                exchange.getResponseHeaders().set("Location", base + "/there");
                exchange.sendResponseHeaders(moved ? 302 : 200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        made.start();
        server = made;
        base = "http://localhost:" + made.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop(0);
        }
        threads.shutdownNow();
    }

    /** The name has these addresses, one after the other, whatever it is. */
    private Requests requests(String... lookedUp) {
        addresses.addAll(List.of(lookedUp));
        var transfers = new Transfers(threads, Floor.DEFAULT, time -> {}, Duration.ofMillis(1));
        var rules = new Requests.Rules(
                Map.of(),
                Set.of(),
                new HostTurns.Manners(1, Duration.ZERO),
                Duration.ofSeconds(30),
                2,
                Duration.ofSeconds(1));
        return new Requests(
                new HttpAccess(HttpAccess.Reach.PUBLIC, transfers),
                rules,
                threads,
                host -> InetAddress.getAllByName(addresses.remove()));
    }

    @Test
    void aPublicHostIsAsked() throws Exception {
        try (var requests = requests(PUBLIC, PUBLIC);
                var answer = requests.get(URI.create(base + "/file"), Map.of())) {
            assertThat(answer.body().readAllBytes()).asString().isEqualTo("secret");
        }
    }

    @Test
    void aRedirectToAPrivateAddressIsNotFollowed() {
        try (var requests = requests(PUBLIC, PUBLIC, PRIVATE)) {
            assertThatThrownBy(() -> requests.get(URI.create(base + "/moved"), Map.of()))
                    .hasMessageContaining("ADDRESS_REFUSED");
        }
        assertThat(asked).containsExactly("/moved");
    }

    /** Its first address was to get past the check, its second is what was connected to, perhaps. */
    @Test
    void theAnswerOfANameThatChangedItsAddressIsNotUsed() {
        try (var requests = requests(PUBLIC, PRIVATE)) {
            assertThatThrownBy(() -> requests.get(URI.create(base + "/file"), Map.of()))
                    .hasMessageContaining("ADDRESS_REFUSED");
        }
    }
}
