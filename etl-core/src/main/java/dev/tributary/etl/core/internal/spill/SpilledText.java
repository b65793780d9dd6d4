package dev.tributary.etl.core.internal.spill;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Texts of any length and any characters, half surrogates too, so that a key that cannot be stored is refused as it would be from memory. */
final class SpilledText implements SpillForm<String> {
    /** Each character takes up to three bytes, and {@link DataOutput#writeUTF} up to 65,535. */
    private static final int PIECE_CHARS = 20_000;

    private static final int NULL = -1;

    @Override
    public void write(String text, DataOutput out) throws IOException {
        write(out, text);
    }

    @Override
    public String read(DataInput in) throws IOException {
        return of(in);
    }

    static void write(DataOutput out, @Nullable String text) throws IOException {
        if (text == null) {
            out.writeInt(NULL);
            return;
        }
        int pieces = (text.length() + PIECE_CHARS - 1) / PIECE_CHARS;
        out.writeInt(pieces);
        for (int i = 0; i < pieces; i++) {
            int from = i * PIECE_CHARS;
            out.writeUTF(text.substring(from, Math.min(text.length(), from + PIECE_CHARS)));
        }
    }

    static @Nullable String orNull(DataInput in) throws IOException {
        int pieces = in.readInt();
        if (pieces == NULL) {
            return null;
        }
        if (pieces == 1) {
            return in.readUTF();
        }
        var text = new StringBuilder();
        for (int i = 0; i < pieces; i++) {
            text.append(in.readUTF());
        }
        return text.toString();
    }

    static String of(DataInput in) throws IOException {
        var text = orNull(in);
        if (text == null) {
            throw new IOException("Cannot read what was spilled: a text is missing");
        }
        return text;
    }
}
