package dev.tributary.etl.core.internal.yaml;

import dev.tributary.etl.core.config.Place;
import java.util.List;

/** A scalar: the text that counts, the text as written in the file (before interpolation), and whether it stood without quotes. */
public final class YamlScalar implements YamlNode {
    private enum State {
        WRITTEN,
        INTERPOLATED,
        UNRESOLVED
    }

    private final Place place;
    private final String text;
    private final String written;
    private final boolean plain;
    private final State state;
    private final List<Source> sources;

    private YamlScalar(YamlScalar source, String text, State state, List<Source> sources) {
        this.place = source.place;
        this.text = text;
        this.written = source.written;
        this.plain = source.plain;
        this.state = state;
        this.sources = sources;
    }

    YamlScalar(Place place, String text, boolean plain) {
        this.place = place;
        this.text = text;
        this.written = text;
        this.plain = plain;
        this.state = State.WRITTEN;
        this.sources = List.of();
    }

    /** A scalar without quotes. */
    public static YamlScalar plain(Place place, String text) {
        return new YamlScalar(place, text, true);
    }

    /** A scalar that stood in quotes, or as a block. */
    public static YamlScalar quoted(Place place, String text) {
        return new YamlScalar(place, text, false);
    }

    /** The same scalar with the text that its expressions stand for, and what they were looked up by. */
    public YamlScalar interpolated(String value, List<Source> origins) {
        return new YamlScalar(this, value, State.INTERPOLATED, List.copyOf(origins));
    }

    /** The same scalar, whose expression has no value: the problem is reported, so nobody reports a second one. */
    public YamlScalar unresolved() {
        return new YamlScalar(this, "", State.UNRESOLVED, sources);
    }

    /** The same number with a unit behind it. */
    public YamlScalar withUnit(String unit) {
        return new YamlScalar(this, text + unit, state, sources);
    }

    /** Another object of the same content: each use of an anchor is a scalar of its own. */
    public YamlScalar copy() {
        return new YamlScalar(this, text, state, sources);
    }

    @Override
    public Place place() {
        return place;
    }

    /** The text that counts; may be a secret. */
    public String text() {
        return text;
    }

    /** The text as the file has it: the expression, not its value. */
    public String written() {
        return written;
    }

    /** Whether it stood without quotes; only then an open target gives it a type. */
    public boolean isPlain() {
        return plain;
    }

    /** What its expressions were looked up by; empty when it has none. */
    public List<Source> sources() {
        return sources;
    }

    /** Whether its text came from outside the file. */
    public boolean isInterpolated() {
        return state == State.INTERPOLATED;
    }

    /** Whether its expression has no value, which is reported already. */
    public boolean isUnresolved() {
        return state == State.UNRESOLVED;
    }

    /** Whether nothing stands there at all, as after {@code key:}. */
    public boolean isBlank() {
        return plain && written.isEmpty();
    }

    @Override
    public String found() {
        return isBlank() ? "nothing" : Excerpt.of(written);
    }

    @Override
    public String toString() {
        return "scalar at " + place;
    }
}
