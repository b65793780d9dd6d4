package dev.tributary.etl.core.internal.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The statements of one dialect, read from {@code .sql} resources in which each follows a line {@code -- name: its_name}. Immutable. */
final class NamedStatements {
    private static final String NAME = "-- name: ";
    private final String folder;
    private final Map<String, String> statements = new HashMap<>();

    NamedStatements(String folder, List<String> files) {
        this.folder = folder;
        files.forEach(file -> add(resource(folder + "/" + file)));
    }

    /** The statement of a name that exists. */
    String named(String name) {
        var statement = statements.get(name);
        if (statement == null) {
            throw new IllegalArgumentException("No statement " + name + " in " + folder);
        }
        return statement;
    }

    private void add(String text) {
        for (int at = text.indexOf(NAME); at >= 0; ) {
            int line = text.indexOf('\n', at);
            int next = text.indexOf(NAME, line);
            var name = text.substring(at + NAME.length(), line).strip();
            var statement =
                    text.substring(line, next < 0 ? text.length() : next).strip();
            if (statements.put(name, statement) != null) {
                throw new IllegalArgumentException("Two statements " + name + " in " + folder);
            }
            at = next;
        }
    }

    /** The text of a resource beside this class. */
    static String resource(String path) {
        try (InputStream in = NamedStatements.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalArgumentException("No resource " + path + " beside the ledger's classes");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the resource " + path, e);
        }
    }
}
