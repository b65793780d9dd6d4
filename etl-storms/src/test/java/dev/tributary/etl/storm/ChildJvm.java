package dev.tributary.etl.storm;

import dev.tributary.etl.testkit.process.OwnProcesses;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another JVM with this class path, started by a test and gone when the test closes it. */
final class ChildJvm implements AutoCloseable {
    /** The exit code of a process that got SIGKILL; also of one that halts itself in place of it. */
    static final int KILLED = 137;

    private static final long LIMIT_SECONDS = 300;
    private static final long LOOK_MILLIS = 5;

    private final Process process;
    private final Path out;

    private ChildJvm(Process process, Path out) {
        this.process = process;
        this.out = out;
    }

    /** {@code jvm}: such as {@code -Xmx128m}. */
    static ChildJvm start(List<String> jvm, Class<?> main, String... arguments) throws IOException {
        var out = Files.createTempFile("storm", ".out");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.addAll(List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        var process = OwnProcesses.start(
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()));
        return new ChildJvm(process, out);
    }

    /** Lets it live so long, then ends it without a chance to tidy up (SIGKILL); whether it was still there. */
    boolean killAfter(long millis) throws InterruptedException {
        boolean ended = process.waitFor(millis, TimeUnit.MILLISECONDS);
        process.destroyForcibly();
        exitCode();
        return !ended;
    }

    /** Lets it live until a file is there, then ends it without a chance to tidy up (SIGKILL); false when it ended before. */
    boolean killWhenThere(Path sign) throws InterruptedException {
        if (!isThere(sign)) {
            return false;
        }
        process.destroyForcibly();
        return exitCode() == KILLED;
    }

    /** Waits until it has made a file; false when it ended before. */
    boolean isThere(Path sign) throws InterruptedException {
        for (long waited = 0; !Files.exists(sign); waited += LOOK_MILLIS) {
            if (waited > LIMIT_SECONDS * 1_000 || process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return true;
    }

    /** Stops it where it is (SIGSTOP). */
    void suspend() throws IOException, InterruptedException {
        OwnProcesses.suspend(process);
    }

    /** Lets it go on (SIGCONT). */
    void resume() throws IOException, InterruptedException {
        OwnProcesses.resume(process);
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the child is still there after " + LIMIT_SECONDS + " s");
        }
        return process.exitValue();
    }

    /** What it wrote. */
    String output() throws IOException {
        return Files.readString(out, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.deleteIfExists(out);
    }
}
