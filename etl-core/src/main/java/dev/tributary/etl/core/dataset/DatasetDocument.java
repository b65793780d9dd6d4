package dev.tributary.etl.core.dataset;

import dev.tributary.etl.core.config.ConfigException;
import dev.tributary.etl.core.config.Place;
import dev.tributary.etl.core.internal.yaml.ProblemCollector;
import dev.tributary.etl.core.internal.yaml.YamlMapping;
import dev.tributary.etl.core.internal.yaml.YamlNode;
import dev.tributary.etl.core.internal.yaml.YamlReader;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;

/** Reads the text of one dataset file into its top-level mapping, under today's names and without anchor shelves. */
final class DatasetDocument {
    private final ProblemCollector problems;

    DatasetDocument(ProblemCollector problems) {
        this.problems = problems;
    }

    YamlMapping read(DatasetSource source) {
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
        return new OlderNames(problems).rewrite(withoutShelves(mapping));
    }

    /** Keys {@code x-*} only hold anchors for other keys. */
    private static YamlMapping withoutShelves(YamlMapping root) {
        return new YamlMapping(
                root.place(),
                root.entries().stream().filter(e -> !e.key().startsWith("x-")).toList());
    }
}
