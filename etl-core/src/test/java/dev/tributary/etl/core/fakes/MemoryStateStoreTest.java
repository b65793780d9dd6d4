package dev.tributary.etl.core.fakes;

import dev.tributary.etl.core.contract.StateStoreContract;
import dev.tributary.etl.spi.state.StateStore;

class MemoryStateStoreTest extends StateStoreContract {
    private final MemoryStateStore store = new MemoryStateStore();

    @Override
    protected StateStore store() {
        return store;
    }
}
