package dev.tributary.etl.jdbc;

import dev.tributary.etl.spi.plugin.Option;
import dev.tributary.etl.spi.plugin.Secret;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Options of the loader {@code registry}. */
public record RegistryOptions(
        @Option(
                value = "The formats that each record is written in; the first is the primary one.",
                example = "[dat, fasta, json]")
        List<String> formats,

        @Option(
                value = "The database of the registry's tables; without it, the ledger's.",
                example = "jdbc:postgresql://db.example.org/science")
        Optional<String> url,

        @Option("The user at the database, when the URL does not name one.")
        Optional<String> user,

        @Option(value = "The user's password.", example = "${env:SCIENCE_DB_PASSWORD}")
        Optional<Secret> password,

        @Option(
                value =
                        "release takes release.internal for the version of all records; auto counts a version up for each release (1.0, 1.1, ...) and gives it to the records whose files changed.",
                defaultValue = "release")
        Internal internal) {

    /** Where the version of a record comes from. */
    public enum Internal {
        RELEASE,
        AUTO
    }

    public RegistryOptions {
        formats = List.copyOf(formats);
        if (formats.isEmpty()) {
            throw new IllegalArgumentException("'formats' names no format");
        }
        if (new HashSet<>(formats).size() < formats.size()) {
            throw new IllegalArgumentException("'formats' names a format twice: " + formats);
        }
        Login.of(url, user, password);
    }

    Optional<Login> login() {
        return Login.of(url, user, password);
    }
}
