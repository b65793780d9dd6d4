package dev.tributary.etl.core.internal.archive;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarUtils;

/** What first bytes and names tell of archives. */
enum ArchiveKind {
    ZIP("zip", "zip"),
    TAR("tar", "tar tgz tbz2 tbz txz tzst");

    /** A tar header is a record of its own. */
    static final int LOOK_BYTES = 512;

    private static final int MAGIC_AT = 257;
    private static final int SUM_AT = 148;
    private static final int SUM_BYTES = 8;

    private final String label;
    private final String endings;

    ArchiveKind(String label, String endings) {
        this.label = label;
        this.endings = endings;
    }

    String label() {
        return label;
    }

    static Optional<ArchiveKind> of(byte[] first) {
        if (startsZip(first)) {
            return Optional.of(ZIP);
        }
        return startsTar(first) ? Optional.of(TAR) : Optional.empty();
    }

    /** The archive that a file's name promises; {@code .tar.gz} and the like do too. */
    static Optional<ArchiveKind> promisedBy(String name) {
        var parts = name.toLowerCase(Locale.ROOT).split("\\.", -1);
        var last = parts[parts.length - 1];
        if (parts.length < 2) {
            return Optional.empty();
        }
        if (ZIP.ends(last)) {
            return Optional.of(ZIP);
        }
        boolean inCodec = parts.length > 2 && parts[parts.length - 2].equals("tar");
        return TAR.ends(last) || inCodec ? Optional.of(TAR) : Optional.empty();
    }

    private boolean ends(String ending) {
        return List.of(endings.split(" ")).contains(ending);
    }

    /** A member, an empty archive, or one that was split into parts. */
    private static boolean startsZip(byte[] first) {
        if (first.length < 4 || first[0] != 'P' || first[1] != 'K') {
            return false;
        }
        return first[2] == 3 && first[3] == 4 || first[2] == 5 && first[3] == 6 || first[2] == 7 && first[3] == 8;
    }

    /** Old tars have no magic but the sum of their header. */
    private static boolean startsTar(byte[] first) {
        if (first.length < LOOK_BYTES) {
            return false;
        }
        boolean magic = first[MAGIC_AT] == 'u'
                && first[MAGIC_AT + 1] == 's'
                && first[MAGIC_AT + 2] == 't'
                && first[MAGIC_AT + 3] == 'a'
                && first[MAGIC_AT + 4] == 'r';
        return magic || first[0] != 0 && hasSum(first) && TarUtils.verifyCheckSum(first);
    }

    /** Octal digits, blanks and zeros: the library throws for others. */
    private static boolean hasSum(byte[] first) {
        for (int i = SUM_AT; i < SUM_AT + SUM_BYTES; i++) {
            if (first[i] != 0 && first[i] != ' ' && (first[i] < '0' || first[i] > '7')) {
                return false;
            }
        }
        return true;
    }
}
