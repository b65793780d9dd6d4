package dev.tributary.etl.storm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Looks into a home folder from outside: what lies in it, and what its ledger says. */
final class HomeFolder {
    /** What two runs of the same may differ in, besides instants that end in {@code _at}. */
    private static final Set<String> OWN_TO_A_RUN = Set.of(
            "fence",
            "publishing_fence",
            "attempt",
            "worker",
            "worker_hostname",
            "duration_ms",
            "lease_until",
            "last_error",
            "id",
            "log_no",
            "message_no",
            "upload_no",
            "unit_no",
            "job_no",
            "replay_of",
            "replayed_by",
            "cured_by",
            "first_record_id",
            "last_record_id",
            "keys_pending",
            "key_checked",
            "shape_no");

    private static final List<String> READ = List.of("output/", "releases/", "ingest/", "archive/");

    /** What a process has for itself in a home, and takes away with it. */
    private static final List<String> OWN_TO_A_PROCESS =
            List.of("locks/", "scratch", "ledger.db", ".store/writing/writer-");

    private static final List<String> TABLES = List.of(
            "ingestion_jobs",
            "ingestion_raw_files",
            "ingestion_work_units",
            "ingestion_staged_records",
            "ingestion_file_uploads",
            "ingestion_dead_letters",
            "ingestion_outbox");

    private final Path home;
    private final String ledger;

    HomeFolder(Path home) {
        this(home, "jdbc:sqlite:" + home.resolve("ledger.db"));
    }

    /** A home whose ledger is elsewhere. */
    HomeFolder(Path home, String ledger) {
        this.home = home;
        this.ledger = ledger;
    }

    /** The URL of the home's ledger. */
    String ledgerUrl() {
        return ledger;
    }

    Path path() {
        return home;
    }

    /** What readers see: output without its manifest, releases without their fences, raw files wherever they lie. */
    Map<String, String> published() throws IOException {
        var all = new TreeMap<String, String>();
        for (var file : files(name -> true)) {
            var name = home.relativize(file).toString();
            if (READ.stream().anyMatch(name::startsWith) && !name.contains("/.") && !name.endsWith("/manifest.json")) {
                all.put(name, content(name, file));
            }
        }
        return all;
    }

    private static String content(String name, Path file) throws IOException {
        var bytes = Files.readAllBytes(file);
        if (name.contains("/commits/")) {
            // A commit holds its run's fence, and the digest of itself.
            return new String(bytes, StandardCharsets.UTF_8)
                    .replaceAll("\"fence\":\\d+", "\"fence\":0")
                    .replaceAll("\"sha256\":\"[0-9a-f]+\"", "\"sha256\":\"\"");
        }
        return bytes.length + " bytes " + Digest.sha256(bytes);
    }

    /** What is not the same in two looks; short, for messages. */
    static Map<String, String> differences(Map<String, String> expected, Map<String, String> actual) {
        var differences = new TreeMap<String, String>();
        var names = new TreeSet<>(expected.keySet());
        names.addAll(actual.keySet());
        for (var name : names) {
            var before = expected.getOrDefault(name, "not there");
            var after = actual.getOrDefault(name, "not there");
            if (!before.equals(after)) {
                differences.put(name, before + " -> " + after);
            }
        }
        return differences;
    }

    /** Names of files below the home that match, in order. */
    List<Path> files(Predicate<String> names) throws IOException {
        try (var walk = Files.walk(home)) {
            return walk.filter(Files::isRegularFile)
                    .filter(f -> names.test(home.relativize(f).toString()))
                    .sorted()
                    .toList();
        }
    }

    List<String> names(Predicate<String> names) throws IOException {
        return files(names).stream().map(f -> home.relativize(f).toString()).toList();
    }

    /** Bytes and times of all files that a run which does nothing must not touch. */
    Map<String, String> untouched() throws IOException {
        var all = new TreeMap<String, String>();
        for (var file : files(n -> OWN_TO_A_PROCESS.stream().noneMatch(n::startsWith))) {
            var time = Files.getLastModifiedTime(file);
            all.put(home.relativize(file).toString(), time + " " + Digest.sha256(Files.readAllBytes(file)));
        }
        return all;
    }

    /** All rows without what is own to a run. */
    List<String> ledger() throws SQLException {
        return rows(column -> !column.endsWith("_at") && !OWN_TO_A_RUN.contains(column));
    }

    /** All rows with all columns. */
    List<String> ledgerInFull() throws SQLException {
        return rows(column -> true);
    }

    private List<String> rows(Predicate<String> columns) throws SQLException {
        var rows = new ArrayList<String>();
        for (var table : TABLES) {
            var ofTable = query("SELECT * FROM " + table, columns);
            Collections.sort(ofTable);
            ofTable.forEach(row -> rows.add(table + row));
        }
        return rows;
    }

    /** The first column of the first row of a question to the ledger. */
    long number(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(ledger);
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            return row.getLong(1);
        }
    }

    List<String> query(String sql, Predicate<String> columns) throws SQLException {
        var rows = new ArrayList<String>();
        try (var connection = DriverManager.getConnection(ledger);
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            while (row.next()) {
                rows.add(row(row, columns));
            }
        }
        return rows;
    }

    private static String row(ResultSet row, Predicate<String> columns) throws SQLException {
        var text = new StringBuilder();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            var name = row.getMetaData().getColumnName(i);
            if (columns.test(name)) {
                Object value = row.getObject(i);
                text.append('|').append(name).append('=');
                text.append(value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value);
            }
        }
        return text.toString();
    }
}
