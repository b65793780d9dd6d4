package dev.tributary.etl.spi.probe;

import dev.tributary.etl.spi.stage.Framing;

/** A framing that does not come with the SPI: binary records, each after its length as four bytes, big end first. */
final class LengthPrefixedProbe implements Framing {
    @Override
    public Framer framer() {
        return new Prefixes();
    }

    @Override
    public boolean text() {
        return false;
    }

    private static final class Prefixes implements Framer {
        private static final int PREFIX_BYTES = 4;
        private int prefix;
        private int prefixBytes;
        private int left;

        @Override
        public void scan(byte[] bytes, int from, int to, Cuts cuts) {
            int i = from;
            while (i < to) {
                if (prefixBytes < PREFIX_BYTES) {
                    prefix = prefix << 8 | bytes[i++] & 0xff;
                    left = ++prefixBytes == PREFIX_BYTES ? prefix : 0;
                } else {
                    int step = Math.min(left, to - i);
                    i += step;
                    left -= step;
                }
                if (prefixBytes == PREFIX_BYTES && left == 0) {
                    cuts.record(i);
                    prefixBytes = 0;
                    prefix = 0;
                }
            }
        }
    }
}
