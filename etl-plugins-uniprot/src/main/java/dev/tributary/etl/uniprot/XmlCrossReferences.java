package dev.tributary.etl.uniprot;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code dbReference} elements. XML leaves out what the flat file writes as a hyphen, and says how GO terms are known in two properties; both are
 * put as the flat file has them.
 */
final class XmlCrossReferences implements XmlPart {
    private static final String NONE = "-";

    /** GO's own codes by those of the Evidence and Conclusion Ontology (geneontology.org, gaf-eco-mapping). */
    private static final Map<String, String> GO_CODES = Map.ofEntries(
            Map.entry("ECO:0000245", "RCA"),
            Map.entry("ECO:0000247", "ISA"),
            Map.entry("ECO:0000250", "ISS"),
            Map.entry("ECO:0000255", "ISM"),
            Map.entry("ECO:0000266", "ISO"),
            Map.entry("ECO:0000269", "EXP"),
            Map.entry("ECO:0000270", "IEP"),
            Map.entry("ECO:0000303", "NAS"),
            Map.entry("ECO:0000304", "TAS"),
            Map.entry("ECO:0000305", "IC"),
            Map.entry("ECO:0000307", "ND"),
            Map.entry("ECO:0000314", "IDA"),
            Map.entry("ECO:0000315", "IMP"),
            Map.entry("ECO:0000316", "IGI"),
            Map.entry("ECO:0000317", "IGC"),
            Map.entry("ECO:0000318", "IBA"),
            Map.entry("ECO:0000319", "IBD"),
            Map.entry("ECO:0000320", "IKR"),
            Map.entry("ECO:0000321", "IRD"),
            Map.entry("ECO:0000353", "IPI"),
            Map.entry("ECO:0000501", "IEA"),
            Map.entry("ECO:0006056", "HTP"),
            Map.entry("ECO:0007001", "HMP"),
            Map.entry("ECO:0007003", "HGI"),
            Map.entry("ECO:0007005", "HDA"),
            Map.entry("ECO:0007007", "HEP"),
            Map.entry("ECO:0007669", "IEA"));

    private final XmlNames names;
    private final Items references = new Items();
    private final Items properties = new Items();
    private @Nullable String isoform;
    private @Nullable String goCode;

    XmlCrossReferences(XmlNames names) {
        this.names = names;
    }

    @Override
    public void clear() {
        references.clear();
    }

    @Override
    public void read(XmlCursor cursor, Entry entry) {
        String database = cursor.attribute("type");
        String id = cursor.attribute("id");
        if (database == null || id == null) {
            XmlValues.unknown(cursor, entry);
            return;
        }
        isoform = goCode = null;
        properties.clear();
        int reference = cursor.depth();
        while (cursor.child(reference)) {
            part(cursor, database);
        }
        fill(database);
        if (database.equals("EC")) { // until 2014, EC numbers stood here
            names.enzyme(id);
        }
        references.add(CrossReferences.CROSS_REFERENCE.map(database, id, isoform, properties.take()));
    }

    private void part(XmlCursor cursor, String database) {
        if (cursor.name().equals("molecule")) {
            String id = cursor.attribute("id");
            isoform = id == null ? XmlValues.text(cursor) : id;
            return;
        }
        String type = cursor.attribute("type");
        String value = cursor.attribute("value");
        if (type != null && value != null) {
            property(database, type, value);
        }
    }

    private void property(String database, String type, String value) {
        switch (database) {
            case "EMBL" -> place(type, value, "protein sequence ID", "status", "molecule type");
            case "PDB" ->
                place(type, type.equals("resolution") ? angstrom(value) : value, "method", "resolution", "chains");
            case "GO" -> go(type, value);
            default -> {
                if (type.equals("match status") && properties.isEmpty()) {
                    properties.add(NONE);
                }
                properties.add(value);
            }
        }
    }

    private static String angstrom(String value) {
        return value.endsWith(" A") ? value : value + " A";
    }

    /** Puts a value to the place that its type has, filling what lies before it with hyphens. */
    private void place(String type, String value, String... types) {
        int place = 0;
        while (place < types.length && !types[place].equals(type)) {
            place++;
        }
        while (properties.size() < place) {
            properties.add(NONE);
        }
        if (place < properties.size()) {
            properties.set(place, value);
        } else {
            properties.add(value);
        }
    }

    private void go(String type, String value) {
        switch (type) {
            case "evidence" -> {
                goCode = GO_CODES.getOrDefault(value, value);
                properties.add(goCode);
            }
            case "project" -> {
                if (goCode != null) {
                    properties.truncate(properties.size() - 1);
                }
                properties.add(goCode == null ? value : goCode + ":" + value);
            }
            default -> properties.add(value);
        }
    }

    private void fill(String database) {
        boolean bare = properties.isEmpty() && !database.equals("EC");
        if (bare) {
            properties.add(NONE);
        }
        while (database.equals("EMBL") && properties.size() < 3) {
            properties.add(NONE);
        }
    }

    @Override
    public void finish(Entry entry) {
        entry.set(Protein.CROSS_REFERENCES, references.take());
    }
}
