package dev.tributary.etl.core.internal.engine.unit;

import dev.tributary.etl.core.internal.stage.ChunkProcessor;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One thread's stages, of one source at a time: chunks come nearly in the order of files and members. */
public final class StagesBySource implements Closeable {
    private final StageSet stages;
    private String source = "";
    private @Nullable ChunkProcessor processor;

    public StagesBySource(StageSet stages) {
        this.stages = stages;
    }

    public ChunkProcessor of(String name) throws IOException {
        var known = processor;
        if (known == null || !source.equals(name)) {
            close();
            known = stages.processor(name);
            processor = known;
            source = name;
        }
        return known;
    }

    @Override
    public void close() throws IOException {
        var known = processor;
        processor = null;
        if (known != null) {
            known.close();
        }
    }
}
