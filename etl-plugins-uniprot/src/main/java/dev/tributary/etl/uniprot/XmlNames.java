package dev.tributary.etl.uniprot;

import org.jspecify.annotations.Nullable;

/** {@code protein} elements: the names of the protein, of what it is cut into and of its domains. */
final class XmlNames implements XmlPart {
    private final Items alternatives = new Items();
    private final Items enzymes = new Items();
    private final Items components = new Items();
    private final Items partNames = new Items();
    private final Items partEnzymes = new Items();
    private @Nullable String name;
    private @Nullable String partName;

    @Override
    public void clear() {
        alternatives.clear();
        enzymes.clear();
        components.clear();
        name = null;
    }

    @Override
    public void read(XmlCursor cursor, Entry entry) {
        int protein = cursor.depth();
        while (cursor.child(protein)) {
            switch (cursor.name()) {
                case "domain" -> component(cursor, entry, "includes");
                case "component" -> component(cursor, entry, "contains");
                default -> {
                    partName = name;
                    group(cursor, entry, alternatives, enzymes);
                    name = partName;
                }
            }
        }
    }

    /** Takes a group of names, or a name of a rarer kind that stands alone. */
    private void group(XmlCursor cursor, Entry entry, Items names, Items numbers) {
        switch (cursor.name()) {
            case "recommendedName", "submittedName" -> main(cursor, names, numbers);
            case "alternativeName" -> names(cursor, names, numbers);
            case "allergenName", "biotechName", "cdAntigenName", "innName" -> XmlValues.add(names, cursor.text());
            default -> XmlValues.unknown(cursor, entry);
        }
    }

    /** Takes names of which the first full one is the name, when there is none yet. */
    private void main(XmlCursor cursor, Items names, Items numbers) {
        int group = cursor.depth();
        while (cursor.child(group)) {
            if (partName == null && cursor.name().equals("fullName")) {
                partName = XmlValues.text(cursor);
            } else {
                name(cursor, names, numbers);
            }
        }
    }

    private static void names(XmlCursor cursor, Items names, Items numbers) {
        int group = cursor.depth();
        while (cursor.child(group)) {
            name(cursor, names, numbers);
        }
    }

    private static void name(XmlCursor cursor, Items names, Items numbers) {
        boolean enzyme = cursor.name().equals("ecNumber");
        String found = cursor.text();
        if (!enzyme || !numbers.contains(found)) {
            XmlValues.add(enzyme ? numbers : names, found);
        }
    }

    private void component(XmlCursor cursor, Entry entry, String kind) {
        partNames.clear();
        partEnzymes.clear();
        partName = null;
        int component = cursor.depth();
        while (cursor.child(component)) {
            group(cursor, entry, partNames, partEnzymes);
        }
        for (int i = 0; i < partEnzymes.size(); i++) {
            enzyme((String) partEnzymes.get(i));
        }
        components.add(Names.COMPONENT.map(partNames.take(), partEnzymes.take(), kind, partName));
    }

    /** Each EC number is named once. */
    void enzyme(String number) {
        if (!enzymes.contains(number)) {
            enzymes.add(number);
        }
    }

    @Override
    public void finish(Entry entry) {
        entry.set(Protein.PROTEIN_NAME, name);
        entry.set(Protein.ALTERNATIVE_NAMES, alternatives.take());
        entry.set(Protein.EC_NUMBERS, enzymes.take());
        entry.set(Protein.COMPONENTS, components.take());
    }
}
