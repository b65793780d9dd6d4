package dev.tributary.etl.core.dataset;

import dev.tributary.etl.core.config.Place;
import dev.tributary.etl.core.internal.interpolation.Interpolator;
import dev.tributary.etl.core.internal.yaml.ProblemCollector;
import dev.tributary.etl.core.internal.yaml.SettingPath;
import dev.tributary.etl.core.internal.yaml.YamlMapping;
import dev.tributary.etl.core.internal.yaml.YamlNode;
import dev.tributary.etl.core.internal.yaml.YamlScalar;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Follows {@code extends} from a dataset file to the files that it builds on. Every node keeps the place where it is written. */
final class Inheritance {
    static final String KEY = "extends";
    private static final int MAX_FILES = 10;
    private static final SettingPath PATH = SettingPath.ROOT.key(KEY);

    private final ProblemCollector problems;
    private final Interpolator interpolator;
    private final SourceFiles files;
    private final List<DatasetSource> sources = new ArrayList<>();
    private boolean broken;

    Inheritance(ProblemCollector problems, Interpolator interpolator, SourceFiles files) {
        this.problems = problems;
        this.interpolator = interpolator;
        this.files = files;
    }

    /** The file's mapping on top of those of the files that it extends. */
    YamlMapping read(DatasetSource source) {
        sources.add(source);
        YamlMapping root = new DatasetDocument(problems).read(source);
        Optional<YamlMapping.Entry> entry = root.find(KEY);
        Optional<DatasetSource> parent = entry.flatMap(e -> parent(e.value()));
        broken |= entry.isPresent() && parent.isEmpty();
        return parent.isEmpty() ? root : Layers.merge(read(parent.get()), root);
    }

    /** Whether a file is missing; what else is wrong cannot be told from what that file says. */
    boolean isBroken() {
        return broken;
    }

    /** All files read, the dataset's own first. */
    List<DatasetSource> sources() {
        return List.copyOf(sources);
    }

    private Optional<DatasetSource> parent(YamlNode node) {
        YamlNode resolved = interpolator.resolve(node, PATH);
        if (!(resolved instanceof YamlScalar scalar) || scalar.isBlank()) {
            return refused(node.place(), "expected the path of a dataset file, found " + node.found());
        }
        if (scalar.isUnresolved()) {
            return Optional.empty();
        }
        try {
            Path file = Path.of(node.place().file()).resolveSibling(scalar.text());
            return isKnown(file) ? cycle(scalar, file) : Optional.of(files.read(file));
        } catch (InvalidPathException e) {
            return refused(node.place(), "expected the path of a dataset file, found " + node.found());
        } catch (IOException e) {
            String why = files.exists(Path.of(node.place().file()).resolveSibling(scalar.text()))
                    ? "it cannot be read (" + e.getClass().getSimpleName() + ")"
                    : "there is no such file";
            return refused(node.place(), "Cannot extend " + node.found() + ": " + why);
        }
    }

    private boolean isKnown(Path file) throws IOException {
        for (DatasetSource source : sources) {
            if (files.exists(file) && files.areSame(source.file(), file)) {
                return true;
            }
        }
        return sources.size() >= MAX_FILES;
    }

    private Optional<DatasetSource> cycle(YamlScalar scalar, Path file) {
        String chain = sources.stream().map(s -> s.file().toString()).collect(Collectors.joining(" extends "));
        String what = sources.size() >= MAX_FILES ? "more than " + MAX_FILES + " files" : "a file that extends itself";
        return refused(scalar.place(), "Cannot extend " + what + ": " + chain + " extends " + file);
    }

    private Optional<DatasetSource> refused(Place place, String why) {
        String message = why.startsWith("Cannot") ? why : "Cannot read the option: " + why;
        Problem problem = Problem.of(StandardError.OPTION_INVALID, message)
                .withHint("the path counts from the folder of the file that names it");
        problems.error(place, KEY, problem);
        return Optional.empty();
    }
}
