package dev.tributary.etl.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Which dataset, and the values of its parameters. */
final class DatasetOptions {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "DATASET",
            description = "A dataset file, or an id looked up in --datasets, config/datasets and examples/datasets;"
                    + " $$DATASET_ID when it is left out.")
    private Optional<String> dataset = Optional.empty();

    @Option(names = "--datasets", paramLabel = "DIR", description = "A folder of dataset files.")
    private Optional<Path> datasets = Optional.empty();

    @Option(
            names = "--param",
            paramLabel = "NAME=VALUE",
            description = "A value for $${param:NAME}; may be given several times.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    Path file(Surroundings surroundings, CommandSpec spec) throws IOException {
        Optional<String> given =
                dataset.or(() -> Optional.ofNullable(surroundings.environment().get("DATASET_ID")));
        String name = given.filter(text -> !text.isBlank())
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "Missing DATASET: a dataset file or id, or set DATASET_ID"));
        return new DatasetLookup(surroundings, datasets).file(name);
    }

    /** What the command line says; empty when nothing. */
    Optional<String> written() {
        return dataset;
    }

    /** What another command needs to find the same dataset, as it was typed; a parameter's value may be a secret. */
    String argument(String id) {
        StringBuilder argument = new StringBuilder(written().orElse(id));
        datasets.ifPresent(folder -> argument.append(" --datasets ").append(folder));
        parameters
                .keySet()
                .forEach(name -> argument.append(" --param ").append(name).append("=..."));
        return argument.toString();
    }

    Map<String, String> parameters() {
        return parameters;
    }
}
