package dev.tributary.etl.uniprot;

import org.jspecify.annotations.Nullable;

/** {@code organism}, {@code organismHost} and {@code geneLocation} elements, written as the flat file writes OS, OH and OG. */
final class XmlOrganism implements XmlPart {
    private final Items taxa = new Items();
    private final Items lineage = new Items();
    private final Items hosts = new Items();
    private final Items locations = new Items();
    private final StringBuilder name = new StringBuilder();
    private @Nullable Long taxon;

    @Override
    public void clear() {
        taxa.clear();
        lineage.clear();
        hosts.clear();
        locations.clear();
    }

    @Override
    public void read(XmlCursor cursor, Entry entry) {
        switch (cursor.name()) {
            case "organism" -> organism(cursor, entry);
            case "organismHost" -> host(cursor, entry);
            default -> location(cursor);
        }
    }

    private void organism(XmlCursor cursor, Entry entry) {
        names(cursor, entry);
        entry.set(Protein.ORGANISM_NAME, name.isEmpty() ? null : name.toString());
        entry.set(Protein.TAXONOMY_LINEAGE, lineage.take());
    }

    /** Reads names, scientific first, the others in brackets; taxonomy ids; the lineage. */
    private void names(XmlCursor cursor, Entry entry) {
        name.setLength(0);
        taxon = null;
        int organism = cursor.depth();
        while (cursor.child(organism)) {
            switch (cursor.name()) {
                case "name" -> name(cursor.text());
                case "dbReference" -> taxon(cursor, entry);
                case "lineage" -> lineage(cursor);
                default -> XmlValues.unknown(cursor, entry);
            }
        }
    }

    private void name(String text) {
        if (name.isEmpty()) {
            name.append(text);
        } else if (!text.isEmpty()) {
            name.append(" (").append(text).append(')');
        }
    }

    private void taxon(XmlCursor cursor, Entry entry) {
        String type = cursor.attribute("type");
        Long id = type != null && type.startsWith("NCBI Tax") ? XmlValues.number(cursor, entry, "id") : null;
        if (id != null) {
            taxa.add(id);
            taxon = taxon == null ? id : taxon;
        }
        cursor.skip();
    }

    private void lineage(XmlCursor cursor) {
        int element = cursor.depth();
        while (cursor.child(element)) {
            XmlValues.add(lineage, cursor.text());
        }
    }

    private void host(XmlCursor cursor, Entry entry) {
        int before = taxa.size();
        int known = lineage.size();
        names(cursor, entry);
        taxa.truncate(before);
        lineage.truncate(known);
        if (taxon != null) {
            hosts.add((name.isEmpty() ? "" : name + " ") + "[TaxID: " + taxon + "]");
        } else {
            XmlValues.add(hosts, name.toString());
        }
    }

    /** Reads {@code <geneLocation type="plasmid"><name>pQK1</name></geneLocation>}: several names, several plasmids. */
    private void location(XmlCursor cursor) {
        String type = cursor.attribute("type");
        String kind = XmlValues.capital(type == null ? "" : type);
        int before = locations.size();
        int element = cursor.depth();
        while (cursor.child(element)) {
            XmlValues.add(locations, kind + " " + cursor.text());
        }
        if (locations.size() == before) {
            XmlValues.add(locations, plastid(kind));
        }
    }

    /** The flat file names the plastid before its kind. */
    private static String plastid(String kind) {
        return switch (kind) {
            case "Chloroplast", "Cyanelle", "Apicoplast", "Organellar chromatophore", "Non-photosynthetic plastid" ->
                "Plastid; " + kind;
            default -> kind;
        };
    }

    @Override
    public void finish(Entry entry) {
        entry.set(Protein.TAXONOMY_ID, taxa.isEmpty() ? null : taxa.get(0));
        entry.set(Protein.TAXONOMY_IDS, taxa.size() > 1 ? taxa.take() : null);
        entry.set(Protein.ORGANELLE, locations.isEmpty() ? null : XmlValues.row(locations, ", and "));
        entry.set(Protein.ORGANISM_HOSTS, hosts.take());
    }
}
