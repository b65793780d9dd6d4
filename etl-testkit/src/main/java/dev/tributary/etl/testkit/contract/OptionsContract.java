package dev.tributary.etl.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.plugin.Option;
import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.plugin.PluginFactory;
import dev.tributary.etl.spi.plugin.Secret;
import dev.tributary.etl.testkit.TestContext;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every plugin's options do. Extend it, give the factory and an example; all goes through the engine's own binder, as a dataset file does.
 * Wrong values must be told with their place, whatever they are, and secrets must not be told at all.
 */
public abstract class OptionsContract {
    private static final String CANARY = "canary-7f3a";
    private static final List<String> NONSENSE =
            List.of("{ x: { y: [1] } }", "[[1], { a: b }]", "\"\\u0001\"", "-1e999");

    protected abstract PluginFactory<?, ?> factory();

    /** Options as a dataset file has them, one a line ({@code name: value}, flow style inside): all that must be written, better all there are. */
    protected abstract String example();

    /** What components are made with. */
    protected PluginContext context() throws Exception {
        return TestContext.pure();
    }

    private BoundOptions bind(List<String> lines) {
        return BoundOptions.of(factory(), lines);
    }

    private List<String> lines() {
        return example().lines().filter(line -> !line.isBlank()).toList();
    }

    private List<RecordComponent> components() {
        return List.of(factory().optionsType().getRecordComponents());
    }

    private static String key(RecordComponent component) {
        return BoundOptions.key(component);
    }

    /** The example with another value of one option. */
    private List<String> with(RecordComponent component, String value) {
        List<String> changed = new ArrayList<>(without(component));
        changed.add(key(component) + ": " + value);
        return changed;
    }

    private List<String> without(RecordComponent component) {
        return lines().stream()
                .filter(line -> !line.startsWith(key(component) + ":"))
                .toList();
    }

    private static boolean mustBeWritten(RecordComponent component) {
        var option = component.getAnnotation(Option.class);
        boolean mayBeEmpty = List.of(java.util.Optional.class, List.class, java.util.Set.class, java.util.Map.class)
                .contains(component.getType());
        return !mayBeEmpty && (option == null || option.defaultValue().equals(Option.REQUIRED));
    }

    @Test
    void the_factory_describes_itself() {
        var factory = factory();
        assertThat(factory.name()).matches("[a-z][a-z0-9_]*(/[a-z][a-z0-9_]*)?");
        assertThat(factory.kind()).isInterface();
        assertThat(factory.revision()).isPositive();
        assertThat(factory.apiLevel()).isBetween(1, PluginFactory.API_LEVEL);
        assertThat(factory.optionsType()).isRecord();
    }

    @Test
    void every_option_has_a_sentence_of_help() {
        for (var component : components()) {
            var option = component.getAnnotation(Option.class);
            assertThat(option).as("@Option of %s", component).isNotNull();
            assertThat(option.value()).as("help of %s", key(component)).isNotBlank();
        }
    }

    @Test
    void the_example_binds_and_makes_a_component() throws Exception {
        var bound = bind(lines());
        assertThat(bound.problems()).isEmpty();
        var made = bound.make(context());
        assertThat(made).isInstanceOf(factory().kind());
        if (made instanceof AutoCloseable closeable) {
            closeable.close();
        }
    }

    @Test
    void every_default_binds() {
        for (var component : components()) {
            if (!mustBeWritten(component)) {
                assertThat(bind(without(component)).problems())
                        .as("without %s", key(component))
                        .isEmpty();
            }
        }
    }

    @Test
    void an_option_that_must_be_written_is_missed_by_name() {
        for (var component : components()) {
            if (mustBeWritten(component)) {
                assertThat(bind(without(component)).problems())
                        .as("without %s", key(component))
                        .anySatisfy(problem -> {
                            assertThat(problem.problem().code()).isEqualTo(StandardError.OPTION_MISSING);
                            assertThat(problem.toString()).contains(key(component));
                        });
            }
        }
    }

    @Test
    void an_option_that_is_not_there_is_told_with_its_line() {
        List<String> lines = new ArrayList<>(lines());
        lines.add("no_such_option: 1");
        assertThat(bind(lines).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.problem().code()).isEqualTo(StandardError.OPTION_UNKNOWN);
            assertThat(problem.line()).isEqualTo(lines.size());
        });
    }

    @Test
    void nonsense_is_told_with_its_line_and_never_thrown() {
        for (var component : components()) {
            int refused = 0;
            for (var value : NONSENSE) {
                var lines = with(component, value);
                var problems = bind(lines).problems();
                refused += problems.isEmpty() ? 0 : 1;
                assertThat(problems)
                        .as("%s: %s", key(component), value)
                        .allSatisfy(problem -> assertThat(problem.line()).isIn(1, lines.size()));
            }
            if (!isOpen(component.getGenericType())) {
                assertThat(refused).as("refused values of %s", key(component)).isPositive();
            }
        }
    }

    /** What takes any value refuses none. */
    private static boolean isOpen(Type type) {
        return type.getTypeName().contains(Object.class.getName());
    }

    @Test
    void secrets_are_neither_printed_nor_told() {
        for (var component : components()) {
            if (component.getGenericType().getTypeName().contains(Secret.class.getName())) {
                var bound = bind(with(component, CANARY));
                assertThat(bound.toString())
                        .as("options with %s", key(component))
                        .doesNotContain(CANARY);
                assertThat(bound.problems().toString()).doesNotContain(CANARY);
            } else {
                assertThat(key(component))
                        .as("a secret is of the type Secret")
                        .doesNotMatch(".*(password|secret|api_key|token)");
            }
        }
    }

    @Test
    void equal_texts_bind_to_equal_options() {
        var first = bind(lines());
        var shuffled = new ArrayList<>(lines());
        java.util.Collections.reverse(shuffled);
        assertThat(bind(shuffled).toString()).isEqualTo(first.toString());
    }
}
