package dev.tributary.etl.core.internal.spill;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How things of one kind are written to a file that the process itself reads again, and nobody else. */
interface SpillForm<T> {
    void write(T thing, DataOutput out) throws IOException;

    T read(DataInput in) throws IOException;
}
