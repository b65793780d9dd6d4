package dev.tributary.etl.cli;

import dev.tributary.etl.core.Etl;
import dev.tributary.etl.core.Preview;
import dev.tributary.etl.core.PreviewRequest;
import dev.tributary.etl.core.PreviewStage;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code etl preview}: the first records of a dataset, straight from its source. */
@Command(
        name = "preview",
        mixinStandardHelpOptions = true,
        description =
                "Show a dataset's first records as they leave a stage. Reads straight from the source and writes nothing.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:shown, also when records were rejected", "1:the source or a stage failed", "2:configuration"
        })
final class PreviewCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DatasetOptions dataset = new DatasetOptions();

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private NetworkOption network = new NetworkOption();

    @Option(names = "--limit", paramLabel = "N", description = "Records to show, up to 10000 (default: 10).")
    private int limit = 10;

    @Option(
            names = "--stage",
            paramLabel = "STAGE",
            description =
                    "extract: source records; parse: as parsed; normalize: behind the normalizers; transform (default):"
                            + " as the loaders would get them.")
    private PreviewStage stage = PreviewStage.TRANSFORM;

    @Mixin
    private JsonOption json = new JsonOption();

    PreviewCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (limit < 1 || limit > PreviewRequest.MAX_LIMIT) {
            throw new ParameterException(
                    spec.commandLine(), "--limit must be 1 to " + PreviewRequest.MAX_LIMIT + ", found " + limit);
        }
        PreviewRequest request =
                new PreviewRequest(dataset.file(surroundings, spec), dataset.parameters(), stage, limit);
        try (Etl etl = home.open(surroundings, network::apply)) {
            Preview preview = json.orFailure(surroundings, () -> etl.preview(request));
            print(preview);
            return ExitCode.DONE;
        }
    }

    private void print(Preview preview) {
        if (json.wanted()) {
            surroundings.out().println(JsonText.of(PreviewJson.of(preview)));
        } else {
            new PreviewText(surroundings).print(preview);
        }
    }
}
