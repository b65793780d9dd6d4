package dev.tributary.etl.uniprot;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How sure it is that a protein exists, as the flat file's PE line writes it. */
final class Existence {
    private static final String[] KINDS = {
        "1: Evidence at protein level",
        "2: Evidence at transcript level",
        "3: Inferred from homology",
        "4: Predicted",
        "5: Uncertain"
    };

    private Existence() {}

    /** The kind whose words these are, in whatever case; null when there is none. */
    static @Nullable String ofText(String words) {
        for (String kind : KINDS) {
            if (kind.substring("1: ".length()).toLowerCase(Locale.ROOT).equals(words.toLowerCase(Locale.ROOT))) {
                return kind;
            }
        }
        return null;
    }

    /** The kind with this number; null when there is none. */
    static @Nullable String ofNumber(long number) {
        return number < 1 || number > KINDS.length ? null : KINDS[(int) number - 1];
    }
}
