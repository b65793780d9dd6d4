package dev.tributary.etl.core.internal.engine.unit;

import dev.tributary.etl.core.internal.fetch.Digests;
import dev.tributary.etl.core.internal.stage.Attachments;
import dev.tributary.etl.core.internal.store.KeyEncoding;
import dev.tributary.etl.spi.io.ByteSource;
import dev.tributary.etl.spi.io.ObjectStore;
import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.record.Attachment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Spools attached streams and stores them under their SHA-256, so that the same bytes give the same object on every attempt. */
public final class StoredAttachments implements Attachments {
    private final PluginContext context;
    private final ObjectStore store;

    public StoredAttachments(PluginContext context) {
        this.context = context;
        this.store = context.objects();
    }

    @Override
    public Attachment store(String format, InputStream content) throws IOException, InterruptedException {
        var spool = context.scratch().resolve("attachment");
        Digests digests;
        try (content;
                var out = Files.newOutputStream(spool)) {
            digests = Digests.copy(content, out, List.of(), n -> {});
        }
        try {
            var name = digests.sha256() + "." + KeyEncoding.segment(format);
            var key = "attachments/" + KeyEncoding.path(context.organization(), name);
            var made = store.putIfAbsent(key, new Spool(key, spool));
            var object = made.isPresent() ? made : store.head(key);
            return new Attachment(
                    format, object.orElseThrow(() -> new IOException("Cannot store " + key + ": it vanished")));
        } finally {
            Files.deleteIfExists(spool);
        }
    }

    private record Spool(String name, Path file) implements ByteSource {
        @Override
        public long size() {
            return -1;
        }

        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(file);
        }
    }
}
