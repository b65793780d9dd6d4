package dev.tributary.etl.core.dataset;

import dev.tributary.etl.core.config.Place;
import java.util.List;
import java.util.Optional;

/**
 * One setting as it counts, for people.
 *
 * @param path its name, such as {@code load[0].formats[1]}
 * @param value what it is after interpolation; {@code ***} for a secret and for what looks like one
 * @param place where it is written, in this file or in one that it extends; empty for a default
 * @param sources where the values of its expressions came from: {@code env WORKERS}, {@code default of param DAY}, {@code file token.txt}
 */
public record Setting(String path, String value, Optional<Place> place, List<String> sources) {
    public Setting {
        sources = List.copyOf(sources);
    }

    /** {@code FILE:LINE:COL}, or {@code default}, and what its expressions were looked up by. */
    public String origin() {
        String written = place.map(Place::toString).orElse("default");
        return sources.isEmpty() ? written : written + ", " + String.join(", ", sources);
    }

    /** {@code path = value (origin)}. */
    @Override
    public String toString() {
        return path + " = " + value + " (" + origin() + ")";
    }
}
