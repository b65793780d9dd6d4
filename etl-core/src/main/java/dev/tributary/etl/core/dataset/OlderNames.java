package dev.tributary.etl.core.dataset;

import dev.tributary.etl.core.internal.yaml.ProblemCollector;
import dev.tributary.etl.core.internal.yaml.YamlMapping;
import dev.tributary.etl.core.internal.yaml.YamlNode;
import dev.tributary.etl.core.internal.yaml.YamlScalar;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import java.util.List;
import java.util.Optional;

/** Rewrites the top-level keys of older dataset files to today's, with a warning each; refuses what has no successor. */
final class OlderNames {
    private final ProblemCollector problems;

    OlderNames(ProblemCollector problems) {
        this.problems = problems;
    }

    YamlMapping rewrite(YamlMapping root) {
        YamlMapping result = source(root);
        for (String stage : List.of("extract", "state", "lock")) {
            result = kind(result, stage);
        }
        result = parseConfig(result);
        Optional<YamlMapping.Entry> window = result.find("windowInDays");
        window.ifPresent(this::refuseWindow);
        return result.without("windowInDays");
    }

    private YamlMapping source(YamlMapping root) {
        Optional<YamlMapping.Entry> source = root.find("source");
        if (source.isEmpty()) {
            return root;
        }
        if (root.find("extract").isPresent()) {
            refuse(source.get(), "Cannot read both 'extract' and its older name 'source'", "remove 'source'");
            return root.without("source");
        }
        warn(source.get(), "source", "The key 'source' is an older name of 'extract'", "write 'extract'");
        return root.without("source").with(renamed(source.get(), "extract"));
    }

    private YamlMapping kind(YamlMapping root, String stage) {
        Optional<YamlMapping.Entry> entry = root.find(stage);
        if (entry.isEmpty() || !(entry.get().value() instanceof YamlMapping options)) {
            return root;
        }
        Optional<YamlMapping.Entry> kind = options.find("kind");
        if (kind.isEmpty() || options.find("plugin").isPresent()) {
            return root;
        }
        warn(kind.get(), stage + ".kind", "The key 'kind' is an older name of 'plugin' here", "write 'plugin'");
        YamlMapping renamed = options.without("kind").with(renamed(kind.get(), "plugin"));
        return root.with(new YamlMapping.Entry(stage, entry.get().place(), renamed));
    }

    /** What stood beside the parser are its options today. */
    private YamlMapping parseConfig(YamlMapping root) {
        Optional<YamlMapping.Entry> older = root.find("parse_config");
        if (older.isEmpty()) {
            return root;
        }
        Optional<YamlMapping> parser = root.find("parse").flatMap(e -> asMapping(e.value()));
        if (parser.isEmpty() || !(older.get().value() instanceof YamlMapping options)) {
            refuse(
                    older.get(),
                    "Cannot use 'parse_config': there is no single parser to give it to",
                    "write the options under 'parse'");
            return root.without("parse_config");
        }
        warn(
                older.get(),
                "parse_config",
                "The options under 'parse_config' belong to the parser",
                "write them under 'parse'");
        YamlMapping merged = parser.get();
        for (YamlMapping.Entry option : options.entries()) {
            if (merged.find(option.key()).isPresent()) {
                refuse(
                        option,
                        "Cannot read '" + option.key() + "' under both 'parse' and 'parse_config'",
                        "remove one of them");
            }
            merged = merged.with(option);
        }
        return root.without("parse_config").with(new YamlMapping.Entry("parse", merged.place(), merged));
    }

    private static Optional<YamlMapping> asMapping(YamlNode parser) {
        if (parser instanceof YamlMapping mapping) {
            return Optional.of(mapping);
        }
        return parser instanceof YamlScalar name ? Optional.of(plugin(name)) : Optional.empty();
    }

    /** The long form of a plugin that is written as its name alone. */
    static YamlMapping plugin(YamlScalar name) {
        return new YamlMapping(name.place(), List.of(new YamlMapping.Entry("plugin", name.place(), name)));
    }

    private void refuseWindow(YamlMapping.Entry entry) {
        refuse(
                entry,
                "Cannot use 'windowInDays': not built yet: a moving window of days",
                "remove the key to load everything");
    }

    private static YamlMapping.Entry renamed(YamlMapping.Entry entry, String key) {
        return new YamlMapping.Entry(key, entry.place(), entry.value());
    }

    private void warn(YamlMapping.Entry entry, String path, String message, String hint) {
        problems.warn(
                entry.place(),
                path,
                Problem.of(StandardError.OPTION_UNKNOWN, message).withHint(hint));
    }

    private void refuse(YamlMapping.Entry entry, String message, String hint) {
        problems.error(
                entry.place(),
                entry.key(),
                Problem.of(StandardError.OPTION_INVALID, message).withHint(hint));
    }
}
