package dev.tributary.etl.uniprot;

import org.jspecify.annotations.Nullable;

/** The text of one comment: what its elements say, in the flat file's words and order. */
final class XmlCommentText {
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder keys = new StringBuilder();
    private final StringBuilder note = new StringBuilder();
    private final Items parts = new Items();
    private final XmlIsoforms isoforms = new XmlIsoforms();

    /** The comment's text, empty when it says nothing. */
    String read(XmlCursor cursor, Entry entry, String type) {
        text.setLength(0);
        keys.setLength(0);
        note.setLength(0);
        isoforms.clear();
        attributes(cursor);
        int comment = cursor.depth();
        while (cursor.child(comment)) {
            evidence(cursor);
            part(cursor, entry);
        }
        finish(type);
        return text.toString();
    }

    /** The keys of all evidence, in the order of the text; null for none. */
    @Nullable
    String evidence() {
        return keys.isEmpty() ? null : keys.toString();
    }

    private void evidence(XmlCursor cursor) {
        String found = cursor.attribute("evidence");
        if (found != null) {
            keys.append(keys.isEmpty() ? "" : " ").append(found);
        }
    }

    private void attributes(XmlCursor cursor) {
        pair("Name", cursor.attribute("name"));
        pair("Mass", cursor.attribute("mass"));
        pair("Mass_error", cursor.attribute("error"));
        pair("Method", cursor.attribute("method"));
        evidence(cursor);
    }

    private void pair(String key, @Nullable String value) {
        if (value != null) {
            word(key + "=" + value + ";");
        }
    }

    private void word(String word) {
        text.append(text.isEmpty() || word.isEmpty() ? "" : " ").append(word);
    }

    private void part(XmlCursor cursor, Entry entry) {
        switch (cursor.name()) {
            case "text" -> note.append(note.isEmpty() ? "" : " ").append(cursor.text());
            case "molecule" -> word("[" + cursor.text() + "]:");
            case "subcellularLocation" -> location(cursor);
            case "event" -> isoforms.event(cursor);
            case "isoform" -> isoforms.isoform(cursor);
            case "reaction" -> reaction(cursor);
            case "physiologicalReaction" -> {
                pair("PhysiologicalDirection", cursor.attribute("direction"));
                references(cursor);
            }
            case "cofactor" -> cofactor(cursor);
            case "absorption" -> measured(cursor, "Absorption");
            case "kinetics" -> measured(cursor, "Kinetic parameters");
            case "phDependence" -> measured(cursor, "pH dependence");
            case "redoxPotential" -> measured(cursor, "Redox potential");
            case "temperatureDependence" -> measured(cursor, "Temperature dependence");
            default -> rarer(cursor, entry);
        }
    }

    private void rarer(XmlCursor cursor, Entry entry) {
        switch (cursor.name()) {
            case "interactant" -> interactant(cursor);
            case "organismsDiffer" -> word(cursor.text().equals("true") ? "Xeno;" : "");
            case "experiments" -> word("NbExp=" + cursor.text() + ";");
            case "conflict" -> conflict(cursor);
            case "disease" -> disease(cursor);
            case "link" -> parts.add(String.valueOf(cursor.attribute("uri")));
            case "location" -> range(cursor);
            default -> XmlValues.unknown(cursor, entry);
        }
    }

    /** Reads places in the cell, what they are called and how the protein lies in them: {@code Membrane; Multi-pass membrane protein.} */
    private void location(XmlCursor cursor) {
        var place = new StringBuilder();
        String before = "";
        int element = cursor.depth();
        while (cursor.child(element)) {
            evidence(cursor);
            String name = cursor.name();
            String status = cursor.attribute("status");
            String found = cursor.text() + (status == null ? "" : " (" + XmlValues.capital(status) + ")");
            boolean inner = name.equals("location") && before.equals("location");
            place.append(before.isEmpty() ? "" : inner ? ", " : "; ").append(inner ? XmlValues.small(found) : found);
            before = name;
        }
        word(place + ".");
    }

    private void reaction(XmlCursor cursor) {
        int reaction = cursor.depth();
        var found = new StringBuilder();
        var enzyme = new StringBuilder();
        while (cursor.child(reaction)) {
            if (cursor.name().equals("text")) {
                pair("Reaction", cursor.text());
            } else {
                boolean ec = "EC".equals(cursor.attribute("type"));
                reference(cursor, ec ? enzyme : found);
            }
        }
        pair("Xref", found.isEmpty() ? null : found.toString());
        pair("EC", enzyme.isEmpty() ? null : enzyme.substring("EC:".length()));
    }

