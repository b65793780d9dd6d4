package dev.tributary.etl.testkit.fault;

import dev.tributary.etl.spi.state.StateStore;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** A state store whose operations go through a {@link FaultPlan}. Thread-safe; does not close the store behind it. */
public final class FaultyStateStore implements StateStore {
    private final StateStore states;
    private final FaultPlan plan;

    public FaultyStateStore(StateStore states, FaultPlan plan) {
        this.states = states;
        this.plan = plan;
    }

    @Override
    public Optional<Entry> read(String key) throws IOException, InterruptedException {
        return plan.run("read state " + key, () -> states.read(key));
    }

    @Override
    public Optional<Entry> replace(String key, Optional<Entry> expected, Map<String, String> values, long fence)
            throws IOException, InterruptedException {
        return plan.run("replace state " + key, () -> states.replace(key, expected, values, fence));
    }
}
