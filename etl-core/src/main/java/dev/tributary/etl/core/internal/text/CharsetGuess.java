package dev.tributary.etl.core.internal.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import org.mozilla.universalchardet.UniversalDetector;

/** Decides the charset of a stream by its first bytes: byte order mark, strict UTF-8, then a detector, then windows-1252. */
final class CharsetGuess {
    private static final Charset FALLBACK = Charset.forName("windows-1252");

    private CharsetGuess() {}

    /** A charset and the length of the byte order mark to drop. */
    record Guess(Charset charset, int markBytes) {}

    /** {@code complete}: the bytes are the whole stream, so a character cut at their end is an error. */
    static Guess of(byte[] head, int length, boolean complete) {
        var marked = byMark(head, length);
        if (marked.markBytes() > 0) {
            return marked;
        }
        return new Guess(utf8(head, length, complete) ? StandardCharsets.UTF_8 : detected(head, length), 0);
    }

    /** The length of a mark of this charset at the head, so that a written charset option drops it too. */
    static int markBytes(byte[] head, int length, Charset charset) {
        var marked = byMark(head, length);
        boolean same =
                marked.charset().equals(charset) || marked.charset().name().startsWith(charset.name());
        return same ? marked.markBytes() : 0;
    }

    private static Guess byMark(byte[] b, int n) {
        if (starts(b, n, 0xef, 0xbb, 0xbf)) {
            return new Guess(StandardCharsets.UTF_8, 3);
        }
        if (starts(b, n, 0xff, 0xfe, 0, 0)) {
            return new Guess(Charset.forName("UTF-32LE"), 4);
        }
        if (starts(b, n, 0, 0, 0xfe, 0xff)) {
            return new Guess(Charset.forName("UTF-32BE"), 4);
        }
        if (starts(b, n, 0xff, 0xfe)) {
            return new Guess(StandardCharsets.UTF_16LE, 2);
        }
        if (starts(b, n, 0xfe, 0xff)) {
            return new Guess(StandardCharsets.UTF_16BE, 2);
        }
        return new Guess(StandardCharsets.UTF_8, 0);
    }

    private static boolean starts(byte[] b, int n, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i >= n || (b[i] & 0xff) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean utf8(byte[] b, int n, boolean complete) {
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var in = ByteBuffer.wrap(b, 0, n);
        var out = CharBuffer.allocate(8192);
        while (true) {
            out.clear();
            var result = decoder.decode(in, out, complete);
            if (result.isError()) {
                return false;
            }
            if (result.isUnderflow()) {
                return true;
            }
        }
    }

    private static Charset detected(byte[] b, int n) {
        try {
            var detector = new UniversalDetector();
            detector.handleData(b, 0, n);
            detector.dataEnd();
            var name = detector.getDetectedCharset();
            return name == null ? FALLBACK : Charset.forName(name);
        } catch (NoClassDefFoundError e) {
            // The detector is an optional dependency.
            return FALLBACK;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            // It knows charsets that this Java does not.
            return FALLBACK;
        }
    }
}
