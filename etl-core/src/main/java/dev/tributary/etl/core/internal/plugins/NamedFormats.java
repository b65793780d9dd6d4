package dev.tributary.etl.core.internal.plugins;

import dev.tributary.etl.core.config.Place;
import dev.tributary.etl.core.internal.options.BindingScope;
import dev.tributary.etl.core.internal.options.BindingTrace;
import dev.tributary.etl.core.internal.options.ScalarTypes;
import dev.tributary.etl.core.internal.yaml.ProblemCollector;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.stage.RecordFormat;

/** Makes the formats that stages ask for by name; nobody writes options there, so all have their defaults. Thread-safe. */
public final class NamedFormats {
    private final PluginRegistry registry;

    public NamedFormats(PluginRegistry registry) {
        this.registry = registry;
    }

    /**
     * Makes {@code {record_type}/{name}}, else {@code {name}}.
     *
     * @throws EtlException PLUGIN_UNKNOWN with the known names; ConfigException when the format has an option without default
     */
    public RecordFormat make(String recordType, String name, PluginContext context) {
        var problems = new ProblemCollector();
        var scope = new BindingScope(ScalarTypes.standard(), problems, new BindingTrace());
        var bound = PluginBinder.creating(registry, scope, context)
                .withDefaults(registry.format(recordType, name), Place.startOf("format " + name));
        problems.throwIfAny();
        return bound.orElseThrow(() ->
                        new EtlException(StandardError.DEFECT, "Cannot make the format " + name + ": it did not bind"))
                .create(context);
    }
}
