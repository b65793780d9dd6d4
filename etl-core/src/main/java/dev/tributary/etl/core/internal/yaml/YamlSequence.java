package dev.tributary.etl.core.internal.yaml;

import dev.tributary.etl.core.config.Place;
import java.util.List;

/** A list of nodes. */
public record YamlSequence(Place place, List<YamlNode> items) implements YamlNode {
    public YamlSequence {
        items = List.copyOf(items);
    }

    @Override
    public String found() {
        return "a list";
    }

    @Override
    public String toString() {
        return "list at " + place;
    }
}
