package dev.tributary.etl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tributary.etl.cli.CommandRunner.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * The newcomer's hour with what they have: a clone of the last commit, and {@code ./etl} in it, which builds itself. It takes as long as a build, so
 * it is walked under {@code -Pstorm} only. README's second command is the build that runs this test.
 */
@Timeout(1_200)
@EnabledOnOs({OS.LINUX, OS.MAC})
class FreshCloneTest {
    private static final Path ROOT =
            Path.of(System.getProperty("etl.root", "..")).toAbsolutePath().normalize();
    private static final int FULL_STORM = 50;

    /** On a disk: programs may not be run where the others lie. */
    @TempDir(factory = TempDirFactory.Standard.class)
    Path folder = Path.of("");

    @Test
    void fromACloneToARelease() throws IOException, InterruptedException {
        assumeTrue(
                Integer.getInteger("etl.storm.runs", 0) >= FULL_STORM, "it builds the program anew: only with -Pstorm");
        assumeTrue(Files.exists(ROOT.resolve(".git")), "there is no .git in " + ROOT + " to clone");
        assumeTrue(isThere("git"), "there is no git");
        assumeTrue(isThere("mvn"), "there is no mvn, by which ./etl builds itself");
        Path clone = folder.resolve("clone");
        succeeds(command(folder, "git", "clone", "--quiet", ROOT.toString(), clone.toString()));

        String first = firstCommand(Files.readString(clone.resolve("README.md")));
        assertThat(first).startsWith("./etl run ");
        Result run = command(clone, first.split(" "));
        assertThat(succeeds(run).out()).contains("completed in", "60 read, 60 loaded");
        assertThat(succeeds(command(clone, first.split(" "))).out()).contains("unchanged");

        Path work = Files.createDirectory(folder.resolve("work"));
        String etl = clone.resolve("etl").toString();
        NewcomersHourTest.walk(work, arguments -> command(work, with(etl, arguments)));
        assertThat(succeeds(command(clone, "git", "status", "--porcelain")).out())
                .as("what the commands left in the clone is ignored by git")
                .isEmpty();
    }

    /** The first line of README's first block. */
    private static String firstCommand(String readme) {
        int block = readme.indexOf("```\n") + 4;
        return readme.substring(block, readme.indexOf('\n', block));
    }

    private static String[] with(String program, String[] arguments) {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        return command.toArray(String[]::new);
    }

    private static boolean isThere(String program) {
        return System.getenv("PATH")
                .lines()
                .flatMap(path -> List.of(path.split(java.io.File.pathSeparator)).stream())
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }

    private static Result succeeds(Result result) {
        assertThat(result.code()).as(result.out() + result.err()).isZero();
        return result;
    }

    private Result command(Path where, String... command) {
        try {
            Path out = Files.createTempFile(folder, "command", ".out");
            Path err = Files.createTempFile(folder, "command", ".err");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(where.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().remove("DATASET_ID");
            Process process = builder.start();
            if (!process.waitFor(900, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("it did not end: " + String.join(" ", command));
            }
            return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
