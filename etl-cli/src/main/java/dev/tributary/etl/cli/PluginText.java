package dev.tributary.etl.cli;

import dev.tributary.etl.core.PluginInfo;
import java.io.PrintWriter;

/** A plugin and its options for people. */
final class PluginText {
    private static final String INDENT = "    ";

    private final PrintWriter out;

    PluginText(PrintWriter out) {
        this.out = out;
    }

    void print(PluginInfo plugin) {
        line("", plugin.kind() + " " + plugin.name() + ", revision " + plugin.revision());
        if (!plugin.help().isEmpty()) {
            line("  ", plugin.help());
        }
        line("  ", "from " + plugin.source());
        if (plugin.options().isEmpty()) {
            line("  ", "It has no options.");
        }
        plugin.options().forEach(option -> print(option, "  "));
    }

    private void print(PluginInfo.OptionInfo option, String indent) {
        if (option.type().equals("kind")) {
            line(indent, "kind: " + option.name());
        } else {
            line(indent, option.name() + "  (" + OptionFacts.of(option) + ")");
        }
        if (!option.help().isEmpty()) {
            line(indent + INDENT, option.help());
        }
        option.example().ifPresent(example -> line(indent + INDENT, "example: " + example));
        if (!option.formerNames().isEmpty()) {
            line(indent + INDENT, "older names: " + String.join(", ", option.formerNames()));
        }
        option.options().forEach(inner -> print(inner, indent + INDENT));
    }

    private void line(String indent, String text) {
        out.println(PrintableText.of(indent + text));
    }
}
