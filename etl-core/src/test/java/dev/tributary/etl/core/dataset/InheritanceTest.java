package dev.tributary.etl.core.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tributary.etl.core.config.ConfigException;
import dev.tributary.etl.core.dataset.FakePlugins.EveryType;
import dev.tributary.etl.core.dataset.FakePlugins.FileOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dataset files that extend others. */
final class InheritanceTest {
    private static final String BASE = """
            organization: uniprot
            extract: { plugin: file, paths: [a.dat], folder: data, key: "${file:key.txt}" }
            load: [jsonl]
            run: { workers: 2, lease: 60s }
            """;

    @TempDir
    private Path folder;

    @Test
    void mappingsAreMergedListsAndValuesReplaced() {
        write("base.yaml", BASE);
        write("key.txt", "k");
        Dataset dataset = read(write("demo.yaml", """
                extends: base.yaml
                dataset_id: demo
                extract: { paths: [b.dat] }
                run: { workers: 3 }
                load: [{ plugin: jsonl, partition_by: x }, jsonl]
                """));
        assertThat(((FileOptions) dataset.stages().extract().options()).paths()).containsExactly("b.dat");
        assertThat(dataset.run().workers()).isEqualTo(3);
        assertThat(dataset.run().lease()).hasSeconds(60);
        assertThat(dataset.stages().load()).hasSize(2);
        assertThat(dataset.organization()).isEqualTo("uniprot");
    }

    @Test
    void everySettingNamesTheFileThatItIsWrittenIn() {
        Path base = write("base.yaml", BASE);
        write("key.txt", "k");
        Path demo = write("demo.yaml", "dataset_id: demo\nextends: base.yaml\nrun: { workers: 3 }\n");
        assertThat(read(demo).settings())
                .extracting(Setting::toString)
                .contains(
                        "run.workers = 3 (" + demo + ":3:17)",
                        "run.lease = 60s (" + base + ":4:27)",
                        "extract.plugin = file (" + base + ":2:20)",
                        "extract.key = *** (" + base + ":2:61, file key.txt)",
                        "extends = base.yaml (" + demo + ":2:10)");
    }

    @Test
    void pathsAndFilesCountFromTheFolderOfTheFileThatNamesThem() throws IOException {
        Files.createDirectories(folder.resolve("shelf"));
        write("shelf/base.yaml", BASE);
        write("shelf/key.txt", "k");
        Dataset dataset = read(write("demo.yaml", "dataset_id: demo\nextends: shelf/base.yaml\n"));
        FileOptions options = (FileOptions) dataset.stages().extract().options();
        assertThat(options.folder()).contains(folder.resolve("shelf").resolve("data"));
        assertThat(dataset.identity().source().parents())
                .extracting(DatasetSource::file)
                .containsExactly(folder.resolve("shelf/base.yaml"));
        assertThat(dataset.identity().source().text()).contains("dataset_id: demo", "organization: uniprot");
    }

    @Test
    void whatWasReadIsReadAgainWithoutItsFiles() throws IOException {
        Files.createDirectories(folder.resolve("shelf"));
        Path base = write("shelf/base.yaml", BASE);
        write("shelf/key.txt", "k");
        Path demo = write("demo.yaml", "dataset_id: demo\nextends: shelf/../shelf/base.yaml\nlicence: ${LICENCE}\n");
        Dataset before = new DatasetReader().read(demo, Map.of(), Map.of("LICENCE", "a"), FakePlugins.registry());
        DatasetSource source = before.identity().source();
        List<DatasetSource> recorded = Stream.concat(Stream.of(source), source.parents().stream())
                .map(each -> DatasetSource.of(each.file(), each.ownText()))
                .toList();
        Files.delete(base);
        Files.writeString(demo, "dataset_id: another\n");

        Dataset again = new DatasetReader().reread(recorded, Map.of(), Map.of("LICENCE", "b"), FakePlugins.registry());

        assertThat(again.id()).isEqualTo("demo");
        assertThat(again.configHash()).isEqualTo(before.configHash());
        assertThat(again.plugins()).isEqualTo(before.plugins());
        assertThat(again.description().licence()).contains("b");
        assertThat(((FileOptions) again.stages().extract().options()).folder().map(Path::normalize))
                .contains(folder.resolve("shelf").resolve("data"));
    }