    private static void reference(XmlCursor cursor, StringBuilder found) {
        found.append(found.isEmpty() ? "" : ", ")
                .append(cursor.attribute("type"))
                .append(':')
                .append(cursor.attribute("id"));
        cursor.skip();
    }

    private void references(XmlCursor cursor) {
        var found = new StringBuilder();
        int element = cursor.depth();
        while (cursor.child(element)) {
            reference(cursor, found);
        }
        pair("Xref", found.isEmpty() ? null : found.toString());
    }

    private void cofactor(XmlCursor cursor) {
        var found = new StringBuilder();
        int cofactor = cursor.depth();
        while (cursor.child(cofactor)) {
            if (cursor.name().equals("name")) {
                pair("Name", cursor.text());
            } else {
                reference(cursor, found);
            }
        }
        pair("Xref", found.isEmpty() ? null : found.toString());
    }

    /** Reads what was measured: {@code Kinetic parameters: KM=1 mM for ATP; Vmax=2 mmol/min/mg enzyme; Note=In vitro.;} */
    private void measured(XmlCursor cursor, String title) {
        word(title + ":");
        int element = cursor.depth();
        while (cursor.child(element)) {
            evidence(cursor);
            String name = cursor.name();
            String found = cursor.text();
            switch (name) {
                case "KM", "Vmax" -> pair(name, found);
                case "max" -> pair("Abs(max)", found);
                default -> {
                    boolean note = title.equals("Kinetic parameters") || title.equals("Absorption");
                    word((note ? "Note=" : "") + found + ";");
                }
            }
        }
    }

    private void interactant(XmlCursor cursor) {
        String intact = cursor.attribute("intactId");
        String id = "";
        String label = "";
        int element = cursor.depth();
        while (cursor.child(element)) {
            switch (cursor.name()) {
                case "id" -> id = cursor.text();
                case "label" -> label = cursor.text();
                default -> cursor.skip();
            }
        }
        if (!id.isEmpty()) {
            word(id + (label.isEmpty() ? "" : ": " + label) + ";");
        }
        XmlValues.add(parts, intact);
    }

    private void conflict(XmlCursor cursor) {
        String type = cursor.attribute("type");
        int element = cursor.depth();
        while (cursor.child(element)) {
            String id = cursor.attribute("id");
            String version = cursor.attribute("version");
            pair("Sequence", version == null ? id : id + "." + version);
            cursor.skip();
        }
        pair("Type", type == null ? null : XmlValues.capital(type));
    }

    /** Reads {@code Name (ACRONYM) [MIM:1]: description}. */
    private void disease(XmlCursor cursor) {
        var about = new StringBuilder();
        int element = cursor.depth();
        while (cursor.child(element)) {
            switch (cursor.name()) {
                case "name" -> word(cursor.text());
                case "acronym" -> word("(" + cursor.text() + ")");
                case "description" -> about.append(cursor.text());
                default -> {
                    word("[" + cursor.attribute("type") + ":" + cursor.attribute("id") + "]");
                    cursor.skip();
                }
            }
        }
        text.append(": ").append(about);
    }

    private void range(XmlCursor cursor) {
        var positions = new StringBuilder();
        int element = cursor.depth();
        while (cursor.child(element)) {
            String position = cursor.attribute("position");
            positions.append(positions.isEmpty() ? "" : "-").append(position == null ? "?" : position);
            cursor.skip();
        }
        parts.add(positions.toString());
    }

    /** Puts behind the elements what the flat file writes last. */
    private void finish(String type) {
        switch (type) {
            case "alternative products" -> {
                word(isoforms.text(note.toString()));
                note.setLength(0);
            }
            case "interaction" -> pair("IntAct", parts());
            case "RNA editing" -> pair("Modified_positions", parts());
            default -> {}
        }
        note(type);
        if (type.equals("online information")) {
            for (int i = 0; i < parts.size(); i++) {
                word("URL=\"" + parts.get(i) + "\";");
            }
        }
        parts.clear();
    }

    private @Nullable String parts() {
        return parts.isEmpty() ? null : XmlValues.row(parts, ", ");
    }

    private void note(String type) {
        if (note.isEmpty()) {
            return;
        }
        String said = note.toString();
        boolean alone = text.isEmpty() || said.startsWith("Note=");
        switch (type) {
            case "subcellular location" -> word((said.startsWith("Note=") ? "" : "Note=") + said);
            case "disease" -> word((alone ? "" : "Note=") + said);
            case "cofactor", "mass spectrometry", "RNA editing", "sequence caution", "online information" ->
                word(alone ? said : "Note=" + said + ";");
            default -> word(said);
        }
    }
}
