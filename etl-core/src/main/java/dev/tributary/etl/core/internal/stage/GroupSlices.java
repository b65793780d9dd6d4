package dev.tributary.etl.core.internal.stage;

import dev.tributary.etl.core.internal.ledger.DeadLetter;
import dev.tributary.etl.spi.io.ByteSource;
import dev.tributary.etl.spi.record.Origin;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads again what rejects of a group were made of, for those whose origin has a length. A file is opened when the first reject needs it, and read
 * forwards as long as offsets rise: rejects cost a second reading of their file. One thread.
 */
final class GroupSlices implements Closeable {
    private static final byte[] NOTHING = {};

    private final Map<String, ByteSource> sources = new HashMap<>();
    private @Nullable InputStream in;
    private String source = "";
    private long at;
    private @Nullable Origin last;
    private byte[] lastBytes = NOTHING;

    GroupSlices(List<GroupFile> files) {
        files.forEach(file -> sources.put(file.name(), file.bytes()));
    }

    /** Puts letters with their bytes in place of those without. */
    void fill(List<DeadLetter> letters) throws IOException {
        var order = IntStream.range(0, letters.size())
                .boxed()
                .sorted(Comparator.comparing(
                                (Integer i) -> letters.get(i).origin().source())
                        .thenComparing(i -> letters.get(i).origin().offset()))
                .toList();
        for (int i : order) {
            letters.set(i, filled(letters.get(i)));
        }
    }

    private DeadLetter filled(DeadLetter letter) throws IOException {
        var origin = letter.origin();
        var bytes = sources.get(origin.source());
        if (origin.length() <= 0 || bytes == null) {
            return letter;
        }
        if (!origin.equals(last)) {
            lastBytes = read(bytes, origin);
            last = origin;
        }
        return new DeadLetter(origin, letter.type(), letter.identifier(), letter.problems(), lastBytes);
    }

    private byte[] read(ByteSource bytes, Origin origin) throws IOException {
        var stream = reaching(bytes, origin.offset());
        try {
            stream.skipNBytes(origin.offset() - at);
        } catch (EOFException e) {
            // The parser counts other bytes than those of its file: the reject itself is worth more than its slice.
            close();
            return NOTHING;
        }
        var slice = stream.readNBytes((int) Math.min(origin.length(), DeadLetter.MAX_RAW_BYTES));
        at = origin.offset() + slice.length;
        return slice;
    }

    private InputStream reaching(ByteSource bytes, long offset) throws IOException {
        var known = in;
        if (known != null && bytes.name().equals(source) && at <= offset) {
            return known;
        }
        close();
        var opened = bytes.open();
        in = opened;
        source = bytes.name();
        at = 0;
        return opened;
    }

    @Override
    public void close() throws IOException {
        var known = in;
        in = null;
        if (known != null) {
            known.close();
        }
    }
}
