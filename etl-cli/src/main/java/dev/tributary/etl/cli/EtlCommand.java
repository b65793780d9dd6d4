package dev.tributary.etl.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command without a subcommand: prints its help. */
@Command(
        name = "etl",
        mixinStandardHelpOptions = true,
        versionProvider = EtlCommand.Version.class,
        description = "Verified, resumable, versioned ETL for open scientific data.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, or nothing to do",
            "1:the run failed, or nothing was found",
            "2:bad usage or configuration",
            "3:another run of the dataset is at work",
            "4:more records were rejected than limits.rejects allows",
            "130:ended by SIGINT; run again to go on",
            "143:ended by SIGTERM; run again to go on"
        },
        footer = {"%nFirst steps:", "  ./etl run uniprot_sample", "  ./etl status"})
final class EtlCommand {
    private EtlCommand() {}

    static CommandLine commandLine(Surroundings surroundings) {
        CommandLine rejects = new CommandLine(new RejectsCommand())
                .addSubcommand(new RejectsListCommand(surroundings))
                .addSubcommand(new RejectsShowCommand(surroundings))
                .addSubcommand(new RejectsReplayCommand(surroundings));
        CommandLine plugins = new CommandLine(new PluginsCommand())
                .addSubcommand(new PluginsListCommand(surroundings))
                .addSubcommand(new PluginsDescribeCommand(surroundings));
        Failures failures = new Failures(surroundings.err());
        return new CommandLine(new EtlCommand())
                .addSubcommand(new InitCommand(surroundings))
                .addSubcommand(new RunCommand(surroundings))
                .addSubcommand(new WorkerCommand(surroundings))
                .addSubcommand(new FetchCommand(surroundings))
                .addSubcommand(new ValidateCommand(surroundings))
                .addSubcommand(new PreviewCommand(surroundings))
                .addSubcommand(new TestCommand(surroundings))
                .addSubcommand(new PlanCommand(surroundings))
                .addSubcommand(new StatusCommand(surroundings))
                .addSubcommand(new JobsCommand(surroundings))
                .addSubcommand(new VerifyCommand(surroundings))
                .addSubcommand(new AuditCommand(surroundings))
                .addSubcommand(new DoctorCommand(surroundings))
                .addSubcommand(new TraceCommand(surroundings))
                .addSubcommand(rejects)
                .addSubcommand(new CancelCommand(surroundings))
                .addSubcommand(new PauseCommand(surroundings))
                .addSubcommand(new DrainCommand(surroundings))
                .addSubcommand(new ResumeCommand(surroundings))
                .addSubcommand(new UnlockCommand(surroundings))
                .addSubcommand(StateCommand.with(surroundings))
                .addSubcommand(plugins)
                .addSubcommand(new DdlCommand(surroundings))
                .addSubcommand(new SchemaCommand(surroundings))
                .addSubcommand(new ExplainCommand(surroundings))
                .setOut(surroundings.out())
                .setErr(surroundings.err())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, line, parsed) -> failures.print(e));
    }

    /** The version in the JAR's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = EtlCommand.class.getPackage().getImplementationVersion();
            String java = Runtime.version().toString();
            return new String[] {"etl " + (version == null ? "(development)" : version) + ", Java " + java};
        }
    }
}
