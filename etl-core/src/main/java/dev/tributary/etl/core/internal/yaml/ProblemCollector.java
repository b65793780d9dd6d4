package dev.tributary.etl.core.internal.yaml;

import dev.tributary.etl.core.config.ConfigException;
import dev.tributary.etl.core.config.ConfigProblem;
import dev.tributary.etl.core.config.Place;
import dev.tributary.etl.spi.error.Problem;
import java.util.ArrayList;
import java.util.List;

/** Gathers all that is wrong with one file, so that its author mends it once. For one thread. */
public final class ProblemCollector {
    private final List<ConfigProblem> errors = new ArrayList<>();
    private final List<ConfigProblem> warnings = new ArrayList<>();

    /** Notes something that stops the file from being used. */
    public void error(Place place, String path, Problem problem) {
        errors.add(ConfigProblem.at(place, path, problem));
    }

    /** Notes something that the author should change but need not. */
    public void warn(Place place, String path, Problem problem) {
        warnings.add(ConfigProblem.at(place, path, problem));
    }

    /** The warnings in the order of the file. */
    public List<ConfigProblem> warnings() {
        return warnings.stream().sorted(ConfigProblem.IN_FILE_ORDER).toList();
    }

    /** The errors in the order of the file. */
    public List<ConfigProblem> errors() {
        return errors.stream().sorted(ConfigProblem.IN_FILE_ORDER).toList();
    }

    /** Fails when there is an error. */
    public void throwIfAny() {
        if (!errors.isEmpty()) {
            throw new ConfigException(errors());
        }
    }
}
