package dev.tributary.etl.core.internal.yaml;

import dev.tributary.etl.core.config.ConfigException;
import dev.tributary.etl.core.config.Place;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Turns the bytes of a document into text and refuses what is not plain UTF-8. */
final class YamlText {
    static final int MAX_BYTES = 1 << 20;

    private YamlText() {}

    static String decode(String file, byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw refused(
                    Place.startOf(file), "the document is larger than 1 MiB", "keep data out of the dataset file");
        }
        refuseMarks(file, bytes);
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer chars = CharBuffer.allocate(bytes.length + 1);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CoderResult result = decoder.decode(in, chars, true);
        String text = chars.flip().toString();
        if (result.isError()) {
            String hex = "0x"
                    + Integer.toHexString(0x100 | (bytes[in.position()] & 0xff)).substring(1);
            throw refused(after(file, text, text.length()), "byte " + hex + " is not UTF-8", "save the file as UTF-8");
        }
        refuseControls(file, text);
        return text;
    }

    static ConfigException refused(Place place, String why, String hint) {
        String message = "Cannot read the document: " + why;
        return ConfigException.of(
                place, "", Problem.of(StandardError.CONFIG_UNREADABLE, message).withHint(hint));
    }

    /** The place of the character at an index. */
    static Place after(String file, String text, int index) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < index; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return new Place(file, line, text.codePointCount(lineStart, index) + 1);
    }

    private static void refuseMarks(String file, byte[] bytes) {
        boolean utf8 = startsWith(bytes, 0xef, 0xbb, 0xbf);
        if (utf8 || startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)) {
            String name = utf8 ? "a byte order mark" : "a byte order mark of UTF-16";
            throw refused(Place.startOf(file), "it begins with " + name, "save the file as UTF-8 without a mark");
        }
    }

    private static boolean startsWith(byte[] bytes, int... wanted) {
        if (bytes.length < wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if ((bytes[i] & 0xff) != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isControl(char c) {
        return c == 0x7f || (c < ' ' && c != '\n' && c != '\r' && c != '\t');
    }

    private static void refuseControls(String file, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isControl(c)) {
                String hex = Integer.toHexString(0x100 | c).substring(1);
                throw refused(after(file, text, i), "it holds the control character 0x" + hex, "remove the character");
            }
        }
    }
}
