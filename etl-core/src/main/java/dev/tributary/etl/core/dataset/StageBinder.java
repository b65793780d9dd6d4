package dev.tributary.etl.core.dataset;

import dev.tributary.etl.core.internal.options.BindingScope;
import dev.tributary.etl.core.internal.plugins.PluginBinder;
import dev.tributary.etl.core.internal.plugins.PluginKinds;
import dev.tributary.etl.core.internal.plugins.PluginRegistry;
import dev.tributary.etl.core.internal.yaml.SettingPath;
import dev.tributary.etl.core.internal.yaml.YamlMapping;
import dev.tributary.etl.core.internal.yaml.YamlNode;
import dev.tributary.etl.core.internal.yaml.YamlScalar;
import dev.tributary.etl.core.internal.yaml.YamlSequence;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.stage.Extractor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

/** Binds the stages of a dataset file to their plugins; what is wrong is reported and left out. */
final class StageBinder {
    private final PluginRegistry registry;
    private final PluginBinder binder;
    private final BindingScope scope;

    StageBinder(PluginRegistry registry, PluginBinder binder, BindingScope scope) {
        this.registry = registry;
        this.binder = binder;
        this.scope = scope;
    }

    Optional<StageConfig> extract(YamlNode node) {
        SettingPath path = SettingPath.ROOT.key("extract");
        if (node instanceof YamlSequence list && list.items().size() == 1) {
            return stage(List.of(Extractor.class), list.items().get(0), path);
        }
        if (node instanceof YamlSequence list) {
            String message = "Cannot use " + list.items().size() + " extractors: a dataset has one";
            scope.problems().error(node.place(), path.text(), Problem.of(StandardError.OPTION_INVALID, message));
            return Optional.empty();
        }
        return stage(List.of(Extractor.class), node, path);
    }

    List<StageConfig> all(Class<?> kind, String key, List<YamlNode> nodes) {
        List<StageConfig> stages = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            stage(List.of(kind), nodes.get(i), SettingPath.ROOT.key(key).index(i))
                    .ifPresent(stages::add);
        }
        return stages;
    }

    /** The back end that is written, else the default when the registry has it. */
    Optional<StageConfig> backend(Class<?> kind, String key, BackendChoice choice) {
        SettingPath path = SettingPath.ROOT.key(key);
        if (choice.written().isPresent()) {
            return stage(List.of(kind), choice.written().get(), path);
        }
        if (!registry.has(kind, choice.defaultName())) {
            return Optional.empty();
        }
        YamlScalar name = YamlScalar.quoted(choice.place(), choice.defaultName());
        return stage(List.of(kind), name, path.asDefault());
    }

    List<ParseRule> parse(List<YamlNode> nodes) {
        List<ParseRule> rules = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            rule(nodes.get(i), SettingPath.ROOT.key("parse").index(i)).ifPresent(rules::add);
            boolean takesAll =
                    !rules.isEmpty() && rules.get(rules.size() - 1).files().isEmpty();
            if (takesAll && i + 1 < nodes.size()) {
                warnOfUnreachable(nodes.get(i + 1), i + 1);
                takesAll = false;
            }
        }
        return rules;
    }

    private Optional<ParseRule> rule(YamlNode node, SettingPath path) {
        YamlNode parser = node;
        List<String> globs = List.of();
        if (node instanceof YamlMapping mapping && mapping.find("files").isPresent()) {
            YamlMapping.Entry files = mapping.find("files").get();
            globs = globs(files.value(), path.key("files"));
            parser = mapping.without("files");
        }
        List<String> bound = globs;
        return stage(PluginKinds.PARSE, parser, path).map(stage -> new ParseRule(bound, stage));
    }

    private List<String> globs(YamlNode node, SettingPath path) {
        YamlMapping.Entry entry = new YamlMapping.Entry("files", node.place(), node);
        Optional<FileGlobs> bound =
                binder.options().bind(FileGlobs.class, new YamlMapping(node.place(), List.of(entry)), parent(path));
        List<String> files = bound.map(FileGlobs::files).orElse(List.of());
        for (String glob : files) {
            checkGlob(glob, node, path);
        }
        return files;
    }

    private static SettingPath parent(SettingPath path) {
        return new SettingPath(path.text().substring(0, path.text().lastIndexOf('.')), path.isWritten());
    }

    private void checkGlob(String glob, YamlNode node, SettingPath path) {
        try {
            ParseRule.matcher(glob);
        } catch (PatternSyntaxException e) {
            String message = "Cannot read the glob: " + e.getDescription();
            scope.problems().error(node.place(), path.text(), Problem.of(StandardError.OPTION_INVALID, message));
        }
    }

    private void warnOfUnreachable(YamlNode node, int index) {
        String message = "This parser never gets a file: the one before has no 'files' and takes all";
        Problem problem =
                Problem.of(StandardError.OPTION_INVALID, message).withHint("write 'files' there, or remove this");
        scope.problems().warn(node.place(), "parse[" + index + "]", problem);
    }

    private Optional<StageConfig> stage(List<Class<?>> kinds, YamlNode node, SettingPath path) {
        return binder.bind(kinds, node, path)
                .map(bound -> new StageConfig(bound, new StageConfig.Origin(node, path, registry)));
    }
}
