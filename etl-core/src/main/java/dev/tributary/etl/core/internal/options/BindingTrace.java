package dev.tributary.etl.core.internal.options;

import dev.tributary.etl.core.config.Place;
import dev.tributary.etl.core.internal.yaml.SettingPath;
import dev.tributary.etl.core.internal.yaml.Source;
import dev.tributary.etl.core.internal.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Every single setting that was bound, in the order of the options: what {@code explain} prints and the config hash is made of. One thread. */
public final class BindingTrace {
    /**
     * One setting. Prints no value.
     *
     * @param path its name, with today's key names
     * @param shown its value for people; {@code ***} for a secret and for what looks like one
     * @param canonical its value for the hash; empty when it is a secret
     * @param place where it is written; empty for a default
     * @param sources what its expressions were looked up by
     */
    public record Leaf(
            SettingPath path, String shown, Optional<String> canonical, Optional<Place> place, List<Source> sources) {
        @Override
        public String toString() {
            return path + " = " + shown;
        }
    }

    private final List<Leaf> leaves = new ArrayList<>();

    /** Notes a value that is text as written, typed by its option. */
    public void typed(SettingPath path, YamlScalar scalar) {
        add(path, Masking.shown(scalar), Optional.of(scalar.text()), scalar);
    }

    /** Notes a secret: that there is one, and where. */
    public void secret(SettingPath path, YamlScalar scalar) {
        add(path, Masking.MASK, Optional.empty(), scalar);
    }

    /** Notes a value of an open target; 1 and "1" differ there. */
    public void open(SettingPath path, YamlScalar scalar, Object value) {
        String canonical = value.getClass().getSimpleName() + " " + scalar.text();
        add(path, Masking.shown(scalar), Optional.of(canonical), scalar);
    }

    /** Notes an empty list or mapping. */
    public void empty(SettingPath path, String shown, Place place) {
        leaves.add(new Leaf(path, shown, Optional.of(shown), written(path, place), List.of()));
    }

    /** Notes an option that was not written and is empty then. */
    public void absent(SettingPath path, String shown) {
        leaves.add(new Leaf(path.asDefault(), shown, Optional.empty(), Optional.empty(), List.of()));
    }

    /** All settings so far. */
    public List<Leaf> leaves() {
        return Collections.unmodifiableList(leaves);
    }

    private void add(SettingPath path, String shown, Optional<String> canonical, YamlScalar scalar) {
        leaves.add(new Leaf(path, shown, canonical, written(path, scalar.place()), scalar.sources()));
    }

    private static Optional<Place> written(SettingPath path, Place place) {
        return path.isWritten() ? Optional.of(place) : Optional.empty();
    }
}
