package dev.tributary.etl.core.internal.yaml;

import dev.tributary.etl.core.config.Place;

/** A node of a YAML document. Immutable; prints its place and never a value, which may be a secret. */
public sealed interface YamlNode permits YamlScalar, YamlSequence, YamlMapping {
    /** Where the node begins. */
    Place place();

    /** What it is, for people: {@code a mapping}, {@code a list}, {@code 'text'} (as written in the file). */
    String found();
}
