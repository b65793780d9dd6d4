package dev.tributary.etl.core.dataset;

import dev.tributary.etl.core.config.Place;
import dev.tributary.etl.core.internal.options.BindingScope;
import dev.tributary.etl.core.internal.options.BindingTrace;
import dev.tributary.etl.core.internal.options.ScalarTypes;
import dev.tributary.etl.core.internal.plugins.PluginBinder;
import dev.tributary.etl.core.internal.plugins.PluginRegistry;
import dev.tributary.etl.core.internal.yaml.ProblemCollector;
import dev.tributary.etl.core.internal.yaml.SettingPath;
import dev.tributary.etl.core.internal.yaml.Source;
import dev.tributary.etl.core.internal.yaml.YamlMapping;
import dev.tributary.etl.core.internal.yaml.YamlNode;
import dev.tributary.etl.core.internal.yaml.YamlScalar;
import dev.tributary.etl.core.internal.yaml.YamlSequence;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.event.Notifier;
import dev.tributary.etl.spi.io.ObjectStore;
import dev.tributary.etl.spi.lock.LockManager;
import dev.tributary.etl.spi.stage.Loader;
import dev.tributary.etl.spi.stage.Normalizer;
import dev.tributary.etl.spi.stage.Transformer;
import dev.tributary.etl.spi.state.StateStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes a {@link Dataset} of the nodes of one file. Bound twice: the top-level keys first, then each stage to its plugin. One file each. */
final class DatasetBinder {
    private record Parts(DatasetSource source, Stages stages, Backends backends, List<String> plugins) {}

    private final ProblemCollector problems;
    private final Set<LaterFeature> refused;
    private final BindingTrace trace = new BindingTrace();
    private final PluginBinder plugins;
    private final StageBinder stages;
    private final DuplicatesBinder duplicatesBinder;

    DatasetBinder(PluginRegistry registry, ProblemCollector problems, Set<LaterFeature> refused) {
        this.problems = problems;
        this.refused = refused;
        ScalarTypes types = ScalarTypes.standard().with(Identifier.TYPE);
        BindingScope scope = new BindingScope(types, problems, trace);
        this.plugins = PluginBinder.checking(registry, scope);
        this.stages = new StageBinder(registry, plugins, scope);
        this.duplicatesBinder = new DuplicatesBinder(scope);
    }

    /** Everything is bound before anything is refused, so that all problems come at once. */
    Dataset bind(DatasetSource source, YamlMapping root) {
        Optional<DatasetFile> file = plugins.options().bind(DatasetFile.class, root, SettingPath.ROOT);
        Duplicates duplicates =
                find(root, "duplicates").map(duplicatesBinder::bind).orElse(Duplicates.DEFAULT);
        file.ifPresent(f -> refuseReserved(f, root));
        file.ifPresent(f -> refuseUnbuilt(f, duplicates, root));
        file.ifPresent(f -> warnOfOnePass(f, duplicates, root));
        Optional<StageConfig> extract = find(root, "extract").flatMap(stages::extract);
        List<ParseRule> parse = stages.parse(nodes(root, "parse"));
        List<StageConfig> normalize = stages.all(Normalizer.class, "normalize", nodes(root, "normalize"));
        List<StageConfig> transform = stages.all(Transformer.class, "transform", nodes(root, "transform"));
        List<StageConfig> load = stages.all(Loader.class, "load", nodes(root, "load"));
        List<String> used = List.copyOf(plugins.used());
        Backends backends = backends(root);
        problems.throwIfAny();
        DatasetFile bound = file.orElseThrow(() -> unbound(source));
        Stages all = new Stages(extract.orElseThrow(() -> unbound(source)), parse, normalize, transform, load);
        Dataset.Rules rules = new Dataset.Rules(bound.verify(), duplicates, bound.limits());
        return dataset(bound, rules, new Parts(source, all, backends, used));
    }

    private static EtlException unbound(DatasetSource source) {
        return new EtlException(
                StandardError.DEFECT, "Cannot read " + source.file() + ": it did not bind, without a reason");
    }

    private static Optional<YamlNode> find(YamlMapping root, String key) {
        return root.find(key).map(YamlMapping.Entry::value);
    }

