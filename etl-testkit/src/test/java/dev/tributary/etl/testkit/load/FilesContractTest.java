package dev.tributary.etl.testkit.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.etl.core.internal.format.JsonFormatFactory;
import dev.tributary.etl.core.internal.load.FilesFactory;
import dev.tributary.etl.core.internal.load.FilesOptions;
import dev.tributary.etl.core.internal.store.Durability;
import dev.tributary.etl.core.internal.store.LocalObjectStore;
import dev.tributary.etl.spi.plugin.PluginFactory.NoOptions;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Origin;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.stage.LoadReceipt;
import dev.tributary.etl.spi.stage.Loader;
import dev.tributary.etl.spi.stage.Upload;
import dev.tributary.etl.testkit.TestContext;
import dev.tributary.etl.testkit.contract.LoaderContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;

class FilesContractTest extends LoaderContract {
    private final Map<Path, LocalObjectStore> stores = new TreeMap<>();

    private LocalObjectStore store(Path home) throws IOException {
        LocalObjectStore store = stores.get(home);
        if (store == null) {
            store = new LocalObjectStore(home.resolve("objects"), Durability.ESSENTIAL);
            stores.put(home, store);
        }
        return store;
    }

    @AfterEach
    void close() throws IOException {
        for (LocalObjectStore store : stores.values()) {
            store.close();
        }
    }

    @Override
    protected Loader newLoader(Path home) throws Exception {
        var context = TestContext.in(home).withObjects(store(home));
        context.withFormat("json", new JsonFormatFactory().create(new NoOptions(), context));
        return new FilesFactory().create(new FilesOptions(List.of("json")), context);
    }

    /** Readers go by the release, so objects that no receipt names are not there for them. */
    @Override
    protected Map<String, String> published(Path home, List<LoadReceipt> receipts) throws Exception {
        var files = new TreeMap<String, String>();
        for (LoadReceipt receipt : receipts) {
            for (Upload upload : receipt.uploads()) {
                var object = store(home).head(upload.key()).orElseThrow();
                try (var in = store(home).open(object, 0, -1)) {
                    files.put(upload.key(), new String(in.readAllBytes(), UTF_8));
                }
            }
        }
        return files;
    }

    /** A value of no kind that records may hold. */
    @Override
    protected Optional<DataRecord> unloadable() {
        var type = RecordType.named("bad")
                .column("id", RecordType.Kind.TEXT)
                .column("values", RecordType.Kind.LIST)
                .key("id")
                .build();
        return Optional.of(type.record(Origin.ofFile(0, "x"), "bad", List.of(new Object())));
    }
}
