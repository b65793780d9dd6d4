package dev.tributary.etl.testkit.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another JVM with this class path, started by a test and gone when the test closes it. */
public final class ChildJvm implements AutoCloseable {
    private static final long LIMIT_SECONDS = 120;
    private final Process process;
    private final BufferedReader out;

    private ChildJvm(Process process) {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts the main class; what it writes to standard error appears among the test's output. */
    public static ChildJvm start(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return new ChildJvm(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** The next line of its standard output; fails when it ended without one. */
    public String readLine() throws IOException {
        String line = out.readLine();
        if (line == null) {
            throw new IOException("the child ended without a word");
        }
        return line;
    }

    /** Ends it without a chance to tidy up (SIGKILL) and waits until it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        requireEnd();
    }

    /** Waits for it to end by itself, with exit code 0. */
    public void requireSuccess() throws InterruptedException {
        requireEnd();
        if (process.exitValue() != 0) {
            throw new AssertionError("the child ended with " + process.exitValue());
        }
    }

    private void requireEnd() throws InterruptedException {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the child is still there after " + LIMIT_SECONDS + " s");
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        out.close();
    }
}
