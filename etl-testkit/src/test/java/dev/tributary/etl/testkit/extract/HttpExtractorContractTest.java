package dev.tributary.etl.testkit.extract;

import dev.tributary.etl.core.internal.http.HttpAccess;
import dev.tributary.etl.core.internal.http.HttpExtractorFactory;
import dev.tributary.etl.core.internal.http.HttpOptions;
import dev.tributary.etl.core.internal.transfer.Floor;
import dev.tributary.etl.core.internal.transfer.Transfers;
import dev.tributary.etl.spi.stage.Extractor;
import dev.tributary.etl.testkit.TestContext;
import dev.tributary.etl.testkit.contract.ExtractorContract;
import dev.tributary.etl.testkit.http.FaultServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

class HttpExtractorContractTest extends ExtractorContract {
    private @Nullable FaultServer server;

    private FaultServer server() throws IOException {
        var known = server == null ? FaultServer.start() : server;
        server = known;
        return known;
    }

    @AfterEach
    void stop() throws IOException {
        server().close();
    }

    @Override
    protected void publish(byte[] content) throws IOException {
        server().file("/a.bin", content);
    }

    @Override
    protected void withdraw() throws IOException {
        server().remove("/a.bin");
    }

    @Override
    protected Extractor create() throws IOException {
        var transfers = new Transfers(Runnable::run, Floor.DEFAULT, time -> {}, Duration.ofMillis(1));
        var context = TestContext.pure().withService(HttpAccess.class, new HttpAccess(HttpAccess.Reach.ANY, transfers));
        return new HttpExtractorFactory().create(options(), context);
    }

    private HttpOptions options() throws IOException {
        return new HttpOptions(
                List.of(server().url("/a.bin")),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                2,
                Duration.ZERO,
                Duration.ofSeconds(30),
                2,
                Duration.ofSeconds(1));
    }
}
