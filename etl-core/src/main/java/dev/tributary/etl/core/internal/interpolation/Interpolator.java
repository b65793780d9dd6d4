package dev.tributary.etl.core.internal.interpolation;

import dev.tributary.etl.core.internal.yaml.ProblemCollector;
import dev.tributary.etl.core.internal.yaml.SettingPath;
import dev.tributary.etl.core.internal.yaml.YamlMapping;
import dev.tributary.etl.core.internal.yaml.YamlNode;
import dev.tributary.etl.core.internal.yaml.YamlScalar;
import dev.tributary.etl.core.internal.yaml.YamlSequence;
import dev.tributary.etl.spi.error.EtlException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Replaces {@code ${...}} in the scalars of a tree; keys stay as they are. A value is text and is never looked into again. Problems name the
 * expression, never a value. For one thread.
 */
public final class Interpolator {
    private final Map<String, VariableScheme> schemes;
    private final ProblemCollector problems;

    /** An interpolator that knows these schemes. */
    public Interpolator(Map<String, VariableScheme> schemes, ProblemCollector problems) {
        this.schemes = new TreeMap<>(schemes);
        this.problems = problems;
    }

    /** The tree with all expressions replaced; every node is a new object, so each use of an anchor stands for itself. */
    public YamlNode resolve(YamlNode node, SettingPath path) {
        if (node instanceof YamlSequence sequence) {
            List<YamlNode> items = new ArrayList<>();
            for (YamlNode item : sequence.items()) {
                items.add(resolve(item, path.index(items.size())));
            }
            return new YamlSequence(sequence.place(), items);
        }
        if (node instanceof YamlMapping mapping) {
            return mapping(mapping, path);
        }
        return scalar((YamlScalar) node, path);
    }

    /** The mapping with all expressions in its values replaced. */
    public YamlMapping mapping(YamlMapping mapping, SettingPath path) {
        List<YamlMapping.Entry> entries = new ArrayList<>();
        for (YamlMapping.Entry entry : mapping.entries()) {
            YamlNode value = resolve(entry.value(), path.key(entry.key()));
            entries.add(new YamlMapping.Entry(entry.key(), entry.place(), value));
        }
        return new YamlMapping(mapping.place(), entries);
    }

    private YamlScalar scalar(YamlScalar scalar, SettingPath path) {
        if (!scalar.text().contains("${")) {
            return scalar.copy();
        }
        try {
            Resolution resolution = new Resolution(schemes, scalar.place());
            return scalar.interpolated(resolution.text(scalar.text()), resolution.sources());
        } catch (EtlException e) {
            problems.error(scalar.place(), path.toString(), e.problem());
            return scalar.unresolved();
        }
    }
}
