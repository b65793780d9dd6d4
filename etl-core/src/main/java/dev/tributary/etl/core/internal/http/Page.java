package dev.tributary.etl.core.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A body that is refused when it begins as an HTML page: error pages and log-in pages come with status 200 and any type. */
final class Page extends InputStream {
    private static final int LOOK_BYTES = 256;

    private final PushbackInputStream body;
    private final URI url;
    private boolean looked;

    Page(InputStream body, URI url) {
        this.body = new PushbackInputStream(body, LOOK_BYTES);
        this.url = url;
    }

    /** Whether a file of this name may be a page. */
    static boolean mayBe(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".html") || lower.endsWith(".htm") || lower.endsWith(".xhtml");
    }

    /** Whether bytes begin as a page does. */
    static boolean isPage(byte[] start) {
        int length = Math.min(start.length, LOOK_BYTES);
        var text = new String(start, 0, length, StandardCharsets.ISO_8859_1);
        var plain = text.replace("\u00ef\u00bb\u00bf", "").strip().toLowerCase(Locale.ROOT);
        return plain.startsWith("<!doctype html") || plain.startsWith("<html") || plain.startsWith("<head");
    }

    @Override
    public int read() throws IOException {
        look();
        return body.read();
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        look();
        return body.read(bytes, from, length);
    }

    /** At the first read, and not before: it may take long, and who reads is watched. */
    private void look() throws IOException {
        if (looked) {
            return;
        }
        looked = true;
        var start = body.readNBytes(LOOK_BYTES);
        if (isPage(start)) {
            throw Requests.unexpected(url, "it sends an HTML page instead of the file");
        }
        body.unread(start);
    }

    @Override
    public int available() throws IOException {
        return body.available();
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
