package dev.tributary.etl.uniprot;

import org.jspecify.annotations.Nullable;

/** The {@code sequence} element: the residues, and what is said of them. */
final class XmlSequence {
    private static final String SOURCE = "<sequence>";

    private final Text text = new Text();
    private final Chain chain = new Chain(SOURCE);
    private final Items flags = new Items();

    void read(XmlCursor cursor, Entry entry) {
        long line = cursor.number();
        Long length = XmlValues.number(cursor, entry, "length");
        Long mass = XmlValues.number(cursor, entry, "mass");
        String crc64 = cursor.attribute("checksum");
        entry.set(Protein.SEQUENCE_VERSION, XmlValues.number(cursor, entry, "version"));
        entry.set(Protein.SEQUENCE_UPDATED, XmlValues.date(cursor, entry, "modified"));
        flags(cursor.attribute("precursor"), cursor.attribute("fragment"), entry);
        if (length == null) {
            throw entry.malformed(line, SOURCE + " says no length", Chain.DAMAGED);
        }
        if (crc64 == null) {
            entry.odd(line, SOURCE + " has no checksum, so a damaged sequence would not be seen");
        }
        residues(cursor, entry, line);
        chain.check(entry, line, new Chain.Said(length, mass == null ? -1 : mass, crc64));
        entry.set(Protein.SEQUENCE, chain.text());
        entry.set(Protein.SEQUENCE_LENGTH, length);
        entry.set(Protein.MASS_DA, mass);
        entry.set(Protein.CRC64, crc64);
    }

    private void flags(@Nullable String precursor, @Nullable String fragment, Entry entry) {
        flags.clear();
        if ("true".equals(precursor) || "1".equals(precursor)) {
            flags.add("Precursor");
        }
        if (fragment != null) {
            flags.add(fragment.equals("multiple") ? "Fragments" : "Fragment");
            entry.set(Protein.FRAGMENT, true);
        }
        entry.set(Protein.FLAGS, flags.take());
    }

    private void residues(XmlCursor cursor, Entry entry, long line) {
        text.clear();
        cursor.raw(text);
        chain.clear();
        if (!chain.append(text.bytes(), 0, text.length())) {
            throw entry.malformed(line, "the sequence holds a character that is no residue", Chain.DAMAGED);
        }
    }
}
