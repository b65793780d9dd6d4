package dev.tributary.etl.testkit.store;

import dev.tributary.etl.core.internal.store.Durability;
import dev.tributary.etl.core.internal.store.LocalObjectStore;
import dev.tributary.etl.testkit.memory.TextSource;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process that tries to be the first with many objects and writes down how often it was. */
final class CreatorMain {
    static final int OBJECTS = 500;

    private CreatorMain() {}

    /** Arguments: the store's root, own name. */
    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]);
        int won = 0;
        try (LocalObjectStore store = new LocalObjectStore(root, Durability.ESSENTIAL)) {
            for (int i = 0; i < OBJECTS; i++) {
                won += store.putIfAbsent("race/" + i, new TextSource(arguments[1]))
                                .isPresent()
                        ? 1
                        : 0;
            }
        }
        Files.writeString(root.resolve(arguments[1] + ".won"), Integer.toString(won));
    }
}
