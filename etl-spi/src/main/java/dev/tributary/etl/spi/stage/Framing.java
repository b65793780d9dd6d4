package dev.tributary.etl.spi.stage;

import java.util.Optional;
import java.util.Set;

/**
 * Says where records end in a stream of decompressed bytes. The engine reads, buffers, counts lines and ordinals, closes chunks (1,000 records
 * or 256 KiB) and handles over-long records; a framing only makes cuts. Immutable and thread-safe; {@link #framer()} makes the state for one file.
 * Law: every byte is in exactly one piece, and the cuts do not depend on how the stream was divided into calls.
 */
@FunctionalInterface
public interface Framing {
    /** Bytes before {@code from} that {@link Framer#scan} may look back at (fewer only at the start of the stream). */
    int LOOK_BEHIND = 256;

    /** A framer for one file, from its first byte. */
    Framer framer();

    /**
     * A framer for the rest of a file from the start of any line after the header; empty when a line start says nothing. With it, a record that is
     * never closed (an open quote) costs its first line only: the engine rejects that line and goes on after it.
     */
    default Optional<Framer> framerAtLine() {
        return Optional.empty();
    }

    /** The longest record this framing allows, in bytes; the dataset's {@code run.max_record_bytes} may be lower, never higher. */
    default long maxRecordBytes() {
        return Long.MAX_VALUE;
    }

    /**
     * Whether the stream is text. Then the engine decodes it to UTF-8 before framing, drops a byte order mark and rejects records that are not
     * valid; a binary framing gets the bytes as they are.
     */
    default boolean text() {
        return true;
    }

    /** Finds the cuts of one file. One thread. */
    interface Framer {
        /**
         * Looks at {@code bytes[from, to)}, which follow the bytes of the last call, and reports each cut they decide, in order. A cut may lie
         * up to LOOK_BEHIND before {@code from}. Each byte is offered once, so a state machine is O(n) whatever the record size.
         */
        void scan(byte[] bytes, int from, int to, Cuts cuts);

        /**
         * Ends the stream: {@code bytes[.., to)} with the same look-behind. A framer that lets the last record go unterminated cuts at
         * {@code to}; bytes left without a cut are rejected as an unterminated record, unless they are white space.
         */
        default void finish(byte[] bytes, int to, Cuts cuts) {}

        /**
         * What must still come where the stream ends, though no record is open, such as {@code </set>}; asked after {@link #finish}. The engine
         * rejects the end of such a file as an unterminated record, for it was cut short between two records. Empty by default: most formats
         * cannot tell.
         */
        default Optional<String> missing() {
            return Optional.empty();
        }
    }

    /** Takes cuts as positions in the scanned array. Each names the end of a piece that started at the cut before. Made by the engine. */
    interface Cuts {
        /** The piece is a record. */
        void record(int end);

        /** The piece belongs to the header: it is appended to what every later chunk gives as its header. */
        void header(int end);

        /** The piece is neither: white space, a comma between items, the prologue of a document. */
        void skip(int end);
    }

    /** Lines; the first {@code headerLines} are the header. An unterminated last line is a record. */
    static Framing lines(int headerLines) {
        return () -> new Framers.Lines(headerLines);
    }

    /** Lines, but a line end between two {@code quote} characters belongs to the record. */
    static Framing csv(char quote, int headerLines) {
        return new Framers.CsvFraming((byte) quote, headerLines);
    }

    /** Records that end with a line of exactly this text, such as {@code //} or {@code $$$$}; LF or CRLF. */
    static Framing terminator(String line) {
        return () -> new Framers.Terminator(line);
    }

    /** Records that start with a line that starts with this text, such as {@code >}; lines before the first are the header. */
    static Framing marker(String start) {
        return () -> new Framers.Marker(start);
    }

    /**
     * XML elements of these local names, with any prefix or none, not nested in each other, wherever they stand; all else is skipped. What stands in
     * comments, CDATA sections, processing instructions and the document type is no markup.
     */
    static Framing elements(String... names) {
        return () -> new ElementFramer(Set.of(names));
    }

    /** The items of one top-level JSON array. */
    static Framing jsonItems() {
        return Framers.JsonItems::new;
    }
}
