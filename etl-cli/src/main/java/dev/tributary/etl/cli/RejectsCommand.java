package dev.tributary.etl.cli;

import picocli.CommandLine.Command;

/** {@code etl rejects}: records that were not loaded. */
@Command(
        name = "rejects",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Look at records that were not loaded, and load those that can be now.")
final class RejectsCommand {}
