package dev.tributary.etl.core.internal.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The statements for one database, read from {@code .sql} resources in which each follows a line {@code -- name: its_name}. Immutable. */
final class NamedStatements {
    private static final String NAME = "-- name: ";
    /** The folder of what all databases understand. */
    static final String BOTH = "both";

    private final List<String> folders;
    private final Map<String, String> statements = new HashMap<>();

    /** Those of these files in all of these folders; a name stands in one of them. */
    NamedStatements(List<String> folders, List<String> files) {
        this.folders = folders;
        for (var folder : folders) {
            files.forEach(file -> add(resource(folder + "/" + file)));
        }
    }

    Set<String> names() {
        return Collections.unmodifiableSet(statements.keySet());
    }

    /** The statement of a name that exists. */
    String named(String name) {
        var statement = statements.get(name);
        if (statement == null) {
            throw new IllegalArgumentException("No statement " + name + " in " + folders);
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
                throw new IllegalArgumentException("Two statements " + name + " in " + folders);
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
