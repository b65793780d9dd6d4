package dev.tributary.etl.core.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Where the texts of dataset files come from. */
interface SourceFiles {
    /** Files as they are now. */
    SourceFiles DISK = new SourceFiles() {
        @Override
        public DatasetSource read(Path file) throws IOException {
            return DatasetSource.read(file);
        }

        @Override
        public boolean exists(Path file) {
            return Files.exists(file);
        }

        @Override
        public boolean areSame(Path one, Path other) throws IOException {
            return Files.isSameFile(one, other);
        }
    };

    /** Files as they were when a job began, wherever that was. */
    static SourceFiles recorded(List<DatasetSource> sources) {
        Map<Path, DatasetSource> byPath =
                sources.stream().collect(Collectors.toMap(source -> known(source.file()), Function.identity()));
        return new SourceFiles() {
            @Override
            public DatasetSource read(Path file) throws IOException {
                DatasetSource source = byPath.get(known(file));
                if (source == null) {
                    throw new NoSuchFileException(file.toString());
                }
                return source;
            }

            @Override
            public boolean exists(Path file) {
                return byPath.containsKey(known(file));
            }

            @Override
            public boolean areSame(Path one, Path other) {
                return known(one).equals(known(other));
            }
        };
    }

    private static Path known(Path file) {
        return file.toAbsolutePath().normalize();
    }

    DatasetSource read(Path file) throws IOException;

    boolean exists(Path file);

    /** Of files that both exist. */
    boolean areSame(Path one, Path other) throws IOException;
}
