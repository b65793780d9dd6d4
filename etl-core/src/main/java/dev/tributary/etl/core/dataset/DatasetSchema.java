package dev.tributary.etl.core.dataset;

import dev.tributary.etl.core.internal.options.OptionDescription;
import dev.tributary.etl.core.internal.options.OptionType;
import dev.tributary.etl.core.internal.options.ScalarTypes;
import dev.tributary.etl.core.internal.plugins.PluginKinds;
import dev.tributary.etl.core.internal.plugins.PluginRegistry;
import dev.tributary.etl.core.internal.schema.Json;
import dev.tributary.etl.core.internal.schema.OptionSchemas;
import dev.tributary.etl.core.internal.schema.PluginSchemas;
import dev.tributary.etl.spi.event.Notifier;
import dev.tributary.etl.spi.io.ObjectStore;
import dev.tributary.etl.spi.lock.LockManager;
import dev.tributary.etl.spi.stage.Extractor;
import dev.tributary.etl.spi.stage.Loader;
import dev.tributary.etl.spi.stage.Normalizer;
import dev.tributary.etl.spi.stage.Parser;
import dev.tributary.etl.spi.stage.Transformer;
import dev.tributary.etl.spi.state.StateStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON schema (draft-07) of dataset files, for editors: keys, types, defaults and help of the top level and of every plugin present. What it
 * refuses the reader refuses; what only a record's own checks refuse, it does not know. In a file that extends another nothing need be there.
 */
public final class DatasetSchema {
    private static final Map<String, OptionType> TYPES = Map.ofEntries(
            Map.entry("extract", new OptionType.Component(Extractor.class)),
            Map.entry("parse", new OptionType.ListOf(new OptionType.Component(Parser.class))),
            Map.entry("normalize", new OptionType.ListOf(new OptionType.Component(Normalizer.class))),
            Map.entry("transform", new OptionType.ListOf(new OptionType.Component(Transformer.class))),
            Map.entry("load", new OptionType.ListOf(new OptionType.Component(Loader.class))),
            Map.entry("notify", new OptionType.ListOf(new OptionType.Component(Notifier.class))),
            Map.entry("store", new OptionType.Component(ObjectStore.class)),
            Map.entry("state", new OptionType.Component(StateStore.class)),
            Map.entry("lock", new OptionType.Component(LockManager.class)),
            Map.entry("duplicates", new OptionType.Choice(List.of("first", "last", "reject", "{newest: FIELD}"))));

    private final OptionSchemas options;
    private final PluginSchemas plugins;

    private DatasetSchema(PluginRegistry registry) {
        this.options = new OptionSchemas(registry);
        this.plugins = options.plugins();
    }

    /** The schema over the plugins of a registry, as JSON with a line end; the same plugins give the same text. */
    public static String of(PluginRegistry registry) {
        return Json.text(new DatasetSchema(registry).document());
    }

    /** The top-level keys as reference pages show them. */
    public static List<OptionDescription> keys() {
        return OptionDescription.of(DatasetFile.class, ScalarTypes.standard().with(Identifier.TYPE)).stream()
                .map(DatasetSchema::typed)
                .toList();
    }

    /** The file's record takes nodes where plugins stand; they are bound when the plugins are known. */
    private static OptionDescription typed(OptionDescription o) {
        OptionType type = TYPES.getOrDefault(o.name(), o.type());
        return new OptionDescription(
                o.name(), type, o.defaultValue(), o.isRequired(), o.help(), o.example(), o.formerNames());
    }

    private Map<String, Object> document() {
        Map<String, Object> properties = options.properties(keys());
        stages().forEach((key, schema) -> properties.put(key, described(key, schema)));
        properties.put("source", older("extract", plugins.formWithOlderKey(List.of(Extractor.class))));
        properties.put("parse_config", older("parse", Json.object("type", "object")));
        Map<String, Object> whole = Json.object("not", required("extends"));
        Map<String, Object> document = Json.object(
                "$schema",
                "http://json-schema.org/draft-07/schema#",
                "title",
                "Tributary dataset",
                "type",
                "object",
                "properties",
                properties,
                "patternProperties",
                Json.object("^x-", Json.object("description", "A shelf for anchors")),
                "additionalProperties",
                false,
                "allOf",
                Json.list(
                        Json.object("not", Json.object("required", Json.list("source", "extract"))),
                        Json.object("if", whole, "then", demands())));
        document.put("definitions", options.definitions());
        return document;
    }

