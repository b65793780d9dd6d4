package dev.tributary.etl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.cli.CommandRunner.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void whatIsInOrderIsOkAndWhatFailsSaysWhatToDo() throws IOException {
        CommandRunner etl = new CommandRunner(folder);
        Path file = etl.dataset("sample_one", "limits: { rejects: 0 }");
        Result fresh = etl.run("doctor", "sample_one");
        assertThat(fresh.code()).as(fresh.out() + fresh.err()).isZero();
        assertThat(fresh.out()).contains("ok    java", "ok    config", "ok    source     1 files", "there is none yet");
        assertThat(folder.resolve(".etl")).doesNotExist();

        Files.writeString(folder.resolve("bad.dat"), "ID   broken\nAC   ;\n//\n");
        Files.writeString(file, Files.readString(file).replaceFirst("paths: \\[.*\\]", "paths: [../../bad.dat]"));
        assertThat(etl.run("run", "sample_one").code()).isEqualTo(4);
        Files.createDirectories(folder.resolve(".etl/scratch/sample_one/run-1"));
        Result failed = etl.run("doctor");
        assertThat(failed.code()).isZero();
        assertThat(failed.out())
                .contains("ok    store", "ok    clock", "warn  jobs       sample_one", "warn  leftovers  1 scratch");

        Files.delete(folder.resolve("bad.dat"));
        Result gone = etl.run("doctor", "sample_one", "--json");
        assertThat(gone.code()).isEqualTo(1);
        assertThat(gone.out()).startsWith("{\"checks\":[").contains("\"outcome\":\"fail\"", "E2002");
    }
}
