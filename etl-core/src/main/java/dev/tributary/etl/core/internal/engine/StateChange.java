package dev.tributary.etl.core.internal.engine;

import dev.tributary.etl.core.internal.engine.home.Home;
import dev.tributary.etl.core.internal.engine.lease.Leases;
import dev.tributary.etl.core.internal.engine.lease.Workers;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A person's change of what a dataset's runs remember, under a lease as a run has one: its fence is above that of the commit whose state it replaces. */
public final class StateChange {
    private static final Duration LEASE = Duration.ofMinutes(2);

    private StateChange() {}

    /** The state that the next job will see. */
    public static Optional<Map<String, String>> read(Home home, String dataset)
            throws IOException, InterruptedException {
        return home.state().read(dataset).map(entry -> new TreeMap<>(entry.values()));
    }

    /** Changes the state and returns it; LOCK_HELD while a run is at work. */
    public static Map<String, String> change(Home home, String dataset, Consumer<Map<String, String>> change)
            throws IOException, InterruptedException {
        var lease = Leases.acquire(home, dataset, Workers.local(LEASE));
        try {
            home.releases().repair(dataset);
            var before = home.state().read(dataset);
            var values = new TreeMap<String, String>();
            before.ifPresent(entry -> values.putAll(entry.values()));
            change.accept(values);
            if (home.state().replace(dataset, before, values, lease.fence()).isEmpty()) {
                throw new EtlException(
                        StandardError.LEASE_LOST,
                        "Cannot change the state of " + dataset + ": somebody else changed it at the same time",
                        "look at it, and try again");
            }
            return values;
        } finally {
            Leases.giveBack(home, lease);
        }
    }
}
