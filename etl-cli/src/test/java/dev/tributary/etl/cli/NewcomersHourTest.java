package dev.tributary.etl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.cli.CommandRunner.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody does who has never seen the program, command by command, in an empty folder. */
class NewcomersHourTest {
    private static final String BROKEN = """
            dataset_id: my proteins
            extract:
              plugin: file
              pathes: [my-proteins/*.dat]
            parse: { plugin: uniprot_flt }
            run: { workers: many }
            load: [{ plugin: jsonl }]
            limits: { rejects: 200% }
            """;

    @TempDir
    Path folder;

    /** The program, in one folder. */
    interface Program {
        Result run(String... arguments);
    }

    @Test
    void fromAnEmptyFolderToARelease() throws IOException {
        walk(folder, new CommandRunner(folder)::run);
    }

    static void walk(Path folder, Program etl) throws IOException {
        succeeds(etl.run("init"), "./etl validate");
        faultsAreNamedAtOnce(folder, etl);
        succeeds(etl.run("validate", "my_proteins"), "is valid");

        var before = names(folder);
        succeeds(etl.run("preview", "my_proteins", "--limit", "2"), "taxonomy_id", "nothing was written");
        succeeds(etl.run("test", "my_proteins"), "passed");
        succeeds(etl.run("plan", "my_proteins"), "would start a new job");
        assertThat(names(folder)).isEqualTo(before);

        succeeds(etl.run("run", "my_proteins"), "3 read, 3 loaded", "./etl trace my_proteins p0cvl0");
        succeeds(etl.run("trace", "my_proteins", "p0cvl0"), "proteins.dat", "ID   ");
        succeeds(etl.run("plan", "my_proteins"), "nothing to do");
        succeeds(etl.run("run", "my_proteins"), "unchanged");
        succeeds(etl.run("verify", "my_proteins"), "all is as it was written");
    }

    private static void faultsAreNamedAtOnce(Path folder, Program etl) throws IOException {
        Files.writeString(folder.resolve("broken.yaml"), BROKEN);
        var refused = etl.run("validate", "broken.yaml");
        assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err())
                .contains("broken.yaml:1:13 dataset_id", "found 'my proteins'")
                .contains("broken.yaml:4:3 extract.pathes", "did you mean 'paths'?")
                .contains("broken.yaml:5:18 parse[0].plugin", "did you mean 'uniprot_flat'?")
                .contains("broken.yaml:6:17 run.workers", "found 'many'")
                .contains("broken.yaml:8:9 limits", "found '200%'");
        Files.delete(folder.resolve("broken.yaml"));
    }

    private static void succeeds(Result result, String... says) {
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains(says);
    }

    private static List<String> names(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.map(Path::toString).sorted().toList();
        }
    }
}
