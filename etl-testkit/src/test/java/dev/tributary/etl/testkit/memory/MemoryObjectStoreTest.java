package dev.tributary.etl.testkit.memory;

import dev.tributary.etl.spi.io.ObjectStore;
import dev.tributary.etl.testkit.contract.ObjectStoreContract;

class MemoryObjectStoreTest extends ObjectStoreContract {
    private final MemoryObjectStore store = new MemoryObjectStore();

    @Override
    protected ObjectStore store() {
        return store;
    }
}
