package dev.tributary.etl.core.internal.text;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A stream of text as UTF-8 without byte order mark. Offsets of records count bytes of this stream. Bytes that the charset does not have become
 * the byte {@link #MISFIT}, which is never valid UTF-8, so that exactly their records are rejected.
 */
public final class TextStream {
    /** Stands for what could not be decoded. */
    static final byte MISFIT = (byte) 0xff;

    static final int HEAD_BYTES = 1 << 20;

    private final Charset charset;
    private final InputStream utf8;
    private final OptionalInt mark;

    private TextStream(Charset charset, InputStream utf8, OptionalInt mark) {
        this.charset = charset;
        this.utf8 = utf8;
        this.mark = mark;
    }

    /** Decides the charset, by the option when it is given, and decodes; the caller closes {@code in}. */
    public static TextStream of(InputStream in, Optional<Charset> option) throws IOException {
        var head = new byte[HEAD_BYTES];
        int n = in.readNBytes(head, 0, HEAD_BYTES);
        boolean complete = n < HEAD_BYTES;
        var guess = option.isPresent()
                ? new CharsetGuess.Guess(option.get(), CharsetGuess.markBytes(head, n, option.get()))
                : CharsetGuess.of(head, n, complete);
        int mark = guess.markBytes();
        InputStream first = new ByteArrayInputStream(complete ? Arrays.copyOf(head, n) : head, mark, n - mark);
        var all = complete ? first : new SequenceInputStream(first, in);
        boolean plain = guess.charset().equals(StandardCharsets.UTF_8)
                || guess.charset().equals(StandardCharsets.US_ASCII);
        return plain
                ? new TextStream(guess.charset(), all, OptionalInt.of(mark))
                : new TextStream(guess.charset(), new Transcoder(all, guess.charset()), OptionalInt.empty());
    }

    public Charset charset() {
        return charset;
    }

    public InputStream utf8() {
        return utf8;
    }

    /** The length of the byte order mark, when the text is what follows it as it is; empty when it was decoded anew. */
    public OptionalInt mark() {
        return mark;
    }

    /** Decodes and encodes anew, a buffer at a time. */
    private static final class Transcoder extends InputStream {
        private final InputStream in;
        private final CharsetDecoder decoder;
        private final ByteBuffer raw = ByteBuffer.allocate(64 << 10).flip();
        private final CharBuffer chars = CharBuffer.allocate(32 << 10);
        private byte[] out = new byte[0];
        private int at;
        private boolean inputEnded;
        private boolean ended;

        Transcoder(InputStream in, Charset charset) {
            this.in = in;
            this.decoder = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            int n = read(one, 0, 1);
            return n < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] b, int off, int len) throws IOException {
            while (at == out.length) {
                if (ended) {
                    return -1;
                }
                decode();
            }
            int n = Math.min(len, out.length - at);
            System.arraycopy(out, at, b, off, n);
            at += n;
            return n;
        }

        private void decode() throws IOException {
            refill();
            chars.clear();
            var result = decoder.decode(raw, chars, inputEnded);
            var text = StandardCharsets.UTF_8.encode(chars.flip());
            boolean misfit = result.isError();
            out = new byte[text.remaining() + (misfit ? 1 : 0)];
            text.get(out, 0, text.remaining());
            at = 0;
            if (misfit) {
                raw.position(raw.position() + Math.min(result.length(), raw.remaining()));
                out[out.length - 1] = MISFIT;
            }
            ended = inputEnded && !raw.hasRemaining() && result.isUnderflow();
        }

        private void refill() throws IOException {
            if (inputEnded || raw.remaining() > 64) {
                return;
            }
            raw.compact();
            int n = in.read(raw.array(), raw.position(), raw.remaining());
            if (n < 0) {
                inputEnded = true;
            } else {
                raw.position(raw.position() + n);
            }
            raw.flip();
        }

        @Override
        public int available() {
            return out.length - at;
        }
    }
}
