package dev.tributary.etl.core.internal.options;

import dev.tributary.etl.core.internal.yaml.ProblemCollector;
import dev.tributary.etl.core.internal.yaml.SettingPath;
import dev.tributary.etl.core.internal.yaml.YamlMapping;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Calls a record's canonical constructor and reports what it refuses at the record's place. */
final class RecordMaker {
    private final ProblemCollector problems;

    RecordMaker(ProblemCollector problems) {
        this.problems = problems;
    }

    @Nullable
    Object make(Class<?> type, Object[] arguments, YamlMapping node, SettingPath path) {
        try {
            return constructor(type).newInstance(arguments);
        } catch (InvocationTargetException e) {
            problems.error(node.place(), path.text(), refused(e.getCause(), Redaction.of(node, arguments)));
        } catch (ReflectiveOperationException | RuntimeException e) {
            // Reflection fails on a record that its module does not open; the plugin cannot be configured then.
            String message = "Cannot make the options " + type.getName() + ": "
                    + e.getClass().getSimpleName();
            problems.error(node.place(), path.text(), Problem.of(StandardError.PLUGIN_INCOMPATIBLE, message));
        }
        return null;
    }

    private static Constructor<?> constructor(Class<?> type) throws NoSuchMethodException {
        Class<?>[] parameters = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        Constructor<?> constructor = type.getDeclaredConstructor(parameters);
        constructor.setAccessible(true);
        return constructor;
    }

    /** What a constructor throws may quote a value, so values that the file does not show are taken out of its text. */
    private static Problem refused(@Nullable Throwable cause, Redaction redaction) {
        if (cause instanceof Error error && !(cause instanceof LinkageError)) {
            throw error;
        }
        if (cause instanceof EtlException known) {
            return redaction.apply(known.problem());
        }
        String why = cause instanceof IllegalArgumentException && cause.getMessage() != null
                ? cause.getMessage()
                : String.valueOf(cause);
        return redaction.apply(Problem.of(StandardError.OPTION_INVALID, "Cannot use these options: " + why));
    }
}
