package dev.tributary.etl.core.internal.options;

import dev.tributary.etl.core.internal.yaml.SettingPath;
import dev.tributary.etl.core.internal.yaml.YamlNode;
import org.jspecify.annotations.Nullable;

/** Makes what stands for a component that is a plugin itself. */
@FunctionalInterface
public interface Components {
    /** An object of the kind; null when it cannot be made, which is reported then. */
    @Nullable
    Object component(Class<?> kind, YamlNode node, SettingPath path);
}
