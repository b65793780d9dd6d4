package dev.tributary.etl.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** PostgreSQL 14 and newer, by its own driver: rows go in by COPY. */
final class PostgresDialect implements Dialect {
    /** Of the context that COPY gives: {@code COPY etl_rows, line 3, column taxon: "abc"}. */
    private static final Pattern COPY_COLUMN = Pattern.compile("COPY \\w+, line \\d+, column (\\w+)");

    private static final String IDLE_TOO_LONG = "25P03";

    @Override
    public String name(ColumnType type) {
        return switch (type) {
            case TEXT -> "text";
            case BIGINT -> "bigint";
            case DOUBLE -> "double precision";
            case DECIMAL -> "numeric";
            case BOOLEAN -> "boolean";
            case TIMESTAMP -> "timestamptz";
            case DATE -> "date";
            case UUID -> "uuid";
            case JSON -> "jsonb";
        };
    }

    @Override
    public String hashType() {
        return "bytea";
    }

    @Override
    public String engineName() {
        return "postgres";
    }

    @Override
    public String oneOf(ColumnType type) {
        return "= ANY (CAST(? AS " + name(type) + "[]))";
    }

    @Override
    public void bindAll(PreparedStatement statement, int parameter, List<String> values) throws SQLException {
        statement.setArray(parameter, statement.getConnection().createArrayOf("text", values.toArray()));
    }

    @Override
    public String now() {
        return "clock_timestamp()";
    }

    @Override
    public String hoursAgo(int hours) {
        return "clock_timestamp() - interval '" + hours + " hours'";
    }

    /** The number is of no meaning but to be nobody else's. */
    @Override
    public String oneMigration() {
        return "SELECT pg_advisory_xact_lock(7250619423811)";
    }

    @Override
    public String temporary() {
        return "pg_temp.";
    }

    /** A loader that stands still, or that the server cannot reach, must not keep its unit from those who take over: the server ends its transaction. */
    @Override
    public List<String> clear(List<WaitingRows> tables) {
        return List.of("TRUNCATE "
                + String.join(", ", tables.stream().map(WaitingRows::quoted).toList()));
    }

    @Override
    public String begin() {
        return "BEGIN; SET LOCAL idle_in_transaction_session_timeout = '10s'";
    }

    @Override
    public String createLike(Connection connection, TableName made, TableName like) {
        return "CREATE TABLE IF NOT EXISTS " + made.quoted() + " (LIKE " + like.quoted() + " INCLUDING ALL)";
    }

    @Override
    public void append(Connection connection, WaitingRows table, int first, List<Row> rows) throws SQLException {
        CopyText.copy(connection, table.copyCommand(), rows, (text, index) -> text.append(first + index)
                .append('\t')
                .append(rows.get(index).isDeletion())
                .append('\t'));
    }

    @Override
    public Optional<QuickWrite> quickWrite(Connection connection, TableName table, TableSql sql) throws SQLException {
        return GivenRows.of(connection, table, sql);
    }

    /** Triggers (foreign keys are some), rules, policies and other indexes refuse rows, and partitions move them: there each unit has to learn it. */
    @Override
    public boolean mayWaitApart(Connection connection, TableName table) throws SQLException {
        try (var query = connection.prepareStatement(
                "SELECT relkind = 'r' AND NOT (relhastriggers OR relhasrules"
                        + " OR relrowsecurity OR relispartition OR relhassubclass)"
                        + " AND has_schema_privilege(relnamespace, 'CREATE')"
                        + " AND (SELECT count(*) FROM pg_index WHERE indrelid = c.oid) = 1 FROM pg_class c WHERE oid = to_regclass(?)")) {
            query.setString(1, table.quoted());
            try (var rows = query.executeQuery()) {
                return !rows.next() || rows.getBoolean(1);
            }
        }
    }

    @Override
    public String unhurried() {
        return "set_config('synchronous_commit', 'off', true)";
    }

    @Override
    public boolean isTableMissing(SQLException e) {
        return "42P01".equals(e.getSQLState());
    }

    @Override
    public boolean isRowAtFault(SQLException e) {
        // Data exceptions, broken constraints, and index rows that are too long.
        return isOfClass(e, "22") || isOfClass(e, "23") || isOfClass(e, "54");
    }

    @Override
    public boolean isTransient(SQLException e) {
        return isOfClass(e, "08")
                || isOfClass(e, "40")
                || isOfClass(e, "53")
                || isOfClass(e, "57")
                || isOfClass(e, "55")
                || IDLE_TOO_LONG.equals(e.getSQLState());
    }

    private static boolean isOfClass(SQLException e, String sqlClass) {
        return e.getSQLState() != null && e.getSQLState().startsWith(sqlClass);
    }

    @Override
    public String message(SQLException e) {
        var server = server(e);
        var text = server == null || server.getMessage() == null ? e.getMessage() : server.getMessage();
        return String.valueOf(text).lines().findFirst().orElse("no reason given");
    }

    @Override
    public Optional<String> column(SQLException e) {
        var server = server(e);
        if (server == null) {
            return Optional.empty();
        }
        if (server.getColumn() != null) {
            return Optional.of(server.getColumn());
        }
        var place = COPY_COLUMN.matcher(String.valueOf(server.getWhere()));
        return place.find() ? Optional.of(place.group(1)) : Optional.ofNullable(server.getConstraint());
    }

    private static @Nullable ServerErrorMessage server(SQLException e) {
        return e instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
    }
}
