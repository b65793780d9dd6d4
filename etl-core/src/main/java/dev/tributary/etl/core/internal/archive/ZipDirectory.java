package dev.tributary.etl.core.internal.archive;

import dev.tributary.etl.spi.error.EtlException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** Finds and opens a zip archive's central directory. */
final class ZipDirectory {
    /** The library keeps an object for each entry: more than 100,000 names need is not read. */
    private static final int MAX_DIRECTORY_BYTES = 32 << 20;

    private static final int END_BYTES = 22;
    private static final int MAX_COMMENT_BYTES = 0xffff;
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_64_BYTES = 56;
    private static final int END_64_SIGNATURE = 0x06064b50;
    private static final int LOCATOR_64_BYTES = 20;

    private ZipDirectory() {}

    /** Whether a file ends as a zip archive does, whatever it starts with: some begin with a program that unpacks them. */
    static boolean isIn(RawBytes raw) throws IOException, InterruptedException {
        return entries(raw) >= 0;
    }

    /**
     * How many entries the end of the archive speaks of; -1 when there is no such end. The library stops where an entry has no signature: without
     * this number, a damaged directory would be a shorter one.
     */
    static long entries(RawBytes raw) throws IOException, InterruptedException {
        long from = Math.max(0, raw.size() - END_BYTES - MAX_COMMENT_BYTES - END_64_BYTES - LOCATOR_64_BYTES);
        try (var in = raw.open(from)) {
            var tail = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = tail.limit() - END_BYTES; i >= 0; i--) {
                if (tail.getInt(i) == END_SIGNATURE) {
                    return entries(tail, i);
                }
            }
        }
        return -1;
    }

    private static long entries(ByteBuffer tail, int end) {
        int end64 = end - LOCATOR_64_BYTES - END_64_BYTES;
        boolean large = end64 >= 0 && tail.getInt(end64) == END_64_SIGNATURE;
        return large ? tail.getLong(end64 + 32) : tail.getShort(end + 10) & 0xffff;
    }

    static ZipFile open(String archive, RawChannel channel) throws IOException {
        try {
            channel.allow(MAX_DIRECTORY_BYTES);
            var zip = ZipFile.builder()
                    .setSeekableByteChannel(channel)
                    .setCharset(StandardCharsets.UTF_8)
                    .setIgnoreLocalFileHeader(true)
                    .get();
            channel.allow(Long.MAX_VALUE);
            return zip;
        } catch (EtlException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Libraries run into their own bounds on damaged input, so a RuntimeException is damage too.
            channel.rethrowFailure();
            throw ArchiveFailures.corrupt(
                    archive, "its directory is damaged or cut off, " + e.getMessage(), channel.position(), e);
        }
    }
}
