package dev.tributary.etl.testkit;

import java.nio.charset.StandardCharsets;

/** Turns any text into a file name and key segment: small letters, digits and {@code -_} stay, all other bytes are written as %XX. */
public final class TestNames {
    private TestNames() {}

    public static String encode(String text) {
        StringBuilder out = new StringBuilder();
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = (each >= 'a' && each <= 'z') || (each >= '0' && each <= '9') || each == '-' || each == '_';
            if (plain) {
                out.append((char) each);
            } else {
                out.append('%')
                        .append(Character.forDigit((each >> 4) & 15, 16))
                        .append(Character.forDigit(each & 15, 16));
            }
        }
        return out.toString();
    }
}
