package dev.tributary.etl.jdbc;

import dev.tributary.etl.spi.plugin.Secret;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/** A database that a dataset names, and who it is for there. */
record Login(String url, Optional<String> user, Optional<Secret> password) {
    /**
     * What options say; empty when they name no database.
     *
     * @throws IllegalArgumentException when a password stands where it would be printed
     */
    static Optional<Login> of(Optional<String> url, Optional<String> user, Optional<Secret> password) {
        if (url.isPresent() && url.get().toLowerCase(Locale.ROOT).contains("password=")) {
            throw new IllegalArgumentException("'url' holds a password; write it as 'password', from ${env:...}");
        }
        return url.map(named -> new Login(named, user, password));
    }

    Connection connect() throws SQLException {
        var properties = new Properties();
        // Of SQLite, which gives up at once otherwise when somebody else writes; other drivers do not know it.
        if (url.startsWith("jdbc:sqlite:")) {
            properties.setProperty("busy_timeout", "20000");
        }
        user.ifPresent(name -> properties.setProperty("user", name));
        password.ifPresent(secret -> properties.setProperty("password", secret.reveal()));
        return DriverManager.getConnection(url, properties);
    }
}
