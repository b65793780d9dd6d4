package dev.tributary.etl.core.internal.interpolation;

import dev.tributary.etl.core.config.Place;
import dev.tributary.etl.spi.error.EtlException;
import java.util.Optional;

/** Gives the value of {@code ${SCHEME:NAME}}. Called on the thread that reads the file, once per use. */
@FunctionalInterface
public interface VariableScheme {
    /**
     * The value, or empty when there is none (then the default counts).
     *
     * @param place where the expression is written
     * @throws EtlException when it cannot be found out; the text holds the name, never a value
     */
    Optional<String> find(String name, Place place);
}
