package dev.tributary.etl.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code etl state}: what a dataset's runs remember from one to the next. */
@Command(
        name = "state",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Look at what a dataset's runs remember from one to the next, and change it.")
final class StateCommand {
    private StateCommand() {}

    static CommandLine with(Surroundings surroundings) {
        return new CommandLine(new StateCommand())
                .addSubcommand(new StateShowCommand(surroundings))
                .addSubcommand(new StateSetCommand(surroundings))
                .addSubcommand(new StateResetCommand(surroundings))
                .addSubcommand(new StateImportCommand(surroundings));
    }
}
