package dev.tributary.etl.testkit.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.spi.plugin.Option;
import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.plugin.PluginFactory;
import dev.tributary.etl.spi.plugin.Secret;
import dev.tributary.etl.spi.stage.Normalizer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Options of every shape pass the contract, and each wrong kind is caught by the test that is there for it. */
class OptionsContractTest extends OptionsContract {
    record Nested(@Option("Its size") int size) {}

    record Good(
            @Option("Where it is") String place,

            @Option(value = "How long", defaultValue = "30s")
            Duration patience,

            @Option("Which") List<String> names,
            @Option("What for") Map<String, String> labels,
            @Option("Anything") Map<String, Object> fields,
            @Option("The inner one") Nested inner,
            @Option("The key") Optional<Secret> accessKey) {}

    record Mute(int size) {}

    record BadDefault(
            @Option(value = "How many", defaultValue = "many")
            int count) {}

    record Leaky(@Option("The password") String password) {}

    record Open(@Option("Throws") String text) {
        Open {
            if (text.length() == 1) {
                throw new StackOverflowError("a defect");
            }
        }
    }

    record Factory<O extends Record>(Class<O> optionsType, int apiLevel) implements PluginFactory<Normalizer, O> {
        @Override
        public Class<Normalizer> kind() {
            return Normalizer.class;
        }

        @Override
        public String name() {
            return "under_test";
        }

        @Override
        public int revision() {
            return 1;
        }

        @Override
        public Normalizer create(O options, PluginContext context) {
            return (record, out) -> out.emit(record);
        }
    }

    private static OptionsContract of(Class<? extends Record> options, String example) {
        return of(new Factory<>(options, PluginFactory.API_LEVEL), example);
    }

    private static OptionsContract of(PluginFactory<?, ?> factory, String example) {
        return new OptionsContract() {
            @Override
            protected PluginFactory<?, ?> factory() {
                return factory;
            }

            @Override
            protected String example() {
                return example;
            }
        };
    }

    @Override
    protected PluginFactory<?, ?> factory() {
        return new Factory<>(Good.class, PluginFactory.API_LEVEL);
    }

    @Override
    protected String example() {
        return """
                place: here
                patience: 2m
                names: [a, b]
                labels: { a: b }
                fields: { a: 1 }
                inner: { size: 3 }
                access_key: x
                """;
    }

    private static void requireCaught(ThrowingCallable test, String message) {
        assertThatThrownBy(test).isInstanceOf(AssertionError.class).hasMessageContaining(message);
    }

    @Test
    void aLevelOfTomorrowIsSeen() {
        requireCaught(of(new Factory<>(Mute.class, 99), "size: 1")::the_factory_describes_itself, "99");
    }

    @Test
    void missingHelpIsSeen() {
        requireCaught(of(Mute.class, "size: 1")::every_option_has_a_sentence_of_help, "@Option of");
    }

    @Test
    void aDefaultThatDoesNotBindIsSeen() {
        requireCaught(of(BadDefault.class, "count: 1")::every_default_binds, "without count");
    }

    @Test
    void anExampleThatDoesNotBindIsSeen() {
        requireCaught(of(BadDefault.class, "count: few")::the_example_binds_and_makes_a_component, "few");
    }

    @Test
    void aSecretInPlainTextIsSeen() {
        requireCaught(of(Leaky.class, "password: x")::secrets_are_neither_printed_nor_told, "of the type Secret");
    }

    @Test
    void anErrorOfTheRecordIsSeen() {
        assertThatThrownBy(of(Open.class, "text: good")::nonsense_is_told_with_its_line_and_never_thrown)
                .isInstanceOf(StackOverflowError.class);
    }
}
