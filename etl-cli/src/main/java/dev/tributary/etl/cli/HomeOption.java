package dev.tributary.etl.cli;

import dev.tributary.etl.core.Etl;
import dev.tributary.etl.core.EtlBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Option;

/** Where ledger, raw files, releases and output are, and plugins that are not on the class path. */
final class HomeOption {
    private static final Path DEFAULT = Path.of(".etl");

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "Folder of ledger, raw files, releases and output (default: ./.etl).")
    private Path home = DEFAULT;

    @Option(
            names = "--plugins",
            paramLabel = "DIR",
            description = "Folder of plugins besides plugins in the home: x.jar is one, x/*.jar together are one.")
    private Optional<Path> plugins = Optional.empty();

    @Option(
            names = "--ledger",
            paramLabel = "JDBC_URL",
            description =
                    "Database of the ledger, instead of a file in the home: jdbc:postgresql://host/database?user=NAME."
                            + " A password that is not in it is looked for in ~/.pgpass.")
    private Optional<String> ledger = Optional.empty();

    Etl open(Surroundings surroundings) {
        return open(surroundings, builder -> builder);
    }

    /** The engine with more settings. */
    Etl open(Surroundings surroundings, UnaryOperator<EtlBuilder> settings) {
        var builder = Etl.builder().home(surroundings.resolve(home)).environment(surroundings.environment());
        plugins.map(surroundings::resolve).ifPresent(builder::pluginFolder);
        ledger.map(LedgerPool::of).ifPresent(pool -> builder.dataSource(pool).closing(pool));
        return settings.apply(builder).build();
    }

    /** Whether there was ever a run: looking must not make a home. */
    boolean exists(Surroundings surroundings) {
        return ledger.isPresent() || Files.isDirectory(surroundings.resolve(home));
    }

    Path path() {
        return home;
    }

    /** What another command needs to look at the same home; empty for the default. */
    String argument() {
        return (home.equals(DEFAULT) ? "" : " --home " + home)
                + ledger.map(url -> " --ledger " + LedgerPool.withoutSettings(url))
                        .orElse("");
    }

    /** What to say when it does not exist. */
    String missing() {
        return "Nothing was run in " + home
                + " yet: there is no such home. Run a dataset first, or name its home with --home.";
    }
}
