package dev.tributary.etl.core.dataset;

import dev.tributary.etl.core.config.Place;
import dev.tributary.etl.core.internal.options.BindingScope;
import dev.tributary.etl.core.internal.options.BindingTrace;
import dev.tributary.etl.core.internal.options.ScalarTypes;
import dev.tributary.etl.core.internal.plugins.BoundPlugin;
import dev.tributary.etl.core.internal.plugins.PluginBinder;
import dev.tributary.etl.core.internal.plugins.PluginRegistry;
import dev.tributary.etl.core.internal.yaml.ProblemCollector;
import dev.tributary.etl.core.internal.yaml.SettingPath;
import dev.tributary.etl.core.internal.yaml.YamlNode;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.plugin.PluginFactory;
import java.util.List;
import java.util.Optional;

/**
 * One plugin of a dataset file with its options, found and checked; components are made of it, one at a time or many. Immutable, thread-safe.
 * Prints its plugin and place, never an option.
 */
public final class StageConfig {
    /** What the options are bound again with when components are made. */
    record Origin(YamlNode node, SettingPath path, PluginRegistry registry) {}

    private final BoundPlugin<?, ?> checked;
    private final Origin origin;

    StageConfig(BoundPlugin<?, ?> checked, Origin origin) {
        this.checked = checked;
        this.origin = origin;
    }

    /** The name that the file writes. */
    public String plugin() {
        return checked.factory().name();
    }

    /** {@code kind/name@revision}. */
    public String id() {
        return checked.id();
    }

    /** The interface that components implement: under {@code parse} it tells Parser from FileParser. */
    public Class<?> kind() {
        return checked.factory().kind();
    }

    /** The factory. */
    public PluginFactory<?, ?> factory() {
        return checked.factory();
    }

    /** The checked options; what stands in a component's place among them refuses every call. May hold secrets in their own type. */
    public Record options() {
        return checked.options();
    }

    /** Where the plugin is written. */
    public Place place() {
        return origin.node().place();
    }

    /** The setting, such as {@code load[0]}. */
    public String path() {
        return origin.path().text();
    }

    /**
     * Makes a component, with new components inside its options. Called as often as the plugin's kind asks; the caller closes what is
     * AutoCloseable.
     *
     * @throws EtlException of a factory; ConfigException when the options do not bind to the components made
     */
    public <T> T create(Class<T> kind, PluginContext context) {
        ProblemCollector problems = new ProblemCollector();
        BindingScope scope = new BindingScope(ScalarTypes.standard(), problems, new BindingTrace());
        PluginBinder binder = PluginBinder.creating(origin.registry(), scope, context);
        Optional<BoundPlugin<?, ?>> plugin = binder.bind(List.of(kind), origin.node(), origin.path());
        problems.throwIfAny();
        Object component = plugin.orElseThrow(() ->
                        new EtlException(StandardError.DEFECT, "Cannot make " + this + ": its options did not bind"))
                .create(context);
        return kind.cast(component);
    }

    @Override
    public String toString() {
        return id() + " at " + place();
    }
}
