package dev.tributary.etl.jdbc;

import java.util.Optional;

/** A table, in a schema or in the connection's own. */
record TableName(Optional<String> schema, String name) {
    /**
     * {@code table} or {@code schema.table}.
     *
     * @throws IllegalArgumentException for other characters than those of names
     */
    static TableName parse(String text) {
        int dot = text.indexOf('.');
        if (dot < 0) {
            Identifiers.check("table", text);
            return new TableName(Optional.empty(), text);
        }
        Identifiers.check("schema", text.substring(0, dot));
        Identifiers.check("table", text.substring(dot + 1));
        return new TableName(Optional.of(text.substring(0, dot)), text.substring(dot + 1));
    }

    /** Another table beside it. */
    TableName beside(String other) {
        return new TableName(schema, other);
    }

    String quoted() {
        return schema.map(s -> Identifiers.quoted(s) + ".").orElse("") + Identifiers.quoted(name);
    }

    /** Its quoted name as a text in a statement. */
    String literal() {
        return "'" + quoted() + "'";
    }

    @Override
    public String toString() {
        return schema.map(s -> s + ".").orElse("") + name;
    }
}
