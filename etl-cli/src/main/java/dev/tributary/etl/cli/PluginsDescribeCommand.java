package dev.tributary.etl.cli;

import dev.tributary.etl.core.Etl;
import dev.tributary.etl.core.PluginInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code etl plugins describe}: what a plugin does and each of its options. */
@Command(
        name = "describe",
        mixinStandardHelpOptions = true,
        description = "Describe plugins and their options: all, those of a kind, or one.")
final class PluginsDescribeCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "KIND",
            description = "extractor, parser, normalizer, loader ...; or a name alone.")
    private Optional<String> first = Optional.empty();

    @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "The name that dataset files write.")
    private Optional<String> name = Optional.empty();

    @Option(names = "--json", description = "Print one JSON object on standard output and nothing else there.")
    private boolean json;

    @Option(
            names = "--pages",
            paramLabel = "DIR",
            description = "Write a reference page (Markdown) of each kind of plugin there instead.")
    private Optional<Path> pages = Optional.empty();

    @Mixin
    private HomeOption home = new HomeOption();

    PluginsDescribeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        try (Etl etl = home.open(surroundings)) {
            etl.pluginWarnings().forEach(w -> surroundings.err().println(PrintableText.of("plugin left out: " + w)));
            List<PluginInfo> chosen =
                    etl.plugins().stream().filter(this::isMeant).toList();
            if (chosen.isEmpty()) {
                surroundings.err().println(PrintableText.of(advice(etl.plugins())));
                return ExitCode.FAILED;
            }
            if (pages.isPresent()) {
                new ReferencePages(chosen, etl.datasetKeys()).write(surroundings.resolve(pages.get()));
            } else if (json) {
                surroundings.out().println(JsonText.of(PluginJson.of(chosen)));
            } else {
                print(chosen);
            }
            return ExitCode.DONE;
        }
    }

    private void print(List<PluginInfo> plugins) {
        PluginText text = new PluginText(surroundings.out());
        text.print(plugins.get(0));
        for (PluginInfo plugin : plugins.subList(1, plugins.size())) {
            surroundings.out().println();
            text.print(plugin);
        }
    }

    private boolean isMeant(PluginInfo plugin) {
        if (first.isEmpty()) {
            return true;
        }
        boolean isKind = isKind(plugin);
        return name.map(n -> isKind && plugin.name().equals(n))
                .orElse(isKind || plugin.name().equals(first.get()));
    }

    /** {@code file parser} and {@code file_parser} are one; {@code parser} is both kinds that stand under parse. */
    private boolean isKind(PluginInfo plugin) {
        String kind = first.orElse("").replace('_', ' ');
        return plugin.kind().equals(kind)
                || (kind.equals("parser") && plugin.kind().equals("file parser"));
    }

    private String advice(List<PluginInfo> plugins) {
        String wanted = name.or(() -> first).orElse("");
        List<String> known = plugins.stream()
                .flatMap(p -> Stream.of(p.name(), p.kind()))
                .distinct()
                .toList();
        return "There is no plugin '"
                + first.map(f -> name.map(n -> f + " " + n).orElse(f)).orElse("") + "'; "
                + NearestName.of(wanted, known)
                        .map(nearest -> "did you mean '" + nearest + "'?")
                        .orElse("'etl plugins list' names all");
    }
}
