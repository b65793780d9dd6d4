package dev.tributary.etl.core.dataset;

import dev.tributary.etl.core.config.ConfigException;
import dev.tributary.etl.core.config.Place;
import dev.tributary.etl.core.internal.interpolation.Interpolator;
import dev.tributary.etl.core.internal.interpolation.VariableSchemes;
import dev.tributary.etl.core.internal.plugins.PluginRegistry;
import dev.tributary.etl.core.internal.yaml.ProblemCollector;
import dev.tributary.etl.core.internal.yaml.SettingPath;
import dev.tributary.etl.core.internal.yaml.YamlMapping;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads dataset files. Thread-safe; does no more I/O than reading the file, those it extends and those that {@code ${file:...}} names. */
public final class DatasetReader {
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
     * @param file a YAML file; relative paths count from the folder of the file that they are written in
     * @param parameters what {@code ${param:NAME}} stands for
     * @param environment what {@code ${NAME}} stands for
     * @throws ConfigException with all that is wrong in the file
     */
    public Dataset read(
            Path file, Map<String, String> parameters, Map<String, String> environment, PluginRegistry registry) {
        return read(source(file), new Outside(parameters, environment, registry), SourceFiles.DISK);
    }

    /**
     * Reads a dataset file again as it was when a job began; what it names with {@code ${...}} is looked up here and now.
     *
     * @param sources the file and those that it extends, its own first; their paths say what relative paths count from
     * @throws ConfigException with all that is wrong in the file
     */
    public Dataset reread(
            List<DatasetSource> sources,
            Map<String, String> parameters,
            Map<String, String> environment,
            PluginRegistry registry) {
        var outside = new Outside(parameters, environment, registry);
        return read(sources.get(0), outside, SourceFiles.recorded(sources));
    }

    /** What a file may refer to. */
    private record Outside(Map<String, String> parameters, Map<String, String> environment, PluginRegistry registry) {}

    private Dataset read(DatasetSource source, Outside outside, SourceFiles files) {
        ProblemCollector problems = new ProblemCollector();
        Interpolator interpolator =
                new Interpolator(VariableSchemes.standard(outside.environment(), outside.parameters()), problems);
        Inheritance inheritance = new Inheritance(problems, interpolator, files);
        YamlMapping merged = inheritance.read(source);
        if (inheritance.isBroken()) {
            problems.throwIfAny();
        }
        YamlMapping resolved = interpolator.mapping(merged, SettingPath.ROOT);
        DatasetSource whole = source.with(inheritance.sources());
        return new DatasetBinder(outside.registry(), problems, refused).bind(whole, resolved);
    }

    private static DatasetSource source(Path file) {
        try {
            return DatasetSource.read(file);
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
