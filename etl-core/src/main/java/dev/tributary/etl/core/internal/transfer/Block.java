package dev.tributary.etl.core.internal.transfer;

import java.util.function.Consumer;

/** Bytes from the start of an array. They have one owner at a time, who hands them on, or releases them when done. */
public final class Block {
    private final byte[] bytes;
    private final int length;
    private final Consumer<byte[]> ring;

    /** {@code ring} gets the array back, on whatever thread the last owner has. */
    Block(byte[] bytes, int length, Consumer<byte[]> ring) {
        this.bytes = bytes;
        this.length = length;
        this.ring = ring;
    }

    /** The array itself; what lies behind {@link #length} means nothing. */
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /** The array may be filled anew; a block that is never released costs an array, nothing else. */
    public void release() {
        ring.accept(bytes);
    }
}
