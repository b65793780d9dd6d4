package dev.tributary.etl.testkit.process;

import java.io.IOException;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Processes that tests start, and the only ones that they may stop and let go on. There is no way to name one by a number: a process that was not started
 * here, or that has ended, is never signalled. Thread-safe; on systems with a {@code kill} command.
 */
public final class OwnProcesses {
    private static final long PATIENCE_SECONDS = 10;
    private static final Set<Process> STARTED =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private OwnProcesses() {}

    /** Starts a process, which may be signalled from then on. */
    public static Process start(ProcessBuilder builder) throws IOException {
        var process = builder.start();
        STARTED.add(process);
        return process;
    }

    /** Stops it where it is (SIGSTOP): it holds what it holds, and notices nothing. */
    public static void suspend(Process process) throws IOException, InterruptedException {
        signal(process, "-STOP");
    }

    /** Lets it go on (SIGCONT), as if no time had passed. */
    public static void resume(Process process) throws IOException, InterruptedException {
        signal(process, "-CONT");
    }

    private static void signal(Process process, String signal) throws IOException, InterruptedException {
        long pid = process.pid();
        if (!STARTED.contains(process) || !process.isAlive() || pid <= 1) {
            throw new IllegalArgumentException("not a process of these tests that is alive: " + process);
        }
        var kill = new ProcessBuilder("kill", signal, Long.toString(pid))
                .inheritIO()
                .start();
        if (!kill.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || kill.exitValue() != 0) {
            throw new IOException("Cannot send " + signal + " to " + process);
        }
    }
}
