package dev.tributary.etl.core.internal.ledger;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * The ledger's tables as numbered scripts, and the runner that brings a database up to the newest. One number is one shape of the tables in all
 * dialects; a dialect may begin with a later one. Each script runs once, in order, in one transaction under a lock, so several processes may start at
 * once.
 */
public final class LedgerSchema {
    /** The databases that a ledger can be in. */
    public static final List<String> DIALECTS = List.of("sqlite", "postgres");

    private final String dialect;
    private final List<Script> scripts;
    private final NamedStatements statements;

    /** A step of the schema; {@code version} counts from 1. */
    public record Script(int version, String name, String sql) {}

    private LedgerSchema(String dialect, List<Script> scripts, NamedStatements statements) {
        this.dialect = dialect;
        this.scripts = scripts;
        this.statements = statements;
    }

    /** The schema of a dialect, such as {@code sqlite}. */
    public static LedgerSchema of(String dialect) {
        var folder = dialect + "/schema/";
        var names = NamedStatements.resource(folder + "scripts.txt").lines().toList();
        var scripts = names.stream().map(name -> script(folder, name)).toList();
        return new LedgerSchema(
                dialect, scripts, new NamedStatements(List.of(NamedStatements.BOTH, dialect), List.of("schema.sql")));
    }

    /** Its scripts, oldest first. */
    public List<Script> scripts() {
        return scripts;
    }

    /** The same for whoever makes the tables by hand: each also writes down that it was run, so that the program does not run it again. */
    public List<Script> printed() {
        var printed = new ArrayList<Script>();
        for (var script : scripts) {
            var before = printed.isEmpty() ? statements.named("schema_create_table") + ";\n\n" : "";
            var after = statements
                    .named("schema_applied")
                    .replace(":version", Integer.toString(script.version()))
                    .replace(":script", "'" + script.name() + "'");
            printed.add(new Script(
                    script.version(), script.name(), before + script.sql().strip() + "\n\n" + after + ";\n"));
        }
        return printed;
    }

    private static Script script(String folder, String name) {
        int version = Integer.parseInt(name.substring(1, name.indexOf("__")));
        return new Script(version, name, NamedStatements.resource(folder + name));
    }

    /**
     * Makes or completes the tables; writes nothing where they are complete.
     *
     * @throws EtlException LEDGER_INCOMPATIBLE when the database has a newer schema than this program, or an older one that its user may not complete
     */
    void migrate(LedgerDatabase database, String location) {
        int newest = scripts.get(scripts.size() - 1).version();
        int found = database.read(handle -> version(database, handle));
        if (found < newest) {
            found = complete(database, found);
        }
        if (found > newest) {
            throw new EtlException(
                    StandardError.LEDGER_INCOMPATIBLE,
                    "Cannot use the ledger " + location + ": its schema has version " + found
                            + " and this program knows up to " + newest,
                    "run it with the Tributary that made it, or a newer one");
        }
    }

    private int complete(LedgerDatabase database, int found) {
        try {
            return database.write(handle -> apply(database, handle));
        } catch (EtlException e) {
            throw e.code() == StandardError.LEDGER_INCOMPATIBLE ? lacking(found, e) : e;
        }
    }

    /** Whoever may make tables needs to know which scripts are missing: the others would fail. */
    private EtlException lacking(int found, EtlException refusal) {
        var missing = scripts.stream()
                .filter(script -> script.version() > found)
                .map(Script::name)
                .toList();
        var problem = Problem.of(
                        refusal.code(),
                        refusal.problem().message() + "; the ledger lacks " + String.join(", ", missing))
                .withHint("let a user who may make tables run what 'etl ddl --dialect " + dialect
                        + "' prints from '-- " + missing.get(0) + "' on,"
                        + " and give this one SELECT, INSERT, UPDATE and DELETE on all tables and views ingestion_*");
        return new EtlException(problem, refusal);
    }

    private int version(LedgerDatabase database, Handle handle) {
        boolean present = handle.createQuery(database.sql("schema_table_exists"))
                        .mapTo(Integer.class)
                        .one()
                > 0;
        return present
                ? handle.createQuery(database.sql("schema_version"))
                        .mapTo(Integer.class)
                        .one()
                : 0;
    }

    private int apply(LedgerDatabase database, Handle handle) {
        handle.createQuery(database.sql("schema_lock")).mapTo(String.class).one();
        int version = version(database, handle);
        handle.execute(database.sql("schema_create_table"));
        for (var script : scripts) {
            if (script.version() > version) {
                handle.createScript(script.sql()).execute();
                handle.createUpdate(database.sql("schema_applied"))
                        .bind("version", script.version())
                        .bind("script", script.name())
                        .execute();
                version = script.version();
            }
        }
        return version;
    }
}
