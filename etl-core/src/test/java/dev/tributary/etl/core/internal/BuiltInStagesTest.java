package dev.tributary.etl.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.spi.plugin.Option;
import dev.tributary.etl.spi.plugin.PluginFactory;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What dataset files may name without any plugin JAR. */
class BuiltInStagesTest {
    private static Stream<PluginFactory<?, ?>> factories() {
        return ServiceLoader.load(PluginFactory.class, PluginFactory.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .map(factory -> (PluginFactory<?, ?>) factory);
    }

    @Test
    void theServiceListNamesThemAll() {
        assertThat(factories().map(f -> f.kind().getSimpleName() + " " + f.name()))
                .contains(
                        "Extractor file",
                        "Normalizer lowercase_identifiers",
                        "Normalizer trim",
                        "Normalizer rename",
                        "Normalizer select",
                        "Normalizer filter",
                        "Normalizer cast",
                        "Normalizer primary_key",
                        "Normalizer split",
                        "Normalizer timestamps",
                        "Transformer timestamps",
                        "Transformer lookup",
                        "Transformer enrich",
                        "Loader jsonl",
                        "Loader files",
                        "RecordFormat json");
    }

    @Test
    void everyOptionHasHelpAndEveryFactoryThisApiLevel() {
        assertThat(factories()).allSatisfy(factory -> {
            assertThat(factory.apiLevel()).isEqualTo(PluginFactory.API_LEVEL);
            assertThat(factory.revision()).isPositive();
            assertThat(factory.help()).as(factory.name()).endsWith(".");
            for (var component : factory.optionsType().getRecordComponents()) {
                assertThat(component.getAnnotation(Option.class))
                        .as("%s", component)
                        .isNotNull();
            }
        });
    }
}
