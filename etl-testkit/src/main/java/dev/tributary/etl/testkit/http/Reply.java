package dev.tributary.etl.testkit.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a server answers one request: a status, headers, and bytes, of which it may send less than it announces. Immutable. */
public final class Reply {
    /** What happens behind the bytes that are sent. */
    private enum End {
        CLOSE,
        HANG,
        RESET
    }

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;
    private final int sent;
    private final End end;

    private Reply(int status, Map<String, String> headers, byte[] body, int sent, End end) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.sent = sent;
        this.end = end;
    }

    /** A status with a few words. */
    public static Reply status(int status) {
        return of(status, ("status " + status + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** A status with a body and its Content-Length. */
    public static Reply of(int status, byte[] body) {
        return new Reply(
                status, Map.of("Content-Length", Integer.toString(body.length)), body.clone(), body.length, End.CLOSE);
    }

    /** Bytes that are no HTTP at all, or none. */
    public static Reply raw(byte[] bytes) {
        return new Reply(0, Map.of(), bytes.clone(), bytes.length, End.CLOSE);
    }

    /** A redirect. */
    public static Reply redirect(int status, String location) {
        return status(status).with("Location", location);
    }

    /** An HTML page with status 200. */
    public static Reply page(String title) {
        var html = "<!DOCTYPE html><html><head><title>" + title + "</title></head><body></body></html>\n";
        return of(200, html.getBytes(StandardCharsets.UTF_8)).with("Content-Type", "text/html; charset=utf-8");
    }

    /** Sets a header. */
    public Reply with(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, more, body, sent, end);
    }

    /** Leaves a header out. */
    public Reply without(String name) {
        var fewer = new LinkedHashMap<>(headers);
        fewer.remove(name);
        return new Reply(status, fewer, body, sent, end);
    }

    /** Sends so many bytes of the body and closes the connection, whatever was announced. */
    public Reply cutAfter(int bytes) {
        return new Reply(status, headers, body, Math.min(bytes, body.length), End.CLOSE);
    }

    /** Sends so many bytes of the body and then nothing, with the connection open until the server is closed. */
    public Reply hangAfter(int bytes) {
        return new Reply(status, headers, body, Math.min(bytes, body.length), End.HANG);
    }

    /** Sends so many bytes of the body and resets the connection. */
    public Reply resetAfter(int bytes) {
        return new Reply(status, headers, body, Math.min(bytes, body.length), End.RESET);
    }

    /** Other bytes under the same headers. */
    public Reply withBody(byte[] other) {
        return new Reply(status, headers, other.clone(), other.length, end);
    }

    boolean hangs() {
        return end == End.HANG;
    }

    boolean resets() {
        return end == End.RESET;
    }

    void send(OutputStream out) throws IOException {
        if (status == 0) {
            out.write(body);
            out.flush();
            return;
        }
        var head = new StringBuilder("HTTP/1.1 ").append(status).append(" Told\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Connection: close\r\n\r\n");
        out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        out.write(Arrays.copyOf(body, sent));
        out.flush();
    }
}
