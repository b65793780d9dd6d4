package dev.tributary.etl.core.internal.yaml;

import dev.tributary.etl.core.config.ConfigException;
import dev.tributary.etl.core.config.Place;
import dev.tributary.etl.spi.error.StandardError;
import java.io.StringReader;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Reads one YAML document into nodes. Only the parser of SnakeYAML is used, never its object mapping: its events show explicit tags and the
 * places of aliases, which its node tree does not.
 */
public final class YamlReader {
    private YamlReader() {}

    /**
     * Reads a document that is a mapping or a list.
     *
     * @throws ConfigException CONFIG_UNREADABLE when it is not one document in UTF-8 without tags, within the limits
     */
    public static YamlNode read(String file, byte[] bytes, ProblemCollector problems) {
        String text = YamlText.decode(file, bytes);
        YamlNode root = build(text, new NodeBuilder(file, problems));
        if (root instanceof YamlScalar scalar) {
            String why = scalar.isBlank() ? "it is empty" : "it is a single value, not a mapping";
            throw YamlText.refused(root.place(), why, "a dataset file is a mapping that begins with dataset_id");
        }
        return root;
    }

    /** Reads a fragment as an option's default has it; every node stands at {@code place}. */
    public static YamlNode fragment(String text, Place place, ProblemCollector problems) {
        return build(text, new NodeBuilder(place, problems));
    }

    private static YamlNode build(String text, NodeBuilder builder) {
        try {
            return builder.document(
                    new Yaml(options()).parse(new StringReader(text)).iterator());
        } catch (ConfigException e) {
            throw e;
        } catch (MarkedYAMLException e) {
            throw invalid(builder, Optional.ofNullable(e.getProblemMark()), e.getProblem());
        } catch (ReaderException e) {
            int index = text.offsetByCodePoints(0, Math.min(e.getPosition(), text.codePointCount(0, text.length())));
            Place place = YamlText.after(builder.file(), text, index);
            String hex = Integer.toHexString(e.getCodePoint()).toUpperCase(java.util.Locale.ROOT);
            throw YamlText.refused(place, "it holds the special character U+" + hex, "remove the character");
        } catch (RuntimeException e) {
            // The parser is foreign code and its input is any text: what it fails with is a problem of the file.
            throw invalid(builder, Optional.empty(), e.getClass().getSimpleName() + " near this place");
        }
    }

    private static ConfigException invalid(NodeBuilder builder, Optional<Mark> mark, String why) {
        Place place = mark.map(builder::place).orElseGet(builder::lastPlace);
        String hint = StandardError.CONFIG_UNREADABLE.help();
        return YamlText.refused(place, "it is not valid YAML, " + why, hint);
    }

    private static LoaderOptions options() {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(NodeBuilder.MAX_ALIASES);
        options.setNestingDepthLimit(NodeBuilder.MAX_DEPTH);
        options.setCodePointLimit(YamlText.MAX_BYTES + 1);
        return options;
    }
}
