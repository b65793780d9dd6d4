package dev.tributary.etl.core.internal.options;

import dev.tributary.etl.core.internal.yaml.Excerpt;
import dev.tributary.etl.core.internal.yaml.SettingPath;
import dev.tributary.etl.core.internal.yaml.YamlMapping;
import dev.tributary.etl.core.internal.yaml.YamlNode;
import dev.tributary.etl.core.internal.yaml.YamlReader;
import dev.tributary.etl.core.internal.yaml.YamlScalar;
import dev.tributary.etl.spi.error.ErrorCode;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.plugin.Option;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Binds one mapping to one record: keys, older keys, defaults, and what the record itself refuses. */
final class RecordBinder {
    /** Binds one value; null when it cannot be, which is reported then. */
    @FunctionalInterface
    interface Values {
        @Nullable
        Object value(Type type, YamlNode node, SettingPath path);
    }

    private final BindingScope scope;
    private final Values values;

    RecordBinder(BindingScope scope, Values values) {
        this.scope = scope;
        this.values = values;
    }

    /** The keys of a record. */
    static List<String> keys(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(c -> OptionNames.snakeCase(c.getName()))
                .toList();
    }

    @Nullable
    Object bind(Class<?> type, YamlMapping node, SettingPath path) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] arguments = new Object[components.length];
        Set<String> read = new HashSet<>();
        boolean complete = true;
        for (int i = 0; i < components.length; i++) {
            Object value = component(components[i], node, path, read);
            arguments[i] = value;
            complete &= value != null;
        }
        reportUnknown(keys(type), node, path, read);
        return complete ? new RecordMaker(scope.problems()).make(type, arguments, node, path) : null;
    }

    private @Nullable Object component(
            RecordComponent component, YamlMapping node, SettingPath path, Set<String> read) {
        String key = OptionNames.snakeCase(component.getName());
        Optional<YamlMapping.Entry> entry = node.find(key);
        entry.ifPresent(e -> read.add(e.key()));
        for (String former : OptionNames.former(component)) {
            Optional<YamlMapping.Entry> older = node.find(former);
            older.ifPresent(e -> read.add(e.key()));
            older.ifPresent(e -> warnOfFormerName(e, key, path));
            if (entry.isPresent() && older.isPresent()) {
                String message = "Cannot read both '" + key + "' and its older name '" + former + "'";
                error(older.get(), path.key(former), StandardError.OPTION_INVALID, message, "remove '" + former + "'");
            }
            entry = entry.or(() -> older.map(e -> inUnit(e, component)));
        }
        Optional<YamlMapping.Entry> written = entry;
        return written.isPresent()
                ? values.value(component.getGenericType(), written.get().value(), path.key(key))
                : unwritten(component, node, path.key(key));
    }

    private static YamlMapping.Entry inUnit(YamlMapping.Entry entry, RecordComponent component) {
        boolean isNumber =
                entry.value() instanceof YamlScalar scalar && scalar.text().matches("[0-9]{1,18}");
        if (!isNumber || !entry.key().endsWith(OptionNames.SECONDS) || !OptionNames.isDuration(component)) {
            return entry;
        }
        YamlScalar seconds = (YamlScalar) entry.value();
        return new YamlMapping.Entry(entry.key(), entry.place(), seconds.withUnit("s"));
    }

    private void warnOfFormerName(YamlMapping.Entry entry, String key, SettingPath path) {
        String message = "The key '" + entry.key() + "' is an older name of '" + key + "'";
        Problem problem = Problem.of(StandardError.OPTION_UNKNOWN, message).withHint("write '" + key + "'");
        scope.problems().warn(entry.place(), path.key(entry.key()).text(), problem);
    }

    private @Nullable Object unwritten(RecordComponent component, YamlMapping node, SettingPath path) {
        Option option = component.getAnnotation(Option.class);
        if (option != null && !option.defaultValue().equals(Option.REQUIRED)) {
            YamlNode value = defaultNode(component, option.defaultValue(), node);
            return values.value(component.getGenericType(), value, path.asDefault());
        }
        Optional<EmptyValue> empty = EmptyValue.of(component.getType());
        if (empty.isPresent()) {
            scope.trace().absent(path, empty.get().shown());
            return empty.get().value();
        }
        String help = option == null ? "" : option.value();
        String example = option == null || option.example().isEmpty() ? "" : " (such as " + option.example() + ")";
        String key = OptionNames.snakeCase(component.getName());
        Problem problem = Problem.of(StandardError.OPTION_MISSING, "Cannot go on: '" + key + "' must be written");
        scope.problems().error(node.place(), path.text(), help.isEmpty() ? problem : problem.withHint(help + example));
        return null;
    }

    /** The default of a scalar is its text; any other is YAML. It stands where the record stands. */
    private YamlNode defaultNode(RecordComponent component, String text, YamlMapping node) {
        Class<?> type = component.getType();
        boolean isScalar = type.isEnum()
                || type == Optional.class
                || scope.types().find(type).isPresent();
        return isScalar
                ? YamlScalar.quoted(node.place(), text)
                : YamlReader.fragment(text, node.place(), scope.problems());
    }

    private void reportUnknown(List<String> known, YamlMapping node, SettingPath path, Set<String> read) {
        for (YamlMapping.Entry entry : node.entries()) {
            if (!read.contains(entry.key())) {
                String message = "Cannot use the key " + Excerpt.of(entry.key()) + ": nothing reads it";
                List<String> free =
                        known.stream().filter(k -> !read.contains(k)).toList();
                String hint = NearestName.hint(entry.key(), free.isEmpty() ? known : free);
                error(entry, path.key(entry.key()), StandardError.OPTION_UNKNOWN, message, hint);
            }
        }
    }

    private void error(YamlMapping.Entry at, SettingPath path, ErrorCode code, String message, String hint) {
        scope.problems()
                .error(at.place(), path.text(), Problem.of(code, message).withHint(hint));
    }
}
