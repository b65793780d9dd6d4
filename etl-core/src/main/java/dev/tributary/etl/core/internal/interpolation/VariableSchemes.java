package dev.tributary.etl.core.internal.interpolation;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The schemes that every dataset file knows: {@code env}, {@code file}, {@code param}. More are added to a copy of the map. */
public final class VariableSchemes {
    private VariableSchemes() {}

    /** The schemes over a process's variables, the run's parameters and the files beside the dataset file. */
    public static SortedMap<String, VariableScheme> standard(
            Map<String, String> environment, Map<String, String> parameters) {
        SortedMap<String, VariableScheme> schemes = new TreeMap<>();
        schemes.put("env", (name, place) -> Optional.ofNullable(environment.get(name)));
        schemes.put("file", new FileScheme());
        schemes.put("param", (name, place) -> Optional.ofNullable(parameters.get(name)));
        return schemes;
    }
}
