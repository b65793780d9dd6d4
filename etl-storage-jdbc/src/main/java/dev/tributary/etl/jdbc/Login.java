package dev.tributary.etl.jdbc;

import dev.tributary.etl.spi.plugin.Secret;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceLoader;

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
        var connection = driver().connect(url, properties);
        if (connection == null) {
            throw new SQLException("No driver takes " + url);
        }
        return connection;
    }

    /** DriverManager does not know the drivers of an application in a web container, or of a folder of plugins. */
    private Driver driver() throws SQLException {
        for (var driver : ServiceLoader.load(Driver.class, Login.class.getClassLoader())) {
            if (driver.acceptsURL(url)) {
                return driver;
            }
        }
        return DriverManager.getDriver(url);
    }
}
