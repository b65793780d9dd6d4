package dev.tributary.etl.core.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.tributary.etl.core.config.ConfigException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema as a draft-07 validator sees it: one file per kind of error, and files that use everything. */
final class DatasetSchemaTest {
    private static final EditorView EDITOR = EditorView.of(FakePlugins.registry());

    @TempDir
    private Path folder;

    static Stream<Path> refused() throws IOException {
        return files("refused");
    }

    static Stream<Path> accepted() throws IOException {
        return files("accepted");
    }

    private static Stream<Path> files(String name) throws IOException {
        try (Stream<Path> files = Files.list(
                Path.of(DatasetSchemaTest.class.getResource("schema/" + name).toURI()))) {
            return files.sorted().toList().stream();
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("refused")
    void anErrorIsMarkedInTheEditorToo(Path file) throws IOException {
        assertThatThrownBy(() -> read(file)).isInstanceOf(ConfigException.class);
        assertThat(EDITOR.marks(Files.readString(file))).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void whatBindsIsNotMarked(Path file) throws IOException {
        assertThat(read(file).id()).isNotEmpty();
        assertThat(EDITOR.marks(Files.readString(file))).isEmpty();
    }

    @Test
    void aFileThatExtendsAnotherNeedNotBeWhole() throws IOException {
        Files.writeString(
                folder.resolve("base.yaml"), "dataset_id: base\nextract: { plugin: picky, url: 'https://a' }\n");
        Path file = Files.writeString(
                folder.resolve("demo.yaml"), "extends: base.yaml\nextract: { model: tiny }\ndataset_id: demo\n");
        assertThat(read(file).stages().extract().plugin()).isEqualTo("picky");
        assertThat(EDITOR.marks(Files.readString(file))).isEmpty();
        assertThat(EDITOR.marks(Files.readString(file).replace("model:", "modle:")))
                .isEmpty();
        assertThat(EDITOR.marks("extends: base.yaml\nload: [{ partition_by: a }]\n"))
                .isNotEmpty();
    }

    @Test
    void theSchemaIsDraft07AndTheSameEachTime() {
        String schema = DatasetSchema.of(FakePlugins.registry());
        assertThat(schema).isEqualTo(DatasetSchema.of(FakePlugins.registry())).endsWith("}\n");
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                        .getSchema(SchemaLocation.of("http://json-schema.org/draft-07/schema#"))
                        .validate(schema, InputFormat.JSON))
                .isEmpty();
    }

    @Test
    void itTellsWhatAnEditorShows() {
        assertThat(DatasetSchema.of(FakePlugins.registry()))
                .contains("\"description\": \"Worker threads; 0 is one per core\"", "\"default\": \"256KiB\"")
                .contains("\"examples\"", "\"deprecationMessage\": \"write 'timeout'\"", "\"very_small\"");
    }

    private static Dataset read(Path file) {
        return new DatasetReader().read(file, Map.of(), Map.of(), FakePlugins.registry());
    }
}
