package dev.tributary.etl.uniprot;

import org.jspecify.annotations.Nullable;

/** {@code gene} elements: the names of the genes, of all kinds. */
final class XmlGenes implements XmlPart {
    private final Items names = new Items();
    private @Nullable String primary;
    private @Nullable String locus;
    private @Nullable String orf;

    @Override
    public void clear() {
        names.clear();
        primary = locus = orf = null;
    }

    @Override
    public void read(XmlCursor cursor, Entry entry) {
        int gene = cursor.depth();
        while (cursor.child(gene)) {
            String type = cursor.attribute("type");
            String name = cursor.text();
            XmlValues.add(names, name);
            switch (type == null ? "" : type) {
                case "primary" -> primary = primary == null ? name : primary;
                case "ordered locus" -> locus = locus == null ? name : locus;
                case "ORF" -> orf = orf == null ? name : orf;
                default -> {} // a synonym does not stand in for the name
            }
        }
    }

    @Override
    public void finish(Entry entry) {
        String locusOrOrf = locus != null ? locus : orf;
        entry.set(Protein.GENE_NAME, primary != null ? primary : locusOrOrf);
        entry.set(Protein.GENE_NAMES, names.take());
    }
}
