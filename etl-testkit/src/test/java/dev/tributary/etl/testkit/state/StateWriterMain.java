package dev.tributary.etl.testkit.state;

import dev.tributary.etl.core.internal.state.FileStateStore;
import dev.tributary.etl.spi.state.StateStore;
import dev.tributary.etl.testkit.TestNames;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A process that counts up its own value in a shared document. */
final class StateWriterMain {
    private StateWriterMain() {}

    /** Arguments: folder, own name, how often. */
    public static void main(String[] arguments) throws Exception {
        StateStore store = new FileStateStore(Path.of(arguments[0]), TestNames::encode);
        int wanted = Integer.parseInt(arguments[2]);
        int done = 0;
        while (done < wanted) {
            Optional<StateStore.Entry> now = store.read("shared");
            Map<String, String> values =
                    new HashMap<>(now.map(StateStore.Entry::values).orElse(Map.of()));
            values.put(arguments[1], Integer.toString(done + 1));
            done += store.replace("shared", now, values, 1).isPresent() ? 1 : 0;
        }
    }
}
