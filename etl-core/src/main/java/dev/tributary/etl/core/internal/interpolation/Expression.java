package dev.tributary.etl.core.internal.interpolation;

/**
 * One {@code ${...}} taken apart: {@code ${NAME}} and {@code ${SCHEME:NAME}}, followed by nothing, {@code :-default} or {@code :?message}.
 *
 * @param scheme the scheme, {@code env} when none is written
 * @param name what the scheme looks up
 * @param fallback what follows when there is no value
 * @param argument the default or the message
 */
record Expression(String scheme, String name, Fallback fallback, String argument) {
    enum Fallback {
        NONE,
        DEFAULT,
        MESSAGE
    }

    /** Takes the text between the braces apart. */
    static Expression parse(String body) {
        int operator = operator(body);
        String subject = operator < 0 ? body : body.substring(0, operator);
        Fallback fallback = Fallback.NONE;
        String argument = "";
        if (operator >= 0) {
            fallback = body.charAt(operator + 1) == '-' ? Fallback.DEFAULT : Fallback.MESSAGE;
            argument = body.substring(operator + 2);
        }
        int colon = subject.indexOf(':');
        String scheme = colon < 0 ? "env" : subject.substring(0, colon);
        return new Expression(scheme, subject.substring(colon + 1), fallback, argument);
    }

    /** How a problem names it: without default and message. */
    String label() {
        return "${" + scheme + ":" + name + "}";
    }

    private static int operator(String body) {
        for (int i = body.indexOf(':'); i >= 0 && i + 1 < body.length(); i = body.indexOf(':', i + 1)) {
            char next = body.charAt(i + 1);
            if (next == '-' || next == '?') {
                return i;
            }
        }
        return -1;
    }
}
