package dev.tributary.etl.jdbc;

import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.stage.LoadTarget;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The registry's tables in one database, for one job.
 *
 * @param types the tables that the record types declare
 * @param version the version of what this job changes
 */
record Registry(Dialect dialect, List<TypeTable> types, LoadTarget load, String version) {
    static final String PLACE = "the registry";

    Registry {
        types = List.copyOf(types);
    }

    static List<TypeTable> tables(List<RecordType> types) {
        return types.stream()
                .flatMap(type -> TypeTable.of(type).stream())
                .distinct()
                .toList();
    }

    /** The commands that make all tables, for whoever makes them by hand. */
    static List<String> ddl(Dialect dialect, List<RecordType> types) {
        var commands = new ArrayList<>(new RegistrySchema(dialect).commands());
        tables(types).forEach(table -> commands.add(sql(table.layout()).create(table.table(), dialect)));
        commands.add(commits("").create());
        return commands;
    }

    private static TableSql sql(Layout layout) {
        return new TableSql(layout, JdbcOptions.Mode.UPSERT);
    }

    private static UnitCommits commits(String dataset) {
        return new UnitCommits(RegistryTable.ENTRIES.table(), dataset);
    }

    UnitCommits commits() {
        return commits(load.dataset());
    }

    Failures failures() {
        return new Failures(dialect, PLACE);
    }

    /** Makes what is not there, and looks whether all is as statements will want it. */
    static void prepare(Connection connection, Dialect dialect, List<TypeTable> types) throws SQLException {
        new RegistrySchema(dialect).migrate(connection);
        var transaction = new Transaction(dialect, connection);
        for (var type : types) {
            var sql = sql(type.layout());
            var look = "SELECT 1 FROM " + type.table().quoted() + " WHERE 1 = 0";
            transaction.ensure(look, sql.create(type.table(), dialect));
            new ColumnCheck(type.table(), sql.names()).against(connection, dialect);
        }
        transaction.ensure(commits("").look(), commits("").create());
        for (var sheet : sheets(dialect, types)) {
            sheet.check(connection, transaction);
        }
    }

    private static List<Sheet> sheets(Dialect dialect, List<TypeTable> types) {
        var sheets = new ArrayList<Sheet>();
        for (var table : RegistryTable.ALL) {
            sheets.add(sheet(dialect, table.table(), table.layout()));
        }
        for (int i = 0; i < types.size(); i++) {
            sheets.add(sheet(dialect, types.get(i).table(), types.get(i).layout()));
        }
        return sheets;
    }

    private static Sheet sheet(Dialect dialect, TableName table, Layout layout) {
        var name =
                "etl_rows_" + Digests.hex("MD5", table.name() + layout.names()).substring(0, 8);
        return new Sheet(table, sql(layout), new WaitingRows(dialect, name, table, layout.columns()));
    }

    /** Where units go. */
    UnitTarget units() {
        var sheets = sheets(dialect, types);
        var files = sheets.get(RegistryTable.FILES.sheet()).waiting();
        return new UnitTarget(
                dialect, commits(), failures(), sheets, List.of(UploadNotes.forget(files)), Optional.empty());
    }
}
