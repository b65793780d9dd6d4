package dev.tributary.etl.testkit.memory;

import dev.tributary.etl.spi.state.StateStore;
import dev.tributary.etl.testkit.contract.StateStoreContract;

class MemoryStateStoreTest extends StateStoreContract {
    private final MemoryStateStore store = new MemoryStateStore();

    @Override
    protected StateStore store() {
        return store;
    }
}
