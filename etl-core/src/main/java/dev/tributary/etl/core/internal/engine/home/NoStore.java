package dev.tributary.etl.core.internal.engine.home;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.io.ByteSource;
import dev.tributary.etl.spi.io.ObjectStore;
import dev.tributary.etl.spi.io.StoredObject;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** A store that refuses every call and says why. */
final class NoStore implements ObjectStore {
    static final NoStore OF_PURE_STAGES =
            new NoStore("parsers and normalizers are pure functions", "do the I/O in a transformer or a loader");
    static final NoStore WITHOUT_HOME =
            new NoStore("a preview touches nothing", "preview an earlier stage, or run it with --dry-run");

    private final String why;
    private final String hint;

    private NoStore(String why, String hint) {
        this.why = why;
        this.hint = hint;
    }

    private EtlException refused() {
        return new EtlException(StandardError.DEFECT, "Cannot use the object store here: " + why, hint);
    }

    @Override
    public Optional<StoredObject> head(String key) {
        throw refused();
    }

    @Override
    public InputStream open(StoredObject object, long offset, long length) {
        throw refused();
    }

    @Override
    public StoredObject put(String key, ByteSource content) {
        throw refused();
    }

    @Override
    public Optional<StoredObject> putIfAbsent(String key, ByteSource content) {
        throw refused();
    }

    @Override
    public Optional<StoredObject> putIfVersion(String key, ByteSource content, String version) {
        throw refused();
    }

    @Override
    public List<StoredObject> list(String prefix, String after, int limit) {
        throw refused();
    }

    @Override
    public void delete(String key) {
        throw refused();
    }
}
