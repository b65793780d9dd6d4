package dev.tributary.etl.cli;

import dev.tributary.etl.core.Etl;
import dev.tributary.etl.core.PluginInfo;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code etl plugins list}: plugins by kind and name with their options. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "List the plugins and their options.")
final class PluginsListCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--json", description = "Print one JSON object on standard output and nothing else there.")
    private boolean json;

    @Mixin
    private HomeOption home = new HomeOption();

    PluginsListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        try (Etl etl = home.open(surroundings)) {
            etl.pluginWarnings().forEach(w -> surroundings.err().println(PrintableText.of("plugin left out: " + w)));
            if (json) {
                surroundings.out().println(JsonText.of(PluginJson.of(etl.plugins())));
            } else {
                etl.plugins().forEach(this::print);
            }
            return ExitCode.DONE;
        }
    }

    private void print(PluginInfo plugin) {
        String options = plugin.options().stream()
                .map(o -> o.name() + (o.required() ? " (required)" : ""))
                .collect(Collectors.joining(", "));
        surroundings
                .out()
                .println(String.format(Locale.ROOT, "%-14s %-22s %s", plugin.kind(), plugin.name(), options)
                        .stripTrailing());
    }
}
