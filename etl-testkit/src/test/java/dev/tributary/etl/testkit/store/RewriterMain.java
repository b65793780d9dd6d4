package dev.tributary.etl.testkit.store;

import dev.tributary.etl.core.internal.store.Durability;
import dev.tributary.etl.core.internal.store.LocalObjectStore;
import dev.tributary.etl.testkit.memory.TextSource;
import java.nio.file.Path;

/** A process that replaces one big object again and again until it is killed. */
final class RewriterMain {
    static final int BYTES = 4 << 20;

    private RewriterMain() {}

    /** Argument: the store's root. */
    @SuppressWarnings("SystemOut") // A child process answers its parent this way.
    public static void main(String[] arguments) throws Exception {
        try (LocalObjectStore store = new LocalObjectStore(Path.of(arguments[0]), Durability.ESSENTIAL)) {
            for (int i = 0; ; i++) {
                String letter = Character.toString('a' + i % 26);
                store.put("big", new TextSource(letter.repeat(BYTES)));
                if (i == 3) {
                    System.out.println("started");
                }
            }
        }
    }
}
