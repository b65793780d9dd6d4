package dev.tributary.etl.cli;

import dev.tributary.etl.core.PluginInfo;
import dev.tributary.etl.core.PluginInfo.OptionInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The reference pages: one of the dataset file, one of each kind of plugin, and a list of them. The same plugins give the same pages. */
final class ReferencePages {
    private static final String NOTE = "<!-- made by: ./etl plugins describe --pages docs/reference -->\n\n";

    private final List<PluginInfo> plugins;
    private final List<OptionInfo> datasetKeys;

    ReferencePages(List<PluginInfo> plugins, List<OptionInfo> datasetKeys) {
        this.plugins = plugins;
        this.datasetKeys = datasetKeys;
    }

    /** Writes all pages, replacing those of the same names. */
    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, String> page : pages().entrySet()) {
            Files.write(folder.resolve(page.getKey()), page.getValue().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Pages by file name. */
    Map<String, String> pages() {
        Map<String, List<PluginInfo>> byKind = new TreeMap<>();
        plugins.forEach(
                p -> byKind.computeIfAbsent(p.kind(), k -> new ArrayList<>()).add(p));
        Map<String, String> pages = new TreeMap<>();
        pages.put("dataset.md", datasetPage());
        byKind.forEach((kind, its) -> pages.put(fileName(kind), kindPage(kind, its)));
        pages.put("README.md", index(byKind));
        return pages;
    }

    private static String fileName(String kind) {
        return kind.replace(' ', '-') + "s.md";
    }

    private static String title(String kind) {
        return kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1) + "s";
    }

    private static String index(Map<String, List<PluginInfo>> byKind) {
        StringBuilder page = new StringBuilder(NOTE).append("# Reference\n\n");
        page.append("- [The dataset file](dataset.md): its top-level keys\n");
        byKind.forEach((kind, its) -> page.append("- [")
                .append(title(kind))
                .append("](")
                .append(fileName(kind))
                .append("): ")
                .append(String.join(", ", its.stream().map(PluginInfo::name).toList()))
                .append('\n'));
        return page.toString();
    }

    private String datasetPage() {
        StringBuilder page = new StringBuilder(NOTE).append("# The dataset file\n\n");
        page.append(
                        "Its top-level keys; all but `dataset_id` and `extract` may be left out. Where a key takes a plugin, write its name, or\n")
                .append(
                        "`{plugin: name, option: value}`. Every value may hold `${VAR}`, `${param:NAME}` or `${file:PATH}`, with `:-default` or\n")
                .append("`:?message`. Keys `x-*` are shelves for anchors.\n\n");
        table(datasetKeys, page);
        return page.toString();
    }

    private static String kindPage(String kind, List<PluginInfo> plugins) {
        StringBuilder page =
                new StringBuilder(NOTE).append("# ").append(title(kind)).append("\n");
        for (PluginInfo plugin : plugins) {
            page.append("\n## ").append(plugin.name()).append("\n\n");
            if (!plugin.help().isEmpty()) {
                page.append(plugin.help()).append("\n\n");
            }
            if (plugin.options().isEmpty()) {
                page.append("It has no options.\n");
            } else {
                table(plugin.options(), page);
            }
        }
        return page.toString();
    }

    private static void table(List<OptionInfo> options, StringBuilder page) {
        page.append("| key | takes | | what it is |\n|---|---|---|---|\n");
        rows(options, "", page);
    }

    private static void rows(List<OptionInfo> options, String prefix, StringBuilder page) {
        for (OptionInfo option : options) {
            boolean isKind = option.type().equals("kind");
            String name = isKind ? prefix + "kind: " + option.name() : prefix + option.name();
            page.append("| `").append(name).append("` | ");
            page.append(isKind ? " |  | " : cell(option.type()) + " | " + presence(option) + " | ");
            page.append(cell(what(option))).append(" |\n");
            rows(option.options(), prefix + (isKind ? "" : option.name() + "."), page);
        }
    }

    private static String presence(OptionInfo option) {
        String text = OptionFacts.presence(option);
        return text.startsWith("default ") ? "default `" + text.substring("default ".length()) + "`" : text;
    }

    private static String what(OptionInfo option) {
        StringBuilder text = new StringBuilder(option.help());
        if (text.length() > 0 && text.charAt(text.length() - 1) != '.') {
            text.append('.');
        }
        option.example().ifPresent(e -> text.append(" Example: `").append(e).append("`."));
        if (!option.formerNames().isEmpty()) {
            text.append(" Older names: `")
                    .append(String.join("`, `", option.formerNames()))
                    .append("`.");
        }
        return text.toString().strip();
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace('\n', ' ');
    }
}