    @Test
    void theSameSettingsHaveTheSameHashWhereverTheyAreWritten() {
        write("base.yaml", "extract: { plugin: file, paths: [a] }\n");
        Dataset layered = read(write("demo.yaml", "dataset_id: demo\nextends: base.yaml\nload: [jsonl]\n"));
        Dataset flat =
                read(write("flat.yaml", "dataset_id: demo\nextract: { plugin: file, paths: [a] }\nload: [jsonl]\n"));
        assertThat(layered.configHash()).isEqualTo(flat.configHash());
    }

    @Test
    void anotherPluginTakesNoOptionsOver() {
        write("base.yaml", BASE);
        Dataset dataset = read(
                write("demo.yaml", "dataset_id: demo\nextends: base.yaml\nextract: { plugin: every_type, text: a }\n"));
        assertThat(((EveryType) dataset.stages().extract().options()).text()).contains("a");
    }

    @Test
    void whatIsReplacedNeedNotResolve() {
        write("base.yaml", "dataset_id: base\nextract: { plugin: file, paths: ['${NOWHERE}'] }\n");
        Dataset dataset = read(write("demo.yaml", "extends: base.yaml\nextract: { paths: [b] }\n"));
        assertThat(dataset.id()).isEqualTo("base");
    }

    @Test
    void olderNamesOfTheBaseMeetTodaysNames() {
        write("base.yaml", "dataset_id: base\nsource: { kind: file, paths: [a], timeout_seconds: 9 }\n");
        Dataset dataset = read(write("demo.yaml", "extends: base.yaml\nextract: { paths: [b] }\n"));
        assertThat(((FileOptions) dataset.stages().extract().options()).timeout())
                .hasSeconds(9);
        assertThat(dataset.warnings()).isNotEmpty();
    }

    @Test
    void problemsOfBothFilesNameTheirFile() {
        Path base = write("base.yaml", "dataset_id: base\nextract: { plugin: file, paths: [a], foldr: x }\n");
        Path demo = write("demo.yaml", "extends: base.yaml\nrunn: {}\n");
        assertThat(failure(demo).problems())
                .extracting(p -> p.file() + ":" + p.line())
                .containsExactly(base + ":2", demo + ":2");
    }

    @Test
    void cyclesAreRefusedWithTheirChain() {
        write("a.yaml", "dataset_id: a\nextends: b.yaml\n");
        write("b.yaml", "dataset_id: b\nextends: ./a.yaml\n");
        assertThat(failure(folder.resolve("a.yaml")).problems().get(0).toString())
                .contains("b.yaml:2:10 extends", "a file that extends itself", "a.yaml extends ");
        Path self = write("self.yaml", "dataset_id: a\nextract: { plugin: file, paths: [a] }\nextends: self.yaml\n");
        assertThat(failure(self)).hasMessageContaining("a file that extends itself");
    }

    @Test
    void chainsEnd() {
        write("f0.yaml", "extract: { plugin: file, paths: [a] }\n");
        for (int i = 1; i <= 12; i++) {
            write("f" + i + ".yaml", "dataset_id: d\nextends: f" + (i - 1) + ".yaml\n");
        }
        assertThat(read(folder.resolve("f9.yaml")).id()).isEqualTo("d");
        assertThat(failure(folder.resolve("f12.yaml"))).hasMessageContaining("more than 10 files");
    }

    @Test
    void whatCannotBeReadIsSaidAtItsPlace() {
        Path demo = write("demo.yaml", "dataset_id: demo\nextends: none.yaml\n");
        assertThat(failure(demo).problems().get(0).toString())
                .startsWith(demo + ":2:10 extends")
                .contains("there is no such file");
        Path list = write("list.yaml", "dataset_id: demo\nextends: [a.yaml]\n");
        assertThat(failure(list)).hasMessageContaining("expected the path of a dataset file, found a list");
        write("broken.yaml", "a: [");
        Path broken = write("over.yaml", "dataset_id: demo\nextends: broken.yaml\n");
        assertThat(failure(broken)).hasMessageContaining("broken.yaml:1:");
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Dataset read(Path file) {
        return new DatasetReader().read(file, Map.of(), Map.of(), FakePlugins.registry());
    }

    private static ConfigException failure(Path file) {
        return catchThrowableOfType(ConfigException.class, () -> read(file));
    }
}
