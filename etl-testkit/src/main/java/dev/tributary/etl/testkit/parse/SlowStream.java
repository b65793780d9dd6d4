package dev.tributary.etl.testkit.parse;

import java.io.ByteArrayInputStream;

/** Bytes of which each read gives few. */
final class SlowStream extends ByteArrayInputStream {
    private final int bytesAtATime;

    SlowStream(byte[] bytes, int bytesAtATime) {
        super(bytes);
        this.bytesAtATime = bytesAtATime;
    }

    @Override
    public synchronized int read(byte[] into, int from, int length) {
        return super.read(into, from, Math.min(length, bytesAtATime));
    }
}
