package dev.tributary.etl.core.internal.schema;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The parts of a schema that others refer to. A part may refer to itself. For one schema. */
final class Definitions {
    private static final String ROOT = "#/definitions/";

    private final Map<String, Object> parts = new TreeMap<>();
    private final Map<Object, String> names = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    /** A reference to the part of a subject, which is made at its first use. Two subjects of one name get two names. */
    Map<String, Object> reference(Object subject, String name, Supplier<Map<String, Object>> maker) {
        String known = names.get(subject);
        if (known == null) {
            known = free(name);
            names.put(subject, known);
            parts.put(known, Json.object());
            parts.put(known, maker.get());
        }
        return Json.object("$ref", ROOT + known);
    }

    private String free(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9_.-]", ".");
        String free = plain;
        for (int i = 2; !taken.add(free); i++) {
            free = plain + "-" + i;
        }
        return free;
    }

    Map<String, Object> parts() {
        return parts;
    }
}
