package dev.tributary.etl.core.fakes;

import dev.tributary.etl.core.contract.ObjectStoreContract;
import dev.tributary.etl.spi.io.ObjectStore;

class MemoryObjectStoreTest extends ObjectStoreContract {
    private final MemoryObjectStore store = new MemoryObjectStore();

    @Override
    protected ObjectStore store() {
        return store;
    }
}
