package dev.tributary.etl.testkit.contract;

import dev.tributary.etl.spi.stage.Framing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Offers a stream to a framer part by part, showing it no byte but the part and the look-behind, and notes the cuts. */
final class StreamCuts implements Framing.Cuts {
    /** A cut with its place in the stream. */
    record Cut(String kind, int end) {}

    private static final byte HIDDEN = '#';

    private final byte[] stream;
    private final List<Cut> cuts = new ArrayList<>();
    /** Stream offset of index 0 of the array that is scanned. */
    private int shift;

    private int offered;

    StreamCuts(byte[] stream) {
        this.stream = stream;
    }

    /** @param ends where each part ends; the last is the end of the stream */
    static StreamCuts of(Framing framing, byte[] stream, int... ends) {
        var cuts = new StreamCuts(stream);
        Framing.Framer framer = framing.framer();
        for (int end : ends) {
            cuts.scan(framer, end);
        }
        cuts.finish(framer);
        return cuts;
    }

    /** These cuts, when that much was offered by someone else. */
    StreamCuts upTo(int end) {
        offered = end;
        return this;
    }

    private void scan(Framing.Framer framer, int end) {
        byte[] window = window(end);
        int from = offered - shift;
        offered = end;
        framer.scan(window, from, end - shift, this);
    }

    private void finish(Framing.Framer framer) {
        byte[] window = window(offered);
        framer.finish(window, offered - shift, this);
    }

    /** The bytes to {@code end} with as many before them as a framer may look back at, somewhere in a larger array. */
    private byte[] window(int end) {
        int first = Math.max(0, offered - Framing.LOOK_BEHIND);
        int margin = first == 0 ? 0 : 7;
        shift = first - margin;
        byte[] window = new byte[margin + end - first + 9];
        Arrays.fill(window, HIDDEN);
        System.arraycopy(stream, first, window, margin, end - first);
        return window;
    }

    List<Cut> cuts() {
        return cuts;
    }

    @Override
    public void record(int end) {
        add("record", end);
    }

    @Override
    public void header(int end) {
        add("header", end);
    }

    @Override
    public void skip(int end) {
        add("skip", end);
    }

    private void add(String kind, int end) {
        int at = end + shift;
        int last = cuts.isEmpty() ? 0 : cuts.get(cuts.size() - 1).end();
        if (at < last || at > offered) {
            throw new AssertionError(
                    "a cut at " + at + " of the stream: the one before is at " + last + ", seen was up to " + offered);
        }
        if (at > last) {
            cuts.add(new Cut(kind, at));
        }
    }
}
