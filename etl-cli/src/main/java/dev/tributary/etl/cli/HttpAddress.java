package dev.tributary.etl.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Where to listen, as {@code PORT} or {@code HOST:PORT} says. */
record HttpAddress(String host, int port) {
    private static final Pattern FORM = Pattern.compile("(?:(.+):)?(\\d{1,5})");
    private static final int MOST = 65_535;

    static HttpAddress of(String text, CommandSpec spec) {
        Matcher form = FORM.matcher(text);
        if (!form.matches() || Integer.parseInt(form.group(2)) > MOST) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--http must be PORT or HOST:PORT, with a port up to " + MOST + ", found " + text);
        }
        String host = form.group(1);
        return new HttpAddress(host == null ? "127.0.0.1" : host, Integer.parseInt(form.group(2)));
    }
}
