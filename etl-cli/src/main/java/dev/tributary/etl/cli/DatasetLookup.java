package dev.tributary.etl.cli;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds dataset files by path or id. */
final class DatasetLookup {
    private static final List<String> FOLDERS = List.of("config/datasets", "examples/datasets");
    private static final String ID_KEY = "dataset_id:";

    private final Surroundings surroundings;
    private final Optional<Path> first;

    /** {@code first} is searched before the usual folders. */
    DatasetLookup(Surroundings surroundings, Optional<Path> first) {
        this.surroundings = surroundings;
        this.first = first;
    }

    /** The file that a path or an id stands for. */
    Path file(String dataset) throws IOException {
        if (isPath(dataset)) {
            return surroundings.resolve(Path.of(dataset));
        }
        Optional<Path> found = find(dataset);
        if (found.isEmpty()) {
            throw unknown(dataset);
        }
        return found.get();
    }

    /** The id that a path or an id stands for; an id needs no file. */
    String id(String dataset) throws IOException {
        Optional<Path> file = isPath(dataset) ? Optional.of(surroundings.resolve(Path.of(dataset))) : find(dataset);
        return file.isEmpty() ? dataset : idOf(file.get()).orElse(dataset);
    }

    private boolean isPath(String dataset) {
        return isYaml(dataset) || dataset.contains("/") || Files.isRegularFile(surroundings.resolve(Path.of(dataset)));
    }

    private static boolean isYaml(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".yaml") || lower.endsWith(".yml");
    }

    private Optional<Path> find(String id) throws IOException {
        for (Path folder : folders()) {
            Optional<Path> named = named(folder, id);
            Optional<Path> found = named.isPresent() ? named : declaring(folder, id);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private List<Path> folders() {
        List<Path> folders = new ArrayList<>();
        first.map(surroundings::resolve).ifPresent(folders::add);
        for (Path root : surroundings.folders()) {
            FOLDERS.forEach(folder -> folders.add(root.resolve(folder)));
        }
        return folders;
    }

    private static Optional<Path> named(Path folder, String id) {
        return Stream.of(id, id.replace('_', '-'))
                .flatMap(stem -> Stream.of(stem + ".yaml", stem + ".yml"))
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static Optional<Path> declaring(Path folder, String id) throws IOException {
        for (Path file : yamls(folder)) {
            if (idOf(file).filter(id::equals).isPresent()) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    private static List<Path> yamls(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> isYaml(f.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }

    /** The id as the file writes it. Files that are not valid YAML, or need variables, have one too. */
    private static Optional<String> idOf(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        return text.lines()
                .filter(line -> line.startsWith(ID_KEY))
                .map(line -> line.substring(ID_KEY.length())
                        .replaceFirst("\\s#.*", "")
                        .strip())
                .map(value -> value.replaceAll("^[\"']|[\"']$", ""))
                .findFirst();
    }

    private EtlException unknown(String id) throws IOException {
        String searched = folders().stream()
                .map(Path::toString)
                .reduce((a, b) -> a + ", " + b)
                .orElse("");
        String nearest = NearestName.of(id, known())
                .map(name -> "did you mean '" + name + "'? ")
                .orElse("");
        return new EtlException(
                StandardError.DATASET_UNKNOWN,
                "Cannot find the dataset '" + id + "': no such file, and no such id in " + searched,
                nearest + "give the path of a YAML file, or the folder with --datasets");
    }

    private List<String> known() throws IOException {
        List<String> ids = new ArrayList<>();
        for (Path folder : folders()) {
            for (Path file : yamls(folder)) {
                idOf(file).ifPresent(ids::add);
            }
        }
        return ids;
    }
}
