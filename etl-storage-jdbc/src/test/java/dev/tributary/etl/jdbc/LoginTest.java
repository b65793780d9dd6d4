package dev.tributary.etl.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.test.postgres.PostgresServer;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins and applications may have class loaders of their own, whose drivers the DriverManager of the program does not know. */
class LoginTest {
    @TempDir
    Path folder;

    @Test
    void theDriversBesideThePluginAreFound() throws Exception {
        assertThat(DriverManager.drivers()).as("drivers of the program").isNotEmpty();
        assertThat(productThere("jdbc:sqlite:" + folder.resolve("rows.db"))).isEqualTo("SQLite");
        try (var schema = PostgresServer.freshSchema()) {
            assertThat(productThere(schema.url())).isEqualTo("PostgreSQL");
        }
    }

    @Test
    void whatNoDriverTakesIsSaid() {
        assertThatThrownBy(() -> productThere("jdbc:nothing:here"))
                .isInstanceOf(InvocationTargetException.class)
                .cause()
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("No suitable driver");
    }

    private static String productThere(String url) throws Exception {
        List<URL> entries = new ArrayList<>();
        var known = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        for (var entry : known.split(File.pathSeparator)) {
            entries.add(Path.of(entry).toUri().toURL());
        }
        try (var loader =
                new URLClassLoader("plugins", entries.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            var there = loader.loadClass(There.class.getName());
            return (String) there.getMethod("product", String.class).invoke(null, url);
        }
    }

    /** What is asked, as a class loader of its own loads it. */
    public static final class There {
        private There() {}

        public static String product(String url) throws SQLException {
            var login = Login.of(Optional.of(url), Optional.empty(), Optional.empty());
            try (var connection = login.orElseThrow().connect()) {
                return connection.getMetaData().getDatabaseProductName();
            }
        }
    }
}
