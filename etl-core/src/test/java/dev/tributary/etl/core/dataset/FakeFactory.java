package dev.tributary.etl.core.dataset;

import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.plugin.PluginFactory;
import java.util.function.BiFunction;

/** A factory made of its parts. */
public record FakeFactory<T, O extends Record>(
        Class<T> kind,
        String name,
        int apiLevel,
        int revision,
        Class<O> optionsType,
        BiFunction<O, PluginContext, T> maker)
        implements PluginFactory<T, O> {
    public static <T, O extends Record> FakeFactory<T, O> of(
            Class<T> kind, String name, Class<O> optionsType, BiFunction<O, PluginContext, T> maker) {
        return new FakeFactory<>(kind, name, API_LEVEL, 1, optionsType, maker);
    }

    public FakeFactory<T, O> atLevel(int level) {
        return new FakeFactory<>(kind, name, level, revision, optionsType, maker);
    }

    public FakeFactory<T, O> atRevision(int number) {
        return new FakeFactory<>(kind, name, apiLevel, number, optionsType, maker);
    }

    @Override
    public T create(O options, PluginContext context) {
        return maker.apply(options, context);
    }
}
