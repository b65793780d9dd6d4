package dev.tributary.etl.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * The command with a wire to the test that started it: each line of standard input is the name of a signal that this process sends to itself. So no
 * test ever names a process by its number.
 */
final class SignalledMain {
    private SignalledMain() {}

    public static void main(String[] arguments) {
        Thread wire = new Thread(SignalledMain::listen, "wire");
        wire.setDaemon(true);
        wire.start();
        Main.main(arguments);
    }

    private static void listen() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
            for (String name = lines.readLine(); name != null; name = lines.readLine()) {
                raise(name);
            }
        } catch (IOException | ReflectiveOperationException e) {
            throw new IllegalStateException("the wire is cut", e);
        }
    }

    /** By reflection, for javac warns of every mention of the class. */
    private static void raise(String name) throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.Signal");
        type.getMethod("raise", type)
                .invoke(null, type.getConstructor(String.class).newInstance(name));
    }
}
