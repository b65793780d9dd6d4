package dev.tributary.etl.uniprot;

import dev.tributary.etl.spi.plugin.Option;
import java.net.URI;
import java.util.Locale;

/** Options of the release finder {@code uniprot}. */
public record ReleaseOptions(
        @Option(value = "Which part of UniProtKB: sprot (reviewed) or trembl (unreviewed).", defaultValue = "sprot")
        Division division,

        @Option(value = "Which form of it: dat, fasta or xml.", defaultValue = "dat")
        Form form,

        @Option(
                value = "The folder that holds current_release and previous_releases.",
                defaultValue = "https://ftp.uniprot.org/pub/databases/uniprot/",
                example = "https://ftp.ebi.ac.uk/pub/databases/uniprot/")
        URI base) {
    /** A part of UniProtKB, as file names call it. */
    public enum Division {
        SPROT,
        TREMBL
    }

    /** A form that entries are published in. */
    public enum Form {
        DAT,
        FASTA,
        XML
    }

    public ReleaseOptions {
        if (base.getHost() == null) {
            throw new IllegalArgumentException("'base' must be the URL of a folder");
        }
        base = base.getPath().endsWith("/") ? base : URI.create(base + "/");
    }

    /** The file of the current release. */
    String currentName() {
        return "uniprot_" + lower(division) + "." + lower(form) + ".gz";
    }

    /** The archive of a previous release; it holds all forms. */
    String previousName(String version) {
        return "uniprot_" + lower(division) + "-only" + version + ".tar.gz";
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
