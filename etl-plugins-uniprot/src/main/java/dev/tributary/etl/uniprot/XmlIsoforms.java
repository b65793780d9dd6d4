package dev.tributary.etl.uniprot;

/** The events and isoforms of an alternative products comment. */
final class XmlIsoforms {
    private final Items events = new Items();
    private final Items names = new Items();
    private final Items ids = new Items();
    private final StringBuilder isoforms = new StringBuilder();
    private int count;

    void clear() {
        events.clear();
        isoforms.setLength(0);
        count = 0;
    }

    void event(XmlCursor cursor) {
        String type = cursor.attribute("type");
        XmlValues.add(events, type == null ? null : XmlValues.capital(type));
        cursor.skip();
    }

    /** Reads {@code Name=1; Synonyms=Long; IsoId=P12345-1; Sequence=Displayed; Note=In liver.;} */
    void isoform(XmlCursor cursor) {
        String sequence = "";
        String note = "";
        int isoform = cursor.depth();
        while (cursor.child(isoform)) {
            switch (cursor.name()) {
                case "id" -> XmlValues.add(ids, cursor.text());
                case "name" -> XmlValues.add(names, cursor.text());
                case "sequence" -> sequence = sequence(cursor);
                default -> note = cursor.text();
            }
        }
        count++;
        isoforms.append(" Name=").append(names.isEmpty() ? "" : names.get(0)).append(';');
        if (names.size() > 1) {
            isoforms.append(" Synonyms=").append(synonyms()).append(';');
        }
        isoforms.append(" IsoId=")
                .append(XmlValues.row(ids, ", "))
                .append("; Sequence=")
                .append(sequence)
                .append(';');
        isoforms.append(note.isEmpty() ? "" : " Note=" + note + ";");
        names.clear();
        ids.clear();
    }

    private static String sequence(XmlCursor cursor) {
        String type = cursor.attribute("type");
        String features = cursor.attribute("ref");
        cursor.skip();
        return features == null ? XmlValues.capital(type == null ? "" : type) : features.replace(" ", ", ");
    }

    private String synonyms() {
        var synonyms = new StringBuilder();
        for (int i = 1; i < names.size(); i++) {
            synonyms.append(i == 1 ? "" : ", ").append(names.get(i));
        }
        return synonyms.toString();
    }

    /** All of it; {@code comment} stands between the events and the isoforms. */
    String text(String comment) {
        return "Event=" + XmlValues.row(events, ", ") + "; Named isoforms=" + count + ";"
                + (comment.isEmpty() ? "" : " Comment=" + comment + ";") + isoforms;
    }
}
