package dev.tributary.etl.testkit.parse;

import dev.tributary.etl.core.internal.stage.GroupFile;
import dev.tributary.etl.core.internal.stage.GroupProcessor;
import dev.tributary.etl.core.internal.stage.GroupProcessor.End;
import dev.tributary.etl.spi.io.ByteSource;
import dev.tributary.etl.spi.io.StoredObject;
import dev.tributary.etl.spi.record.Attachment;
import dev.tributary.etl.spi.record.RecordPart;
import dev.tributary.etl.spi.stage.FileParser;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A group of whole files by their names, given to a file parser by the engine's own code, so that a test sees what production does. Immutable; each
 * method returns another group. Contents are decompressed; they are not copied and never changed.
 */
public final class TestGroup {
    private static final long NEVER = Long.MAX_VALUE;

    private final SortedMap<String, byte[]> files;
    private final int bytesAtATime;
    private final long breaksAt;

    private TestGroup(SortedMap<String, byte[]> files, int bytesAtATime, long breaksAt) {
        this.files = files;
        this.bytesAtATime = bytesAtATime;
        this.breaksAt = breaksAt;
    }

    public static TestGroup of(Map<String, byte[]> files) {
        return new TestGroup(new TreeMap<>(files), Integer.MAX_VALUE, NEVER);
    }

    /** In order. */
    public List<String> names() {
        return List.copyOf(files.keySet());
    }

    /** The bytes under one of its names. */
    public byte[] content(String name) {
        return Objects.requireNonNull(files.get(name), name);
    }

    /** With other bytes under a name. */
    public TestGroup with(String name, byte[] bytes) {
        var changed = new TreeMap<>(files);
        changed.put(name, bytes);
        return new TestGroup(changed, bytesAtATime, breaksAt);
    }

    /** Without one of its files. */
    public TestGroup without(String name) {
        var changed = new TreeMap<>(files);
        changed.remove(name);
        return new TestGroup(changed, bytesAtATime, breaksAt);
    }

    /** Gives at most so many bytes with a read. */
    public TestGroup readBy(int count) {
        return new TestGroup(files, count, breaksAt);
    }

    /** Each stream throws an IOException when it is read behind so many bytes, or at its end if it is shorter. */
    public TestGroup breakingAt(long bytes) {
        return new TestGroup(files, bytesAtATime, bytes);
    }

    /**
     * Parses the group with this instance, and does not close it. A group that is rejected has one reject and nothing else. What it attaches is read
     * to its end and named by its bytes.
     *
     * @throws IOException as the engine would, which tries the unit again
     * @throws dev.tributary.etl.spi.error.EtlException as the engine would: what the parser threw that is no DATA error
     */
    public ParsedFile parse(FileParser parser) throws IOException, InterruptedException {
        // Not closed: it would close the parser, which is the caller's.
        var processor = new GroupProcessor(
                parser, List.of(), List.of(), EnumSet.allOf(RecordPart.class), TestGroup::attachment);
        var outcomes = new Outcomes();
        var end = processor.process(groupFiles(), (place, piece) -> outcomes.add(piece, () -> {}));
        if (end instanceof End.Rejected rejected) {
            var alone = new Outcomes();
            alone.add(rejected.piece(), () -> {});
            return alone.toFile();
        }
        return outcomes.toFile();
    }

    private List<GroupFile> groupFiles() {
        var all = new ArrayList<GroupFile>();
        files.forEach((name, bytes) -> all.add(new GroupFile(all.size(), new Source(name, bytes))));
        return all;
    }

    private static Attachment attachment(String format, InputStream content) throws IOException {
        try (content) {
            var bytes = content.readAllBytes();
            var key = "attachments/" + UUID.nameUUIDFromBytes(bytes);
            return new Attachment(format, new StoredObject(key, bytes.length, "1", Optional.empty()));
        }
    }

    private final class Source implements ByteSource {
        private final String name;
        private final byte[] bytes;

        Source(String name, byte[] bytes) {
            this.name = name;
            this.bytes = bytes;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public long size() {
            return -1;
        }

        @Override
        public InputStream open() {
            var slow = new SlowStream(bytes, bytesAtATime);
            return breaksAt == NEVER ? slow : new BreakingStream(slow, breaksAt);
        }
    }
}
