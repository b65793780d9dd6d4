package dev.tributary.etl.core.internal.metalink;

import dev.tributary.etl.spi.io.Checksum;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Gathers the elements of one file; refuses with an IllegalArgumentException that says what it has. */
final class EntryBuilder {
    /** A place with its rank: the lower, the better. */
    private record Place(int rank, URI url) {}

    private static final int WORST_RANK = 1_000_000;
    private static final int BEST_PREFERENCE = 100;

    private final String name;
    private final Map<Checksum.Algorithm, Checksum> checksums = new EnumMap<>(Checksum.Algorithm.class);
    private final List<Place> places = new ArrayList<>();
    private OptionalLong size = OptionalLong.empty();
    private @Nullable String type;
    private int rank;

    EntryBuilder(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** Notes what the start of an element says; only the innermost counts, since hashes and places have no elements inside. */
    void attributes(XMLStreamReader xml) {
        type = xml.getAttributeValue(null, "type");
        rank = rank(xml.getAttributeValue(null, "priority"), xml.getAttributeValue(null, "preference"));
    }

    /** Version 4 has a priority, 1 the best; version 3 a preference, 100 the best. */
    private static int rank(@Nullable String priority, @Nullable String preference) {
        try {
            if (priority != null) {
                return Integer.parseInt(priority.strip());
            }
            return preference == null ? WORST_RANK : BEST_PREFERENCE - Integer.parseInt(preference.strip());
        } catch (NumberFormatException e) {
            return WORST_RANK;
        }
    }

    /** Takes an element with its text, by the name of the element around it. */
    void element(String parent, String element, String text) {
        boolean inPieces = "pieces".equals(parent);
        switch (element) {
            case "size" -> size(text);
            case "hash" -> {
                if (!inPieces) {
                    hash(text);
                }
            }
            case "url" -> url(text);
            default -> {
                // Signatures, languages and the like are not needed.
            }
        }
    }

    private void size(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException("a size that is no number of bytes: " + text);
        }
        size = OptionalLong.of(Long.parseLong(text));
    }

    private void hash(String text) {
        var algorithm = algorithm();
        if (algorithm.isEmpty()) {
            return;
        }
        var checksum = new Checksum(algorithm.get(), text);
        var other = checksums.putIfAbsent(algorithm.get(), checksum);
        if (other != null && !other.equals(checksum)) {
            throw new IllegalArgumentException("two checksums that disagree: " + other + ", " + checksum);
        }
    }

    private Optional<Checksum.Algorithm> algorithm() {
        var label = String.valueOf(type).toLowerCase(Locale.ROOT).replace("-", "");
        for (var algorithm : Checksum.Algorithm.values()) {
            if (algorithm.label().equals(label)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    private void url(String text) {
        try {
            var url = new URI(text);
            var scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
            if (("http".equals(scheme) || "https".equals(scheme)) && url.getHost() != null) {
                places.add(new Place(rank, url));
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("a place that is no URL: " + text, e);
        }
    }

    Metalink.Entry build() {
        var urls = places.stream()
                .sorted(Comparator.comparingInt(Place::rank))
                .map(Place::url)
                .toList();
        return new Metalink.Entry(name, size, List.copyOf(checksums.values()), urls);
    }
}
