package dev.tributary.etl.cli;

import picocli.CommandLine.Command;

/** {@code etl plugins}: what dataset files can name. */
@Command(
        name = "plugins",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Look at the plugins that datasets can use.")
final class PluginsCommand {}
