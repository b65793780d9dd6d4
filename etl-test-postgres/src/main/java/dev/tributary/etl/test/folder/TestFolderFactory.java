package dev.tributary.etl.test.folder;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/** Makes the {@code @TempDir} folders of all modules that have this one on their class path. */
public final class TestFolderFactory implements TempDirFactory {
    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext extension) {
        return TestFolders.create("junit-");
    }
}
