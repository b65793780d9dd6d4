package dev.tributary.etl.spi.probe;

import dev.tributary.etl.spi.record.Origin;
import dev.tributary.etl.spi.stage.Chunk;
import dev.tributary.etl.spi.stage.Framing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One chunk over a whole text, cut by its framing in one go. */
final class WholeText implements Chunk {
    private final byte[] bytes;
    private final List<int[]> pieces = new ArrayList<>();
    private byte[] header = {};
    private int current = -1;
    private Origin origin = Origin.ofFile(0, "probe");

    WholeText(byte[] bytes, Framing framing) {
        this.bytes = bytes;
        var cuts = new Cutter();
        var framer = framing.framer();
        framer.scan(bytes, 0, bytes.length, cuts);
        framer.finish(bytes, bytes.length, cuts);
    }

    WholeText(String text, Framing framing) {
        this(text.getBytes(StandardCharsets.UTF_8), framing);
    }

    private final class Cutter implements Framing.Cuts {
        private int start;

        @Override
        public void record(int end) {
            if (end > start) {
                pieces.add(new int[] {start, end});
            }
            start = end;
        }

        @Override
        public void header(int end) {
            header = java.util.Arrays.copyOf(bytes, end);
            start = end;
        }

        @Override
        public void skip(int end) {
            start = end;
        }
    }

    int size() {
        return pieces.size();
    }

    @Override
    public byte[] header() {
        return header;
    }

    @Override
    public boolean next() {
        if (++current >= pieces.size()) {
            return false;
        }
        origin = new Origin(0, "probe", from(), (long) to() - from(), current, 0);
        return true;
    }

    @Override
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public int from() {
        return pieces.get(current)[0];
    }

    @Override
    public int to() {
        return pieces.get(current)[1];
    }

    @Override
    public Origin origin() {
        return origin;
    }
}
