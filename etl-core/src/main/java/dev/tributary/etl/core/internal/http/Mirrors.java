package dev.tributary.etl.core.internal.http;

import dev.tributary.etl.spi.io.SourceFile;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The further places of a file, kept among its attributes: whoever has the file knows them. URLs have no blanks. */
final class Mirrors {
    static final String ATTRIBUTE = "mirrors";

    private Mirrors() {}

    static void put(Map<String, String> attributes, List<URI> places) {
        if (!places.isEmpty()) {
            attributes.put(ATTRIBUTE, places.stream().map(URI::toString).collect(Collectors.joining(" ")));
        }
    }

    /** All places of a file, its location first. */
    static List<URI> places(SourceFile file) {
        var places = new ArrayList<URI>();
        places.add(file.location());
        var more = file.attributes().getOrDefault(ATTRIBUTE, "");
        for (var url : more.split(" ", -1)) {
            if (!url.isEmpty()) {
                places.add(URI.create(url));
            }
        }
        return places;
    }
}
