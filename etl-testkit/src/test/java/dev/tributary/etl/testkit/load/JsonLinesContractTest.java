package dev.tributary.etl.testkit.load;

import dev.tributary.etl.core.internal.load.Compression;
import dev.tributary.etl.core.internal.load.JsonLinesFactory;
import dev.tributary.etl.core.internal.load.JsonLinesOptions;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Origin;
import dev.tributary.etl.spi.stage.LoadReceipt;
import dev.tributary.etl.spi.stage.Loader;
import dev.tributary.etl.testkit.TestContext;
import dev.tributary.etl.testkit.contract.LoaderContract;
import dev.tributary.etl.testkit.contract.PublishedFiles;
import dev.tributary.etl.testkit.contract.SampleRecords;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class JsonLinesContractTest extends LoaderContract {
    @Override
    protected Loader newLoader(Path home) {
        var options = new JsonLinesOptions(Optional.empty(), List.of(), Compression.NONE);
        return new JsonLinesFactory().create(options, TestContext.in(home));
    }

    @Override
    protected Map<String, String> published(Path home, List<LoadReceipt> receipts) throws Exception {
        return PublishedFiles.of(home.resolve("output/test_dataset/2026_01"));
    }

    /** Its name has no UTF-8 form. */
    @Override
    protected Optional<DataRecord> unloadable() {
        DataRecord good = SampleRecords.record(9, 9);
        return Optional.of(SampleRecords.TYPE
                .record(Origin.ofFile(0, "x"), "bad", "\ud800", null, null, null)
                .withHash(good.hash().orElseThrow())
                .withJson(good.json().orElseThrow()));
    }
}
