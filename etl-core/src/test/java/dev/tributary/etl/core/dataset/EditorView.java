package dev.tributary.etl.core.dataset;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.tributary.etl.core.internal.plugins.PluginRegistry;
import dev.tributary.etl.core.internal.yaml.ProblemCollector;
import dev.tributary.etl.core.internal.yaml.YamlMapping;
import dev.tributary.etl.core.internal.yaml.YamlNode;
import dev.tributary.etl.core.internal.yaml.YamlReader;
import dev.tributary.etl.core.internal.yaml.YamlScalar;
import dev.tributary.etl.core.internal.yaml.YamlSequence;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Sees a dataset file as an editor does: YAML typed by the 1.2 core schema, checked by a draft-07 validator. */
public final class EditorView {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private final Schema schema;

    private EditorView(String schema) {
        this.schema =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(schema, InputFormat.JSON);
    }

    public static EditorView of(PluginRegistry registry) {
        return new EditorView(DatasetSchema.of(registry));
    }

    /** What the editor marks; empty when nothing. */
    public List<String> marks(String yaml) {
        ProblemCollector problems = new ProblemCollector();
        YamlNode node = YamlReader.read("f.yaml", yaml.getBytes(StandardCharsets.UTF_8), problems);
        problems.throwIfAny();
        return schema.validate(json(node)).stream().map(Object::toString).toList();
    }

    private static JsonNode json(YamlNode node) {
        if (node instanceof YamlSequence list) {
            ArrayNode array = JSON.arrayNode();
            list.items().forEach(item -> array.add(json(item)));
            return array;
        }
        if (node instanceof YamlMapping mapping) {
            ObjectNode object = JSON.objectNode();
            mapping.entries().forEach(e -> object.set(e.key(), json(e.value())));
            return object;
        }
        YamlScalar scalar = (YamlScalar) node;
        return scalar.isPlain() ? plain(scalar.text()) : JSON.stringNode(scalar.text());
    }

    private static JsonNode plain(String text) {
        if (text.matches("|~|null|Null|NULL")) {
            return JSON.nullNode();
        }
        if (text.matches("true|True|TRUE|false|False|FALSE")) {
            return JSON.booleanNode(Boolean.parseBoolean(text));
        }
        if (text.matches("[-+]?[0-9]+")) {
            return JSON.numberNode(new BigDecimal(text).toBigInteger());
        }
        boolean isNumber = text.matches("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
        return isNumber ? JSON.numberNode(new BigDecimal(text)) : JSON.stringNode(text);
    }
}
