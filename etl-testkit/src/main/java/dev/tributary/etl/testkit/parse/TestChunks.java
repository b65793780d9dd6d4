package dev.tributary.etl.testkit.parse;

import dev.tributary.etl.core.internal.frame.FrameLimits;
import dev.tributary.etl.core.internal.frame.FrameReader;
import dev.tributary.etl.core.internal.frame.FrameSource;
import dev.tributary.etl.core.internal.frame.FramedChunk;
import dev.tributary.etl.core.internal.stage.ChunkProcessor;
import dev.tributary.etl.spi.record.Attachment;
import dev.tributary.etl.spi.record.RecordPart;
import dev.tributary.etl.spi.stage.Framing;
import dev.tributary.etl.spi.stage.Parser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;

/**
 * Bytes, framed into chunks and given to a parser by the engine's own code, so that a test sees what production does. Immutable; each method
 * returns another set of chunks. The bytes are decompressed and, for text, UTF-8; they are not copied and never changed.
 *
 * <p>After each chunk the arrays that the parser saw are overwritten. A parser must have copied what it keeps; an AssertionError tells when a record
 * changed by that.
 */
public final class TestChunks {
    private final byte[] bytes;
    private final FrameLimits limits;
    private final int bytesAtATime;
    private final Order order;

    private enum Order {
        SOURCE,
        REVERSED
    }

    private TestChunks(byte[] bytes, FrameLimits limits, int bytesAtATime, Order order) {
        this.bytes = bytes;
        this.limits = limits;
        this.bytesAtATime = bytesAtATime;
        this.order = order;
    }

    /** Chunks as the engine cuts them unless told otherwise: 1,000 records or 256 KiB. */
    public static TestChunks of(byte[] bytes) {
        return new TestChunks(bytes, FrameLimits.DEFAULT, Integer.MAX_VALUE, Order.SOURCE);
    }

    /** The text in UTF-8. */
    public static TestChunks of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** At most so many records, and a window of so many bytes; a longer record makes a chunk of its own. */
    public TestChunks cutAt(int records, int windowBytes) {
        return new TestChunks(
                bytes,
                new FrameLimits(
                        records, windowBytes, limits.unitRecords(), limits.unitBytes(), limits.maxRecordBytes()),
                bytesAtATime,
                order);
    }

    /** Rejects longer records. */
    public TestChunks maxRecordBytes(long most) {
        return new TestChunks(
                bytes,
                new FrameLimits(
                        limits.chunkRecords(), limits.chunkBytes(), limits.unitRecords(), limits.unitBytes(), most),
                bytesAtATime,
                order);
    }

    /** Reads the stream so many bytes at a time. */
    public TestChunks readBy(int count) {
        return new TestChunks(bytes, limits, count, order);
    }

    /** Gives the parser the last chunk first. */
    public TestChunks reversed() {
        return new TestChunks(bytes, limits, bytesAtATime, Order.REVERSED);
    }

    /**
     * Parses all chunks with this instance, and does not close it.
     *
     * @throws dev.tributary.etl.spi.error.EtlException as the engine would: what the parser threw that is no DATA error
     * @throws AssertionError when a record holds on to a chunk's bytes, or the parser attaches a stream
     */
    public ParsedFile parse(Parser parser) throws IOException, InterruptedException {
        var outcomes = new Outcomes();
        var lent = new LentChunk();
        // Not closed: it would close the parser, which is the caller's.
        var processor = new ChunkProcessor(
                parser, List.of(), List.of(), EnumSet.allOf(RecordPart.class), TestChunks::refuseAttachment);
        for (var chunk : chunks(parser.framing())) {
            var outcome = processor.process(lent.lend(chunk));
            outcomes.add(outcome, lent::giveBack);
        }
        outcomes.requireKept(lent::end);
        return outcomes.toFile();
    }

    private static Attachment refuseAttachment(String format, InputStream content) {
        throw new AssertionError("a chunk parser attaches a " + format + ": that is for a FileParser");
    }

    private List<FramedChunk> chunks(Framing framing) throws IOException {
        try (var in = new SlowStream(bytes, bytesAtATime)) {
            var reader = new FrameReader(FrameSource.of(0, "test"), in, framing, limits);
            var chunks = new ArrayList<FramedChunk>();
            for (var chunk = reader.next(); chunk != null; chunk = reader.next()) {
                chunks.add(chunk);
            }
            if (order == Order.REVERSED) {
                Collections.reverse(chunks);
            }
            return chunks;
        }
    }

    /** The source records that the framing finds, as they stand; headers, skipped bytes and refused records are left out. */
    public List<byte[]> sourceRecords(Framing framing) throws IOException {
        var found = new ArrayList<byte[]>();
        for (var chunk : chunks(framing)) {
            var pieces = chunk.pieces();
            for (int i = 0; i < pieces.count(); i++) {
                found.add(Arrays.copyOfRange(chunk.bytes(), pieces.from()[i], pieces.to()[i]));
            }
        }
        return found;
    }
}
