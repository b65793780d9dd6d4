package dev.tributary.etl.core.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.core.config.ConfigException;
import dev.tributary.etl.core.config.ConfigProblem;
import dev.tributary.etl.core.internal.plugins.PluginRegistry;
import dev.tributary.etl.spi.error.StandardError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Reader and schema agree over the shape of any document: what one refuses, the other refuses. */
final class DatasetSchemaProperties {
    private static final PluginRegistry REGISTRY = FakePlugins.registry();
    private static final EditorView EDITOR = EditorView.of(REGISTRY);

    private static final List<String> SCALARS = List.of(
            "x",
            "1",
            "-1",
            "0.5",
            "true",
            "'1'",
            "'true'",
            "30s",
            "64MiB",
            "0.5%",
            "2025-06-18",
            "2025-06-18T00:00:00Z",
            "tiny",
            "jsonl",
            "lines",
            "gff3",
            "file",
            "every_type",
            "fixed_width",
            "delimited",
            "gzip",
            "first",
            "''",
            "",
            "\"${K:-k}\"");

    private static final List<String> KEYS = List.of(
            "plugin",
            "kind",
            "text",
            "count",
            "timeout",
            "wait",
            "timeout_seconds",
            "files",
            "paths",
            "model",
            "widths",
            "user",
            "source",
            "extract",
            "parse",
            "load",
            "newest",
            "extra",
            "workers",
            "lease_seconds",
            "rejects");

    /** What only the value decides, or only the record itself. */
    private static final Pattern BEYOND_SHAPE = Pattern.compile(
            "\\$\\{|a charset|a URI|a regular expression|a time zone|a date|an instant|letters, digits");

    private static Path file = Path.of("");

    @BeforeContainer
    static void makeFile() throws IOException {
        file = Files.createTempFile("agreement", ".yaml");
    }

    @AfterContainer
    static void deleteFile() throws IOException {
        Files.deleteIfExists(file);
    }

    @Property(tries = 500)
    void readerAndSchemaRefuseTheSameShapes(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        Map<String, Object> document = document();
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            change(document, random);
        }
        String yaml = block(document);
        Files.writeString(file, yaml);
        List<ConfigProblem> problems = problems();
        List<String> marks = EDITOR.marks(yaml);
        if (problems.stream().anyMatch(DatasetSchemaProperties::isOfShape)) {
            assertThat(marks).as(yaml + "\n" + problems).isNotEmpty();
        }
        if (problems.isEmpty()) {
            assertThat(marks).as(yaml).isEmpty();
        }
    }

    private static List<ConfigProblem> problems() {
        try {
            new DatasetReader().read(file, Map.of(), Map.of(), REGISTRY);
            return List.of();
        } catch (ConfigException e) {
            return e.problems();
        }
    }

    private static boolean isOfShape(ConfigProblem problem) {
        String message = problem.problem().message();
        if (BEYOND_SHAPE.matcher(message).find()) {
            return false;
        }
        return problem.problem().code() == StandardError.OPTION_UNKNOWN
                || problem.problem().code() == StandardError.OPTION_MISSING
                || problem.problem().code() == StandardError.PLUGIN_UNKNOWN
                || message.startsWith("Cannot read");
    }

    private static Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("dataset_id", "demo");
        document.put(
                "extract",
                map(
                        "plugin",
                        "every_type",
                        "text",
                        "a",
                        "count",
                        "1",
                        "timeout",
                        "30s",
                        "size",
                        "64MiB",
                        "flag",
                        "true",
                        "share",
                        "0.5%",
                        "price",
                        "1.5",
                        "compression",
                        "gzip",
                        "login",
                        map("user", "u", "password", "p"),
                        "layout",
                        map("kind", "fixed_width", "widths", list("1", "2")),
                        "model",
                        map("plugin", "tiny"),
                        "models",
                        list("tiny", map("plugin", "tiny", "model", "big")),
                        "numbers",
                        list("1"),
                        "waits",
                        map("a", "1s"),
                        "fields",
                        map("a", list("1", map("b", "x")))));
        document.put("parse", list(map("plugin", "gff3", "files", "x"), "lines"));
        document.put("load", list(map("plugin", "jsonl", "partition_by", "a"), "jsonl"));
        document.put("run", map("workers", "2", "lease", "60s", "unit_bytes", "4MiB"));
        document.put("limits", map("rejects", "0.5%"));
        document.put("duplicates", "first");
        document.put("tests", list(map("input", "a", "expect", "b")));
        return document;
    }

    private static Map<String, Object> map(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }

    private static List<Object> list(Object... items) {
        return new ArrayList<>(List.of(items));
    }

    /** Goes down to some place and changes something there. */
    private static void change(Map<String, Object> map, Random random) {
        List<String> keys = new ArrayList<>(map.keySet());
        if (keys.isEmpty() || random.nextInt(6) == 0) {
            map.put(pick(KEYS, random), value(random));
            return;
        }
        String key = pick(keys, random);
        if (random.nextInt(3) > 0 && goDown(java.util.Objects.requireNonNull(map.get(key)), random)) {
            return;
        }
        switch (random.nextInt(4)) {
            case 0 -> map.remove(key);
            case 1 -> map.put(pick(KEYS, random), map.remove(key));
            default -> map.put(key, value(random));
        }
    }

    @SuppressWarnings("unchecked") // Only map() and list() make the parts of a document.
    private static boolean goDown(Object value, Random random) {
        if (value instanceof Map<?, ?> map) {
            change((Map<String, Object>) map, random);
            return true;
        }
        if (value instanceof List<?> list && !list.isEmpty()) {
            int at = random.nextInt(list.size());
            if (!goDown(list.get(at), random)) {
                ((List<Object>) list).set(at, value(random));
            }
            return true;
        }
        return false;
    }

    private static Object value(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> list();
            case 1 -> list(pick(SCALARS, random));
            case 2 -> map();
            case 3 -> map(pick(KEYS, random), pick(SCALARS, random));
            default -> pick(SCALARS, random);
        };
    }

    private static <T> T pick(List<T> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }

    private static String block(Map<String, Object> document) {
        StringBuilder yaml = new StringBuilder();
        document.forEach((k, v) -> yaml.append(k).append(": ").append(flow(v)).append('\n'));
        return yaml.toString();
    }

    private static String flow(Object value) {
        if (value instanceof Map<?, ?> map) {
            List<String> entries = new ArrayList<>();
            map.forEach((k, v) -> entries.add(k + ": " + flow(v)));
            return "{ " + String.join(", ", entries) + " }";
        }
        if (value instanceof List<?> list) {
            List<String> items =
                    list.stream().map(DatasetSchemaProperties::flow).toList();
            return "["
                    + String.join(
                            ", ",
                            items.stream().map(i -> i.isEmpty() ? "''" : i).toList()) + "]";
        }
        return (String) value;
    }
}
