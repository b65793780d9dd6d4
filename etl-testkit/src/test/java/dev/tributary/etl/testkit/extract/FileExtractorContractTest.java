package dev.tributary.etl.testkit.extract;

import dev.tributary.etl.core.internal.extract.FileExtractorFactory;
import dev.tributary.etl.core.internal.extract.FileOptions;
import dev.tributary.etl.spi.stage.Extractor;
import dev.tributary.etl.testkit.TestContext;
import dev.tributary.etl.testkit.contract.ExtractorContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

class FileExtractorContractTest extends ExtractorContract {
    @TempDir
    Path folder;

    private int published;

    /** Each change has a time of its own, as on a machine whose clock ticks. */
    @Override
    protected void publish(byte[] content) throws IOException {
        var file = Files.write(folder.resolve("a.bin"), content);
        Files.setLastModifiedTime(
                file, FileTime.from(Instant.parse("2026-01-01T00:00:00Z").plusSeconds(published++)));
    }

    @Override
    protected void withdraw() throws IOException {
        Files.delete(folder.resolve("a.bin"));
    }

    @Override
    protected Extractor create() {
        var options = new FileOptions(
                List.of(folder.resolve("a.bin")), List.of(), Optional.empty(), Optional.empty(), folder);
        return new FileExtractorFactory().create(options, TestContext.in(folder.resolve("home")));
    }
}
