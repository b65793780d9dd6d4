package dev.tributary.etl.core.internal.http;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Parts of URLs. */
final class Urls {
    private Urls() {}

    /** A URL without what may be secret in it: user, password and the values of a query. */
    static String shown(URI url) {
        if (url.getHost() == null) {
            return "a URL without a host";
        }
        var path = url.getRawPath() == null ? "" : url.getRawPath();
        return origin(url) + path + (url.getRawQuery() == null ? "" : "?...");
    }

    /** Scheme, host and port: who gets to see a request. */
    static String origin(URI url) {
        var scheme = lower(url.getScheme());
        int port = url.getPort();
        boolean isDefault = port < 0 || port == ("https".equals(scheme) ? 443 : 80);
        return scheme + "://" + lower(url.getHost()) + (isDefault ? "" : ":" + port);
    }

    private static String lower(String text) {
        return String.valueOf(text).toLowerCase(Locale.ROOT);
    }

    /** The last segment of a path, decoded; empty when the URL names a folder. */
    static String name(URI url) {
        var path = url.getRawPath() == null ? "" : url.getRawPath();
        return decoded(path.substring(path.lastIndexOf('/') + 1));
    }

    /** The whole path, decoded, without the slash before it. */
    static String path(URI url) {
        var path = url.getRawPath() == null ? "" : url.getRawPath();
        return decoded(path.startsWith("/") ? path.substring(1) : path);
    }

    /** A plus is a plus in a path. */
    private static String decoded(String path) {
        return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** A file in the folder that a URL is in, or of a URL that is a folder. */
    static URI beside(URI url, String name) {
        return url.resolve("./" + encoded(name)).normalize();
    }

    /** A file in a folder, whether its URL ends with a slash or not. */
    static URI in(URI folder, String name) {
        return beside(folder.getRawPath().endsWith("/") ? folder : ending(folder, "/"), name);
    }

    /** The URL with an ending behind its path. */
    static URI ending(URI url, String ending) {
        var path = url.getRawPath() == null ? "" : url.getRawPath();
        return url.resolve(path + ending);
    }

    private static String encoded(String path) {
        var text = new StringBuilder();
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean stays = c < 128 && (Character.isLetterOrDigit(c) || "-._~/!$&'()*+,;=@".indexOf(c) >= 0);
            text.append(stays ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
        }
        return text.toString();
    }
}
