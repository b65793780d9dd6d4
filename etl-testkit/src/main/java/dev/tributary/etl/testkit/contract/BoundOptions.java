package dev.tributary.etl.testkit.contract;

import dev.tributary.etl.core.config.ConfigProblem;
import dev.tributary.etl.core.config.Place;
import dev.tributary.etl.core.internal.options.BindingScope;
import dev.tributary.etl.core.internal.options.BindingTrace;
import dev.tributary.etl.core.internal.options.OptionNames;
import dev.tributary.etl.core.internal.options.ScalarTypes;
import dev.tributary.etl.core.internal.plugins.BoundPlugin;
import dev.tributary.etl.core.internal.plugins.PluginBinder;
import dev.tributary.etl.core.internal.plugins.PluginRegistry;
import dev.tributary.etl.core.internal.yaml.ProblemCollector;
import dev.tributary.etl.core.internal.yaml.SettingPath;
import dev.tributary.etl.core.internal.yaml.YamlMapping;
import dev.tributary.etl.core.internal.yaml.YamlReader;
import dev.tributary.etl.core.internal.yaml.YamlScalar;
import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.plugin.PluginFactory;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A plugin's options as the engine binds them from lines of a file. */
record BoundOptions(List<ConfigProblem> problems, Optional<BoundPlugin<?, ?>> plugin) {
    /** Reads {@code lines} as a mapping and binds it; the plugins on the class path may stand inside. */
    static BoundOptions of(PluginFactory<?, ?> factory, List<String> lines) {
        var problems = new ProblemCollector();
        var scope = new BindingScope(ScalarTypes.standard(), problems, new BindingTrace());
        var registry = PluginRegistry.of(List.of(factory), List.of(BoundOptions.class.getClassLoader()));
        var text = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        var name = YamlScalar.quoted(Place.startOf("options.yaml"), factory.name());
        var written = lines.isEmpty()
                ? new YamlMapping(name.place(), List.of())
                : (YamlMapping) YamlReader.read("options.yaml", text, problems);
        var stage = written.with(new YamlMapping.Entry("plugin", name.place(), name));
        var bound =
                PluginBinder.checking(registry, scope).bind(List.<Class<?>>of(factory.kind()), stage, SettingPath.ROOT);
        return new BoundOptions(problems.errors(), bound);
    }

    static String key(RecordComponent component) {
        return OptionNames.snakeCase(component.getName());
    }

    Object make(PluginContext context) {
        return plugin.orElseThrow().create(context);
    }

    /** What a log would show of the options. */
    @Override
    public String toString() {
        return plugin.map(bound -> String.valueOf(bound.options())).orElse("not bound");
    }
}
