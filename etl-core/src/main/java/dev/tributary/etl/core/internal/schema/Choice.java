package dev.tributary.etl.core.internal.schema;

import dev.tributary.etl.core.internal.options.OptionDescription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The schema of a value that names what it is: by the name alone, or by an object in which a key has the name and the other keys are the options
 * of what is named.
 */
final class Choice {
    private final String key;
    private final OptionSchemas options;
    private final Map<String, List<OptionDescription>> named = new LinkedHashMap<>();
    private final Map<String, Object> further = new LinkedHashMap<>();
    private final List<String> olderKeys = new ArrayList<>();

    Choice(String key, OptionSchemas options) {
        this.key = key;
        this.options = options;
    }

    void add(String name, List<OptionDescription> itsOptions) {
        named.put(name, itsOptions);
    }

    /** A key that is allowed whatever is named. */
    void allow(String property, Map<String, Object> schema) {
        further.put(property, schema);
    }

    /** An older name of the key. */
    void olderKey(String older) {
        olderKeys.add(older);
    }

    /** Form and demands. */
    Map<String, Object> schema() {
        Map<String, Object> form = form();
        List<Object> all = new ArrayList<>((List<?>) form.get("allOf"));
        all.addAll(demands());
        form.put("allOf", all);
        return form;
    }

    /** That each key that is there is known and fits; not that any is there. */
    Map<String, Object> form() {
        List<Object> all = new ArrayList<>();
        all.add(Json.object("if", Json.object("type", "string"), "then", options.words(bareNames())));
        all.add(Json.object("if", Json.object("type", "object"), "then", names(key)));
        olderKeys.forEach(older -> all.add(Json.object("if", unnamed(), "then", names(older))));
        named.forEach((name, its) -> all.add(Json.object("if", is(name), "then", its(its))));
        return Json.object("type", Json.list("object", "string"), "allOf", all);
    }

    /** That the name and what its options must have is there. */
    List<Object> demands() {
        List<Object> all = new ArrayList<>();
        List<Object> keys = new ArrayList<>(List.of(OptionSchemas.required(key)));
        olderKeys.forEach(older -> keys.add(OptionSchemas.required(older)));
        Map<String, Object> anyKey = keys.size() == 1 ? OptionSchemas.required(key) : Json.object("anyOf", keys);
        all.add(Json.object("if", Json.object("type", "object"), "then", anyKey));
        named.forEach((name, its) -> {
            List<Object> demands = options.demands(its);
            if (!demands.isEmpty()) {
                all.add(Json.object("if", is(name), "then", Json.object("allOf", demands)));
            }
        });
        return all;
    }

    /** What a bare name may be: it has no options beside it. */
    private List<String> bareNames() {
        return named.entrySet().stream()
                .filter(e -> e.getValue().stream().noneMatch(OptionDescription::isRequired))
                .map(Map.Entry::getKey)
                .toList();
    }

    private Map<String, Object> names(String property) {
        return Json.object("properties", Json.object(property, name(property)));
    }

    private Map<String, Object> unnamed() {
        return Json.object("type", "object", "not", OptionSchemas.required(key));
    }

    private Map<String, Object> name(String property) {
        Map<String, Object> schema = Json.object();
        if (!property.equals(key)) {
            schema.put("description", "Older name of '" + key + "'");
            schema.put("deprecated", true);
            schema.put("deprecationMessage", "write '" + key + "'");
        }
        return OptionSchemas.with(schema, options.words(List.copyOf(named.keySet())));
    }

    private Map<String, Object> is(String name) {
        Map<String, Object> plain = is(key, name);
        if (olderKeys.isEmpty()) {
            return plain;
        }
        List<Object> any = new ArrayList<>(List.of(plain));
        olderKeys.forEach(older -> any.add(Json.object("allOf", Json.list(unnamed(), is(older, name)))));
        return Json.object("anyOf", any);
    }

    private static Map<String, Object> is(String property, String name) {
        return Json.object(
                "type",
                "object",
                "properties",
                Json.object(property, Json.object("const", name)),
                "required",
                Json.list(property));
    }

    private Map<String, Object> its(List<OptionDescription> its) {
        Map<String, Object> properties = Json.object(key, name(key));
        properties.putAll(options.properties(its));
        further.forEach(properties::put);
        olderKeys.forEach(older -> properties.putIfAbsent(older, name(older)));
        return Json.object("properties", properties, "additionalProperties", false);
    }
}
