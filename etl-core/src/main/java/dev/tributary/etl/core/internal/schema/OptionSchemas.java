package dev.tributary.etl.core.internal.schema;

import dev.tributary.etl.core.internal.options.JsonForm;
import dev.tributary.etl.core.internal.options.OptionDescription;
import dev.tributary.etl.core.internal.options.OptionType;
import dev.tributary.etl.core.internal.plugins.PluginRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Schemas of options and option records. What stands for one scalar may be a {@code ${...}} expression, whatever the option's type. Whoever
 * accepts null, tags or unquoted texts otherwise than the reader does is not known here: an editor has typed the YAML before.
 */
public final class OptionSchemas {
    private static final String EXPRESSION = "\\$\\{";

    private final Definitions definitions = new Definitions();
    private final PluginSchemas plugins;

    /** Schemas over the plugins of a registry. */
    public OptionSchemas(PluginRegistry registry) {
        this.plugins = new PluginSchemas(registry, definitions, this);
    }

    /** The schemas of places that take a plugin. */
    public PluginSchemas plugins() {
        return plugins;
    }

    /** All parts that the schemas made so far refer to. */
    public Map<String, Object> definitions() {
        return definitions.parts();
    }

    /** A {@code ${...}} expression. */
    public Map<String, Object> expression() {
        return definitions.reference(
                "expression",
                "expression",
                () -> Json.object(
                        "description",
                        "An expression: ${VAR}, ${env:VAR}, ${file:PATH}, ${param:NAME}, with :-default or :?message",
                        "type",
                        "string",
                        "pattern",
                        EXPRESSION));
    }

    /** One of some words, or an expression. */
    public Map<String, Object> words(List<String> words) {
        return words.isEmpty()
                ? expression()
                : Json.object("anyOf", Json.list(Json.object("enum", words), expression()));
    }

    /** One value or a list of such. */
    public Map<String, Object> oneOrMore(Map<String, Object> item) {
        return Json.object("anyOf", Json.list(item, Json.object("type", "array", "items", item)));
    }

    /** The properties of options, their older names among them. */
    public Map<String, Object> properties(List<OptionDescription> options) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (OptionDescription option : options) {
            properties.put(option.name(), described(option));
        }
        for (OptionDescription option : options) {
            option.formerNames().forEach(name -> properties.putIfAbsent(name, former(option, name)));
        }
        return properties;
    }

    /** What options ask of an object besides the form of each: that keys are there, and none under two names. */
    public List<Object> demands(List<OptionDescription> options) {
        List<Object> demands = new ArrayList<>();
        for (OptionDescription option : options) {
            List<Object> names = new ArrayList<>(List.of(required(option.name())));
            option.formerNames().forEach(name -> names.add(required(name)));
            if (option.isRequired()) {
                demands.add(names.size() == 1 ? names.get(0) : Json.object("anyOf", names));
            }
            for (String former : option.formerNames()) {
                demands.add(Json.object("not", Json.object("required", Json.list(option.name(), former))));
            }
        }
        return demands;
    }

    static Map<String, Object> required(String name) {
        return Json.object("required", Json.list(name));
    }

    /** The schema of an option's value, with what people are told of it. */
    private Map<String, Object> described(OptionDescription option) {
        Map<String, Object> schema = annotation(option.help());
        option.defaultValue().ifPresent(text -> schema.put("default", Samples.json(text, option.type())));
        if (!option.example().isEmpty()) {
            schema.put("examples", Json.list(Samples.json(option.example(), option.type())));
        }
        return with(schema, value(option.type()));
    }

    private Map<String, Object> former(OptionDescription option, String name) {
        Map<String, Object> schema = annotation("Older name of '" + option.name() + "'");
        schema.put("deprecated", true);
        schema.put("deprecationMessage", "write '" + option.name() + "'");
        Map<String, Object> value = value(option.type());
        boolean isSeconds = name.endsWith("_seconds");
        Map<String, Object> seconds = Json.object("type", "integer", "minimum", 0L);
        return with(schema, isSeconds ? Json.object("anyOf", Json.list(seconds, text("[0-9]{1,18}"), value)) : value);
    }

    private static Map<String, Object> text(String pattern) {
        return Json.object("type", "string", "pattern", "^(?:" + pattern + ")$");
    }

    private static Map<String, Object> annotation(String description) {
        return description.isEmpty() ? Json.object() : Json.object("description", description);
    }

    /** Draft-07 ignores what stands beside a reference, so that one is wrapped. */
    static Map<String, Object> with(Map<String, Object> annotations, Map<String, Object> schema) {
        if (schema.containsKey("$ref")) {
            annotations.put("allOf", Json.list(schema));
        } else {
            annotations.putAll(schema);
        }
        return annotations;
    }

    private Map<String, Object> value(OptionType type) {
        if (type instanceof OptionType.Scalar scalar) {
            return scalar(scalar.type().form());
        }
        if (type instanceof OptionType.Choice choice) {
            return words(choice.words());
        }
        if (type instanceof OptionType.ListOf list) {
            return oneOrMore(value(list.item()));
        }
        if (type instanceof OptionType.SetOf set) {
            return oneOrMore(value(set.item()));
        }
        if (type instanceof OptionType.MapOf map) {
            return Json.object("type", "object", "additionalProperties", value(map.value()));
        }
        return structure(type);
    }

    private Map<String, Object> structure(OptionType type) {
        if (type instanceof OptionType.Nested nested) {
            Class<?> options = nested.record();
            return definitions.reference(options, name(options), () -> record(OptionDescription.of(options)));
        }
        if (type instanceof OptionType.Variants variants) {
            return definitions.reference(variants.type(), name(variants.type()), () -> variants(variants));
        }
        if (type instanceof OptionType.Component component) {
            return plugins.whole(List.of(component.kind()));
        }
        return open();
    }

    private static String name(Class<?> type) {
        return "options." + type.getName();
    }

    /** An object with these options and no other key. */
    public Map<String, Object> record(List<OptionDescription> options) {
        Map<String, Object> schema =
                Json.object("type", "object", "properties", properties(options), "additionalProperties", false);
        List<Object> demands = demands(options);
        if (!demands.isEmpty()) {
            schema.put("allOf", demands);
        }
        return schema;
    }

    private Map<String, Object> variants(OptionType.Variants variants) {
        Choice choice = new Choice("kind", this);
        variants.records().forEach((name, type) -> choice.add(name, OptionDescription.of(type)));
        return choice.schema();
    }

    private Map<String, Object> open() {
        return definitions.reference("value", "value", () -> {
            Map<String, Object> self = Json.object("$ref", "#/definitions/value");
            return Json.object(
                    "description",
                    "Any value except null",
                    "type",
                    Json.list("string", "number", "boolean", "array", "object"),
                    "items",
                    self,
                    "additionalProperties",
                    self);
        });
    }

    private static Map<String, Object> scalar(JsonForm form) {
        Map<String, Object> schema =
                Json.object("type", form.types().stream().sorted().toList());
        form.pattern().ifPresent(regex -> schema.put("pattern", "^(?:" + regex + ")$|" + EXPRESSION));
        form.minimum().ifPresent(least -> schema.put("minimum", least));
        form.maximum().ifPresent(greatest -> schema.put("maximum", greatest));
        return schema;
    }
}
