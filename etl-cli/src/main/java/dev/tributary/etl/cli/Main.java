package dev.tributary.etl.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The {@code etl} program. */
public final class Main {
    private Main() {}

    /** Runs a command and ends the process with its exit code; {@code etl --help} lists both. */
    public static void main(String[] args) {
        receiveInLargePieces();
        Surroundings surroundings = new Surroundings(
                writer(FileDescriptor.out), writer(FileDescriptor.err), System.getenv(), folders(), terminal());
        int code = EtlCommand.commandLine(surroundings).execute(args);
        surroundings.out().flush();
        surroundings.err().flush();
        System.exit(code);
    }

    /** The JDK's client reads 16 KiB at a time, each a change of threads; a library must not set this, a program may. */
    private static void receiveInLargePieces() {
        String name = "jdk.httpclient.bufsize";
        if (System.getProperty(name) == null) {
            System.setProperty(name, Integer.toString(128 << 10));
        }
    }

    /** UTF-8 whatever the locale says: programs read it. */
    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    private static List<Path> folders() {
        List<Path> folders = new ArrayList<>();
        folders.add(Path.of(""));
        String installed = System.getProperty("etl.folder");
        if (installed != null && !Path.of(installed).equals(Path.of("").toAbsolutePath())) {
            folders.add(Path.of(installed));
        }
        return folders;
    }

    /** {@code ./etl} knows what standard error is connected to; Java alone can only ask for both ends of the console. */
    @SuppressWarnings("SystemConsoleNull") // From 22 on the console is never null; there, nobody is taken to watch.
    private static Surroundings.Terminal terminal() {
        String told = System.getProperty("etl.terminal");
        Console console = System.console();
        boolean isWatched =
                told == null ? console != null && Runtime.version().feature() < 22 : Boolean.parseBoolean(told);
        return isWatched ? Surroundings.Terminal.WATCHED : Surroundings.Terminal.NONE;
    }
}
