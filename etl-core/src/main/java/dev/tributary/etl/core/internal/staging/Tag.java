package dev.tributary.etl.core.internal.staging;

/**
 * How a value is written that the shape of its path would not give back: {@code {"$": [tag, …]}}. Within it Strings, Booleans, Longs, decimals that no
 * Long could be, and lists are plain JSON, and all else has a tag again.
 */
enum Tag {
    /** A text that JSON or the database cannot hold: its UTF-16 code units in Base64. */
    UNITS("u"),
    TEXT("s"),
    LONG("l"),
    /** As {@link Double#toString} has it. */
    DOUBLE("d"),
    /** Digits without a point, and the scale. */
    DECIMAL("n"),
    INSTANT("i"),
    DATE("c"),
    /** Names and values in turn. */
    MAP("m");

    /** The only name in a tagged value. */
    static final String NAME = "$";

    final String word;

    Tag(String word) {
        this.word = word;
    }

    static Tag of(String word) {
        for (var tag : values()) {
            if (tag.word.equals(word)) {
                return tag;
            }
        }
        throw new IllegalArgumentException("Unknown tag " + word);
    }
}
