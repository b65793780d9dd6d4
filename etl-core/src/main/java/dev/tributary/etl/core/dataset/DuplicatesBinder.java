package dev.tributary.etl.core.dataset;

import dev.tributary.etl.core.internal.options.BindingScope;
import dev.tributary.etl.core.internal.yaml.SettingPath;
import dev.tributary.etl.core.internal.yaml.YamlMapping;
import dev.tributary.etl.core.internal.yaml.YamlNode;
import dev.tributary.etl.core.internal.yaml.YamlScalar;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import java.util.Optional;

/** Binds {@code duplicates: first} and {@code duplicates: {newest: FIELD}}. */
final class DuplicatesBinder {
    private static final SettingPath PATH = SettingPath.ROOT.key("duplicates");
    private final BindingScope scope;

    DuplicatesBinder(BindingScope scope) {
        this.scope = scope;
    }

    Duplicates bind(YamlNode node) {
        Optional<YamlScalar> field = field(node);
        Optional<YamlScalar> written = node instanceof YamlScalar scalar ? Optional.of(scalar) : field;
        if (written.filter(YamlScalar::isUnresolved).isPresent()) {
            return Duplicates.DEFAULT;
        }
        String prefix = field.isPresent() ? "newest: " : "";
        try {
            Duplicates duplicates =
                    Duplicates.parse(prefix + written.map(YamlScalar::text).orElse(""));
            written.ifPresent(s -> scope.trace().typed(field.isPresent() ? PATH.key("newest") : PATH, s));
            return duplicates;
        } catch (IllegalArgumentException e) {
            String message = "Cannot read the option: expected " + e.getMessage() + ", found " + node.found();
            scope.problems().error(node.place(), PATH.text(), Problem.of(StandardError.OPTION_INVALID, message));
            return Duplicates.DEFAULT;
        }
    }

    private static Optional<YamlScalar> field(YamlNode node) {
        if (node instanceof YamlMapping mapping && mapping.entries().size() == 1) {
            return mapping.find("newest")
                    .map(YamlMapping.Entry::value)
                    .filter(YamlScalar.class::isInstance)
                    .map(YamlScalar.class::cast);
        }
        return Optional.empty();
    }
}
