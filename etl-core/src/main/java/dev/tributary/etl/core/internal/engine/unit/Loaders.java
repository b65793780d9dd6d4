package dev.tributary.etl.core.internal.engine.unit;

import dev.tributary.etl.core.internal.engine.home.RunContext;
import dev.tributary.etl.core.internal.engine.plan.StageMaker;
import dev.tributary.etl.spi.stage.Loader;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The loaders of a job: none until they are made; all are closed, whichever of them fails at that. */
final class Loaders implements Closeable {
    private final List<Loader> made = new ArrayList<>();

    /** @throws RuntimeException of the first that cannot be made; those before it are closed with the others */
    void make(List<StageMaker<Loader>> makers, RunContext context) {
        makers.forEach(maker -> made.add(maker.make(context)));
    }

    List<Loader> all() {
        return Collections.unmodifiableList(made);
    }

    @Override
    public void close() throws IOException {
        IOException failure = null;
        for (var loader : made) {
            try {
                loader.close();
            } catch (IOException | RuntimeException e) {
                var next = e instanceof IOException io ? io : new IOException(loader + " cannot be closed: " + e, e);
                if (failure == null) {
                    failure = next;
                } else {
                    failure.addSuppressed(next);
                }
            }
        }
        made.clear();
        if (failure != null) {
            throw failure;
        }
    }
}
