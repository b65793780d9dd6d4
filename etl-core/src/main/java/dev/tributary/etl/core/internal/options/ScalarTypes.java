package dev.tributary.etl.core.internal.options;

import dev.tributary.etl.spi.plugin.DataSize;
import dev.tributary.etl.spi.plugin.Secret;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The types that one scalar stands for. Immutable, thread-safe. */
public final class ScalarTypes {
    private static final int MAX_PATTERN_CHARS = 512;
    private static final String DATE = "[-+]?[0-9]{4,9}-[0-9]{2}-[0-9]{2}";
    private static final JsonForm TRUTH =
            JsonForm.of(Set.of("boolean", "string")).matching("true|True|TRUE|false|False|FALSE");
    private static final JsonForm FILLED = JsonForm.TEXT.matching("[^\\u0000]+");
    private static final ScalarTypes STANDARD = make();
    private final Map<Class<?>, ScalarType<?>> types;

    private ScalarTypes(Map<Class<?>, ScalarType<?>> types) {
        this.types = Map.copyOf(types);
    }

    /** The types of the plugin contract. A relative path is not resolved: it counts from the folder of the file that it is written in. */
    public static ScalarTypes standard() {
        return STANDARD;
    }

    private static ScalarTypes make() {
        ScalarTypes plain = new ScalarTypes(Map.of())
                .with(ScalarType.ofText(String.class, "text", text -> text))
                .with(ScalarType.ofText(Secret.class, "secret text", Secret::of))
                .with(new ScalarType<>(Boolean.class, "true or false", TRUTH, ScalarTypes::truth))
                .with(new ScalarType<>(Integer.class, "whole number", Amounts.INT, Amounts::wholeNumber))
                .with(new ScalarType<>(Long.class, "whole number", Amounts.LONG, Amounts::longNumber))
                .with(new ScalarType<>(Double.class, "number or percentage", Amounts.REAL, Amounts::real))
                .with(new ScalarType<>(BigDecimal.class, "number", Amounts.DECIMAL, Amounts::decimal))
                .with(new ScalarType<>(Duration.class, "duration", Amounts.DURATION, Amounts::duration))
                .with(new ScalarType<>(DataSize.class, "size", Amounts.SIZE, Amounts::size));
        return plain.with(new ScalarType<>(Path.class, "path", FILLED, ScalarTypes::path))
                .with(ScalarType.ofText(URI.class, "URI", ScalarTypes::uri))
                .with(new ScalarType<>(Charset.class, "charset", FILLED, ScalarTypes::charset))
                .with(new ScalarType<>(ZoneId.class, "time zone", JsonForm.text(".+"), ScalarTypes::zone))
                .with(new ScalarType<>(LocalDate.class, "date", JsonForm.text(DATE), ScalarTypes::date))
                .with(new ScalarType<>(Instant.class, "instant", JsonForm.text(DATE + "[Tt].+"), ScalarTypes::instant))
                .with(ScalarType.ofText(Pattern.class, "regular expression", ScalarTypes::pattern));
    }

    /** These types and one more. */
    public ScalarTypes with(ScalarType<?> type) {
        Map<Class<?>, ScalarType<?>> more = new HashMap<>(types);
        more.put(type.type(), type);
        return new ScalarTypes(more);
    }

    /** The type of a component, when a scalar stands for it. */
    public Optional<ScalarType<?>> find(Class<?> type) {
        return Optional.ofNullable(types.get(boxed(type)));
    }

    static Class<?> boxed(Class<?> type) {
        return java.lang.invoke.MethodType.methodType(type).wrap().returnType();
    }

    private static Boolean truth(String text) {
        return switch (text) {
            case "true", "True", "TRUE" -> true;
            case "false", "False", "FALSE" -> false;
            default -> throw new IllegalArgumentException("true or false");
        };
    }

    private static Path path(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a path");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("a path", e);
        }
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("a URI (" + e.getReason() + ")", e);
        }
    }

    private static Charset charset(String text) {
        try {
            return Charset.forName(text);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new IllegalArgumentException("a charset that Java knows, such as UTF-8 or ISO-8859-1", e);
        }
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("a time zone, such as UTC or America/Argentina/Buenos_Aires", e);
        }
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("a date, such as 2025-06-18", e);
        }
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("an instant with its offset, such as 2025-06-18T00:00:00Z", e);
        }
    }

    /** Bounded, because compiling recurses: only some Java versions turn the end of the stack into a syntax error. */
    private static Pattern pattern(String text) {
        if (text.length() > MAX_PATTERN_CHARS) {
            throw new IllegalArgumentException("a regular expression of at most " + MAX_PATTERN_CHARS + " characters");
        }
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("a regular expression (" + e.getDescription() + ")", e);
        }
    }
}
