package dev.tributary.etl.core.internal.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 over one line per record, given in order of type and identifier by their UTF-8 bytes: {@code type TAB identifier TAB sha256 LF}, in
 * UTF-8, the content hash in lower-case hex or empty. Backslash, TAB and LF within type and identifier are written {@code \\}, {@code \t},
 * {@code \n}, so no two lists of records give one text. One thread.
 */
final class RootHash {
    private final MessageDigest digest = DigestUtils.getSha256Digest();
    private final StringBuilder line = new StringBuilder();

    void add(String type, String identifier, byte @Nullable [] contentSha256) {
        line.setLength(0);
        escape(type);
        line.append('\t');
        escape(identifier);
        line.append('\t');
        if (contentSha256 != null) {
            HexFormat.of().formatHex(line, contentSha256);
        }
        line.append('\n');
        digest.update(line.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> line.append("\\\\");
                case '\t' -> line.append("\\t");
                case '\n' -> line.append("\\n");
                default -> line.append(c);
            }
        }
    }

    /** The digest of what was added; the object is as new after it. */
    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
