package dev.tributary.etl.core;

import java.util.Locale;

/** The stage whose output a preview shows. */
public enum PreviewStage {
    /** Source records as they stand in the files. */
    EXTRACT,
    /** Records as the parser makes them; what they have for a key is not looked at. */
    PARSE,
    /** Records behind the last normalizer. */
    NORMALIZE,
    /** Records as the loaders would get them. */
    TRANSFORM;

    /** The word on the command line and in {@code --json}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
