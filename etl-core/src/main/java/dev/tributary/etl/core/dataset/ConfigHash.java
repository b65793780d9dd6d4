package dev.tributary.etl.core.dataset;

import dev.tributary.etl.core.internal.options.BindingTrace;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The digest of what decides a dataset's output: every written setting of some top-level keys, one a line as {@code path=value}, sorted. Key
 * order, comments, anchors, quotes, older names and the file's folder do not show in it; secrets and defaults are left out.
 */
final class ConfigHash {
    private static final Set<String> KEYS =
            Set.of("extract", "parse", "normalize", "transform", "load", "duplicates", "release");

    /** Which releases a run goes through: what comes of each is the same. */
    private static final Set<String> RANGE = Set.of("release.mode", "release.from", "release.to", "release.batch");

    private ConfigHash() {}

    static String of(List<BindingTrace.Leaf> leaves) {
        return of(leaves, KEYS);
    }

    /** The same over the loaders alone: what is published was written as they say. */
    static String ofLoaders(List<BindingTrace.Leaf> leaves) {
        return of(leaves, Set.of("load"));
    }

    private static String of(List<BindingTrace.Leaf> leaves, Set<String> keys) {
        TreeSet<String> lines = new TreeSet<>();
        for (BindingTrace.Leaf leaf : leaves) {
            if (leaf.place().isPresent()
                    && leaf.canonical().isPresent()
                    && isHashed(leaf.path().text(), keys)) {
                lines.add(line(leaf.path().text(), leaf.canonical().get()));
            }
        }
        return DatasetSource.sha256(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isHashed(String path, Set<String> keys) {
        int end = 0;
        while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
            end++;
        }
        return keys.contains(path.substring(0, end)) && !RANGE.contains(path);
    }

    private static String line(String path, String value) {
        return path + "=" + value.replace("\\", "\\\\").replace("\n", "\\n");
    }
}
