package dev.tributary.etl.core.internal.engine.home;

import dev.tributary.etl.core.internal.ledger.Ledger;
import dev.tributary.etl.core.internal.release.OutputNames;
import dev.tributary.etl.core.internal.release.Releases;
import dev.tributary.etl.core.internal.steps.Steps;
import dev.tributary.etl.core.internal.transfer.Transfers;
import dev.tributary.etl.spi.io.ObjectStore;
import dev.tributary.etl.spi.lock.LockManager;
import dev.tributary.etl.spi.state.StateStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;

/**
 * What all runs of one engine share.
 *
 * @param folder the home folder
 * @param coordination of the dataset that is run or looked at
 * @param services what the host registered by type
 * @param retryDelay the first pause before another attempt; later ones are longer
 * @param transfers how files are brought here
 */
public record Home(
        Path folder,
        Ledger ledger,
        ObjectStore store,
        Coordination coordination,
        Formats formats,
        Map<Class<?>, Object> services,
        ExecutorService executor,
        Clock clock,
        Duration retryDelay,
        Transfers transfers,
        Steps steps) {
    public StateStore state() {
        return coordination.state();
    }

    public LockManager locks() {
        return coordination.locks();
    }

    /** Takes a dataset's lock away from a holder that is gone; false when nobody has it. */
    public boolean unlock(String dataset) throws IOException, InterruptedException {
        return locks().unlock(dataset);
    }

    /** What was published. */
    public Releases releases() {
        return coordination.releases();
    }

    /** This home as a dataset chose to be kept apart in it. */
    public Home with(Coordination chosen) {
        return new Home(
                folder, ledger, store, chosen, formats, services, executor, clock, retryDelay, transfers, steps);
    }

    /** What stages may know of it. */
    public Host host() {
        return new Host(folder, formats, services, clock);
    }

    /** How a manifest names an output: no machine's folders, from the home when it is in it. */
    public String name(String output) {
        var prefix = folder + "/";
        return output.startsWith(prefix) ? output.substring(prefix.length()) : output;
    }

    /** Where an output of this name, or an object of this key, is on this machine. */
    public String place(String name) {
        return name.startsWith("/") || OutputNames.isElsewhere(name)
                ? name
                : folder.resolve(name).toString();
    }
}
