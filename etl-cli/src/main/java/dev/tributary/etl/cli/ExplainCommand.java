package dev.tributary.etl.cli;

import dev.tributary.etl.core.Etl;
import dev.tributary.etl.core.dataset.Setting;
import dev.tributary.etl.spi.error.StandardError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code etl explain}: what a failure's code means, or what the settings of a dataset are and where each comes from. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        customSynopsis = {
            "etl explain [CODE]",
            "etl explain DATASET [SETTING] [--datasets=DIR] [--param=NAME=VALUE]... [--home=DIR] [--plugins=DIR] [--json]"
        },
        description = {
            "Explain a code such as E2003, 2003 or CHECKSUM_MISMATCH; without one, list all.",
            "Or show the settings of a dataset, defaults included, and where each comes from; secrets are masked.",
            "SETTING is a name such as run or load[0].formats: that setting and all inside it."
        })
final class ExplainCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DatasetOptions dataset = new DatasetOptions();

    @Parameters(index = "1", arity = "0..1", paramLabel = "SETTING", description = "A setting, such as run.workers.")
    private Optional<String> setting = Optional.empty();

    @Option(names = "--json", description = "Print one JSON object on standard output and nothing else there.")
    private boolean json;

    @Mixin
    private HomeOption home = new HomeOption();

    ExplainCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Codes codes = new Codes(surroundings.out());
        Optional<String> subject = dataset.written();
        if (subject.isEmpty()) {
            codes.printAll();
            return ExitCode.DONE;
        }
        Optional<StandardError> error = setting.isEmpty() ? Codes.find(subject.get()) : Optional.empty();
        if (error.isPresent()) {
            codes.print(error.get());
            return ExitCode.DONE;
        }
        if (setting.isEmpty() && Codes.looksLikeOne(subject.get())) {
            String advice = "There is no code '" + subject.get() + "'; " + Codes.advice(subject.get());
            surroundings.err().println(PrintableText.of(advice));
            return ExitCode.FAILED;
        }
        return explain(dataset.file(surroundings, spec));
    }

    private int explain(Path file) {
        try (Etl etl = home.open(surroundings)) {
            List<Setting> all = etl.validate(file, dataset.parameters()).settings();
            List<Setting> chosen = all.stream().filter(this::isMeant).toList();
            if (chosen.isEmpty()) {
                surroundings.err().println(PrintableText.of(advice(all)));
                return ExitCode.FAILED;
            }
            SettingsView view = new SettingsView(file, chosen);
            if (json) {
                surroundings.out().println(JsonText.of(view.json()));
            } else {
                view.print(surroundings.out());
            }
            return ExitCode.DONE;
        }
    }

    private boolean isMeant(Setting each) {
        String wanted = setting.orElse("");
        String path = each.path();
        return wanted.isEmpty()
                || path.equals(wanted)
                || path.startsWith(wanted + ".")
                || path.startsWith(wanted + "[");
    }

    private String advice(List<Setting> all) {
        String wanted = setting.orElse("");
        List<String> known = all.stream().map(Setting::path).toList();
        return "There is no setting '" + wanted + "'; "
                + NearestName.of(wanted, known)
                        .map(name -> "did you mean '" + name + "'?")
                        .orElse("without a name, all are shown");
    }
}