    /** The plugins of a stage; a key without a value is reported by the top level. */
    private static List<YamlNode> nodes(YamlMapping root, String key) {
        Optional<YamlNode> node = find(root, key);
        if (node.isEmpty() || (node.get() instanceof YamlScalar scalar && scalar.isBlank())) {
            return List.of();
        }
        return node.get() instanceof YamlSequence list ? list.items() : List.of(node.get());
    }

    private Dataset dataset(DatasetFile file, Dataset.Rules rules, Parts parts) {
        String id = file.datasetId().value();
        return new Dataset(
                id,
                file.organization().map(Identifier::value).orElse(id),
                new Description(file.description(), file.licence(), file.citation(), file.provider(), file.frequency()),
                file.release(),
                parts.stages(),
                parts.backends(),
                file.run(),
                rules,
                file.retention(),
                new LaterSettings(file.quality()),
                file.tests(),
                identity(parts),
                problems.warnings(),
                trace.leaves().stream().map(DatasetBinder::setting).toList());
    }

    private Dataset.Identity identity(Parts parts) {
        var leaves = trace.leaves();
        return new Dataset.Identity(
                parts.source(), ConfigHash.of(leaves), ConfigHash.ofLoaders(leaves), parts.plugins());
    }

    private static Setting setting(BindingTrace.Leaf leaf) {
        List<String> sources = leaf.sources().stream().map(Source::toString).toList();
        return new Setting(leaf.path().text(), leaf.shown(), leaf.place(), sources);
    }

    private Backends backends(YamlMapping root) {
        return new Backends(
                backend(root, ObjectStore.class, "store", Backends.DEFAULT_STORE),
                backend(root, StateStore.class, "state", Backends.DEFAULT_STATE),
                backend(root, LockManager.class, "lock", Backends.DEFAULT_LOCK),
                stages.all(Notifier.class, "notify", nodes(root, "notify")));
    }

    private Optional<StageConfig> backend(YamlMapping root, Class<?> kind, String key, String defaultName) {
        return stages.backend(kind, key, new BackendChoice(find(root, key), defaultName, root.place()));
    }

    private void refuseReserved(DatasetFile file, YamlMapping root) {
        Identifier organization = file.organization().orElse(file.datasetId());
        if (organization.isReserved()) {
            String key = file.organization().isPresent() ? "organization" : "dataset_id";
            String message =
                    "Cannot use the " + key + " '" + organization.value() + "': the engine keeps a folder of that name";
            problems.error(
                    place(root, List.of(key)),
                    key,
                    Problem.of(StandardError.OPTION_INVALID, message).withHint("choose another name"));
        }
    }

    private void refuseUnbuilt(DatasetFile file, Duplicates duplicates, YamlMapping root) {
        for (LaterFeature feature : LaterFeature.values()) {
            if (refused.contains(feature) && feature.isAsked(file, duplicates)) {
                Problem problem = Problem.of(
                                StandardError.OPTION_INVALID,
                                "Cannot run this dataset: not built yet: " + feature.title())
                        .withHint("remove the setting");
                problems.error(place(root, feature.keys()), feature.path(), problem);
            }
        }
    }

    /** What is written is not done: that is said. */
    private void warnOfOnePass(DatasetFile file, Duplicates duplicates, YamlMapping root) {
        boolean written = find(root, "run")
                .filter(run -> run instanceof YamlMapping mapping
                        && mapping.find("mode").isPresent())
                .isPresent();
        if (written && duplicates.rule() != Duplicates.Rule.FIRST && file.run().mode() == RunSettings.Mode.DIRECT) {
            Problem problem = Problem.of(
                            StandardError.OPTION_INVALID,
                            "Cannot run in one pass: which record of a key is kept is decided when all are parsed;"
                                    + " the run is staged")
                    .withHint("remove 'mode', or write 'staged'");
            problems.warn(place(root, List.of("run", "mode")), "run.mode", problem);
        }
    }

    private static Place place(YamlMapping root, List<String> keys) {
        Place place = root.place();
        YamlNode node = root;
        for (String key : keys) {
            Optional<YamlMapping.Entry> entry =
                    node instanceof YamlMapping mapping ? mapping.find(key) : Optional.empty();
            if (entry.isEmpty()) {
                return place;
            }
            place = entry.get().place();
            node = entry.get().value();
        }
        return place;
    }
}
