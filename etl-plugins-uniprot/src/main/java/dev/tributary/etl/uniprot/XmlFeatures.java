package dev.tributary.etl.uniprot;

import org.jspecify.annotations.Nullable;

/** {@code feature} elements. Their evidence is known only behind the last of them, so they are put together at the end. */
final class XmlFeatures implements XmlPart {
    private static final String HINT = "Mend the <location>, or fetch the file again.";

    private final XmlEvidence evidence;
    private final Items pending = new Items();
    private final Items variations = new Items();
    private final Qualifiers qualifiers = new Qualifiers();
    private String original = "";
    private String start = "";
    private String end = "";

    XmlFeatures(XmlEvidence evidence) {
        this.evidence = evidence;
    }

    /** What stands in the start tag and for the key of a feature; the evidence still as keys. */
    private record Tag(
            String key,
            @Nullable String description,
            @Nullable String id,
            @Nullable String evidence) {}

    @Override
    public void clear() {
        pending.clear();
    }

    @Override
    public void read(XmlCursor cursor, Entry entry) {
        int from = cursor.tag();
        String status = cursor.attribute("status");
        var tag = tag(cursor, entry);
        original = start = end = "";
        variations.clear();
        qualifiers.clear();
        int feature = cursor.depth();
        while (cursor.child(feature)) {
            part(cursor, entry);
        }
        if (start.isEmpty()) {
            throw entry.unreadable(cursor.number(from), "a feature has no position", HINT);
        }
        String note = note(tag.key(), tag.description());
        pending.add(new @Nullable Object[] {
            end, tag.evidence(), tag.id(), withStatus(note, status), qualifiers.map(), start, tag.key()
        });
    }

    private static Tag tag(XmlCursor cursor, Entry entry) {
        String type = cursor.attribute("type");
        String key = type == null ? null : FeatureKeys.of(type);
        if (key == null) {
            entry.odd(cursor.number(), "the kind of feature is unknown (" + type + ")");
            key = type == null ? "" : type;
        }
        return new Tag(key, cursor.attribute("description"), cursor.attribute("id"), cursor.attribute("evidence"));
    }

    private void part(XmlCursor cursor, Entry entry) {
        switch (cursor.name()) {
            case "original" -> original = cursor.text();
            case "variation" -> XmlValues.add(variations, cursor.text());
            case "location" -> location(cursor, entry);
            case "ligand" -> ligand(cursor, "ligand");
            case "ligandPart" -> ligand(cursor, "ligand_part");
            default -> XmlValues.unknown(cursor, entry);
        }
    }

    private void location(XmlCursor cursor, Entry entry) {
        String sequence = cursor.attribute("sequence");
        if (sequence != null) {
            qualifiers.put("sequence", sequence);
        }
        int location = cursor.depth();
        while (cursor.child(location)) {
            String position = position(cursor, entry);
            switch (cursor.name()) {
                case "begin" -> start = position;
                case "end" -> end = position;
                default -> start = end = position;
            }
            cursor.skip();
        }
        if (start.isEmpty() != end.isEmpty()) {
            throw entry.unreadable(cursor.number(), "a location has one end only", HINT);
        }
    }

    /** The place as the flat file writes it: {@code 17}, {@code <1}, {@code ?17}, {@code ?}. */
    private String position(XmlCursor cursor, Entry entry) {
        String position = cursor.attribute("position");
        String status = cursor.attribute("status");
        String number = position == null ? "" : Long.toString(XmlValues.number(cursor, entry, "position", position));
        String sign =
                switch (status == null ? "certain" : status) {
                    case "less than" -> "<";
                    case "greater than" -> ">";
                    case "uncertain", "unknown" -> "?";
                    default -> "";
                };
        if (number.isEmpty() && !sign.equals("?")) {
            throw entry.unreadable(cursor.number(), "a position has no number", HINT);
        }
        return sign + number;
    }

    /** Qualifiers as the flat file names them: ligand, ligand_id, ligand_label, ligand_note. */
    private void ligand(XmlCursor cursor, String name) {
        int ligand = cursor.depth();
        while (cursor.child(ligand)) {
            switch (cursor.name()) {
                case "name" -> qualifier(name, cursor.text());
                case "label" -> qualifier(name + "_label", cursor.text());
                case "note" -> qualifier(name + "_note", cursor.text());
                default -> {
                    qualifier(name + "_id", cursor.attribute("type") + ":" + cursor.attribute("id"));
                    cursor.skip();
                }
            }
        }
    }

    private void qualifier(String name, String value) {
        if (!value.isEmpty()) {
            qualifiers.put(name, value);
        }
    }

    private @Nullable String note(String key, @Nullable String description) {
        return switch (key) {
            case "MUTAGEN" -> change("->", ",") + (description == null ? "" : ": " + description);
            case "VAR_SEQ", "VARIANT", "CONFLICT" -> change(" -> ", " or ") + inBrackets(description);
            default -> description;
        };
    }

    private String change(String to, String or) {
        if (original.isEmpty() && variations.isEmpty()) {
            return "Missing";
        }
        var text = new StringBuilder(original).append(to);
        for (int i = 0; i < variations.size(); i++) {
            text.append(i == 0 ? "" : or).append(variations.get(i));
        }
        return text.toString();
    }

    private static String inBrackets(@Nullable String description) {
        return description == null ? "" : " (" + XmlValues.small(XmlValues.without(description, '.')) + ")";
    }

    /** How sure the feature is, which until 2014 stood beside it: {@code ATP (Potential)}. */
    private static @Nullable String withStatus(@Nullable String note, @Nullable String status) {
        if (status == null) {
            return note;
        }
        String sure = XmlValues.capital(status);
        return note == null ? sure : note + " (" + sure + ")";
    }

    @Override
    public void finish(Entry entry) {
        for (int i = 0; i < pending.size(); i++) {
            var values = (@Nullable Object[]) pending.get(i);
            values[1] = evidence.of(values[1]);
            pending.set(i, Feature.SHAPE.map(values));
        }
        entry.set(Protein.FEATURES, pending.take());
    }
}