    private static Map<String, Object> required(String name) {
        return Json.object("required", Json.list(name));
    }

    private Map<String, Object> stages() {
        Map<String, Object> stages = new LinkedHashMap<>();
        Map<String, Object> extract = plugins.formWithOlderKey(List.of(Extractor.class));
        stages.put("extract", anyOf(extract, single(plugins.whole(List.of(Extractor.class)))));
        List<OptionDescription> files = OptionDescription.of(FileGlobs.class);
        stages.put("parse", anyOf(plugins.parserForm(files), many(plugins.wholeParser(files))));
        stages.put("normalize", list(Normalizer.class));
        stages.put("transform", list(Transformer.class));
        stages.put("load", list(Loader.class));
        stages.put("notify", list(Notifier.class));
        stages.put("store", plugins.form(List.of(ObjectStore.class)));
        stages.put("state", plugins.formWithOlderKey(List.of(StateStore.class)));
        stages.put("lock", plugins.formWithOlderKey(List.of(LockManager.class)));
        stages.put("duplicates", duplicates());
        return stages;
    }

    private Map<String, Object> list(Class<?> kind) {
        return options.oneOrMore(plugins.whole(List.of(kind)));
    }

    private static Map<String, Object> anyOf(Object... schemas) {
        return Json.object("anyOf", Json.list(schemas));
    }

    private static Map<String, Object> many(Map<String, Object> item) {
        return Json.object("type", "array", "items", item);
    }

    private static Map<String, Object> single(Map<String, Object> item) {
        Map<String, Object> list = many(item);
        list.put("minItems", 1L);
        list.put("maxItems", 1L);
        return list;
    }

    private Map<String, Object> duplicates() {
        Map<String, Object> field = Json.object("type", Json.list("string", "number", "boolean"));
        Map<String, Object> newest = Json.object(
                "type",
                "object",
                "properties",
                Json.object("newest", field),
                "required",
                Json.list("newest"),
                "additionalProperties",
                false);
        Map<String, Object> written = Json.object("type", "string", "pattern", "^ *newest *:.*\\S");
        return anyOf(options.words(List.of("first", "last", "reject")), written, newest);
    }

    private static Map<String, Object> older(String key, Map<String, Object> schema) {
        return Json.object(
                "description",
                "Older name of '" + key + "'",
                "deprecated",
                true,
                "deprecationMessage",
                "write '" + key + "'",
                "allOf",
                Json.list(schema));
    }

    private static Map<String, Object> described(String key, Object schema) {
        String help = keys().stream()
                .filter(o -> o.name().equals(key))
                .findFirst()
                .map(OptionDescription::help)
                .orElse("");
        return Json.object("description", help, "allOf", Json.list(schema));
    }

    private Map<String, Object> demands() {
        Map<String, Object> extract = plugins.demandsWithOlderKey(List.of(Extractor.class));
        Map<String, Object> properties = Json.object(
                "extract", extract,
                "source", extract,
                "store", plugins.demands(List.of(ObjectStore.class)),
                "state", plugins.demandsWithOlderKey(List.of(StateStore.class)),
                "lock", plugins.demandsWithOlderKey(List.of(LockManager.class)));
        Map<String, Object> parse = Json.object("properties", Json.object("parse", plugins.demands(PluginKinds.PARSE)));
        Map<String, Object> extractOrOlder = anyOf(required("extract"), required("source"));
        return Json.object(
                "required",
                Json.list("dataset_id"),
                "properties",
                properties,
                "allOf",
                Json.list(
                        extractOrOlder,
                        Json.object("if", Json.object("not", required("parse_config")), "then", parse)));
    }
}
