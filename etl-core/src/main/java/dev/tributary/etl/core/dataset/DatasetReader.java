package dev.tributary.etl.core.dataset;

import dev.tributary.etl.core.config.ConfigException;
import dev.tributary.etl.core.config.Place;
import dev.tributary.etl.core.internal.interpolation.Interpolator;
import dev.tributary.etl.core.internal.interpolation.VariableSchemes;
import dev.tributary.etl.core.internal.plugins.PluginRegistry;
import dev.tributary.etl.core.internal.yaml.ProblemCollector;
import dev.tributary.etl.core.internal.yaml.SettingPath;
import dev.tributary.etl.core.internal.yaml.YamlMapping;
import dev.tributary.etl.core.internal.yaml.YamlNode;
import dev.tributary.etl.core.internal.yaml.YamlReader;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Reads dataset files. Thread-safe; does no more I/O than reading the file and those that {@code ${file:...}} names. */
public final class DatasetReader {
    /** One byte more than the YAML reader takes: it refuses the rest with its reason. */
    private static final int MAX_BYTES = (1 << 20) + 1;

    private final Set<LaterFeature> refused;

    /** A reader that refuses what this engine does not do yet. */
    public DatasetReader() {
        this(EnumSet.allOf(LaterFeature.class));
    }

    DatasetReader(Set<LaterFeature> refused) {
        this.refused = Set.copyOf(refused);
    }

    /**
     * Reads, checks and completes a dataset file.
     *
     * @param file a YAML file; relative options count from its folder
     * @param parameters what {@code ${param:NAME}} stands for
     * @param environment what {@code ${NAME}} stands for
     * @throws ConfigException with all that is wrong in the file
     */
    public Dataset read(
            Path file, Map<String, String> parameters, Map<String, String> environment, PluginRegistry registry) {
        DatasetSource source = new DatasetSource(file, bytes(file));
        ProblemCollector problems = new ProblemCollector();
        YamlMapping root = root(source, problems);
        Path folder = folder(file);
        Interpolator interpolator =
                new Interpolator(VariableSchemes.standard(folder, environment, parameters), problems);
        YamlMapping resolved = interpolator.mapping(root, SettingPath.ROOT);
        YamlMapping today = new OlderNames(problems).rewrite(resolved);
        return new DatasetBinder(registry, folder, problems, refused).bind(source, today);
    }

    private static YamlMapping root(DatasetSource source, ProblemCollector problems) {
        String name = source.file().toString();
        YamlNode node = YamlReader.read(name, source.bytes(), problems);
        if (!(node instanceof YamlMapping mapping)) {
            Problem problem = Problem.of(
                            StandardError.CONFIG_UNREADABLE,
                            "Cannot read the document: expected a mapping, found " + node.found())
                    .withHint("a dataset file begins with dataset_id");
            problems.error(node.place(), "", problem);
            problems.throwIfAny();
            throw new ConfigException(problems.errors());
        }
        if (name.endsWith(".yml")) {
            Problem problem = Problem.of(StandardError.OPTION_UNKNOWN, "The ending .yml is an older one")
                    .withHint("name the file .yaml");
            problems.warn(Place.startOf(name), "", problem);
        }
        return withoutShelves(mapping);
    }

    /** Keys {@code x-*} only hold anchors for other keys. */
    private static YamlMapping withoutShelves(YamlMapping root) {
        return new YamlMapping(
                root.place(),
                root.entries().stream().filter(e -> !e.key().startsWith("x-")).toList());
    }

    private static Path folder(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }

    private static byte[] bytes(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MAX_BYTES);
        } catch (NoSuchFileException e) {
            throw unreadable(
                    file, Problem.of(StandardError.DATASET_UNKNOWN, "Cannot read the dataset file: it does not exist"));
        } catch (IOException e) {
            String why = "Cannot read the dataset file: " + e.getClass().getSimpleName() + " (" + e.getMessage() + ")";
            throw unreadable(file, Problem.of(StandardError.CONFIG_UNREADABLE, why));
        }
    }

    private static ConfigException unreadable(Path file, Problem problem) {
        return ConfigException.of(
                Place.startOf(file.toString()), "", problem.withHint("check the path and its rights"));
    }
}
