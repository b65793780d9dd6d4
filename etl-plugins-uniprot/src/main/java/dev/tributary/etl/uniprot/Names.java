package dev.tributary.etl.uniprot;

import dev.tributary.etl.spi.record.Shape;
import org.jspecify.annotations.Nullable;

/**
 * DE lines: the names of the protein, of what it is cut into ({@code Contains:}) and of its domains ({@code Includes:}), EC numbers, flags. Text
 * in sentences, as until 2008, is left to {@link OldNames}.
 */
final class Names implements Section {
    static final Shape COMPONENT = Shape.of("alternative_names", "ec_numbers", "kind", "name");

    private static final String HINT =
            "Each DE line is closed by ';', 'Contains:' or 'Includes:'. Mend it, or fetch the file again.";

    private final Text text;
    private final Evidence evidence;
    private final OldNames old;
    private final Items alternatives = new Items();
    private final Items enzymes = new Items();
    private final Items components = new Items();
    private final Items flags = new Items();
    private final Items partNames = new Items();
    private final Items partEnzymes = new Items();
    private @Nullable String name;
    private @Nullable String partName;
    private @Nullable String part;

    Names(Text text, Evidence evidence) {
        this.text = text;
        this.evidence = evidence;
        this.old = new OldNames(text, evidence);
    }

    @Override
    public void read(Lines lines, Entry entry) {
        if (!isCategory(lines.bytes(), lines.from(), lines.to())) {
            old.read(lines, entry);
            return;
        }
        reset();
        while (lines.code() == Lines.DE) {
            statement(lines, entry);
        }
        closeComponent();
        entry.set(Protein.PROTEIN_NAME, name);
        entry.set(Protein.ALTERNATIVE_NAMES, alternatives.take());
        entry.set(Protein.EC_NUMBERS, enzymes.take());
        entry.set(Protein.COMPONENTS, components.take());
        entry.set(Protein.FRAGMENT, fragment());
        entry.set(Protein.FLAGS, flags.take());
    }

    private void reset() {
        alternatives.clear();
        enzymes.clear();
        components.clear();
        flags.clear();
        partNames.clear();
        partEnzymes.clear();
        name = partName = part = null;
    }

    private @Nullable Boolean fragment() {
        return (flags.contains("Fragment") || flags.contains("Fragments")) ? Boolean.TRUE : null;
    }

    /** Reads one statement: a line, and those after it while none has closed it. */
    private void statement(Lines lines, Entry entry) {
        long line = lines.number();
        text.clear();
        do {
            byte[] b = lines.bytes();
            text.join(b, Ascii.skipBlanks(b, lines.from(), lines.to()), lines.to());
            lines.next();
        } while (!closed() && lines.code() == Lines.DE && !startsStatement(lines));
        if (!closed()) {
            throw entry.malformed(line, "DE is not closed (" + text.string(0, text.length()) + ")", HINT);
        }
        evidence.strip(text.without(';'));
        assign(entry, line);
    }

    private boolean closed() {
        byte[] b = text.bytes();
        int to = text.length();
        return to > 0
                && (b[to - 1] == ';' || Ascii.equals(b, 0, to, "Contains:") || Ascii.equals(b, 0, to, "Includes:"));
    }

    private static boolean startsStatement(Lines lines) {
        byte[] b = lines.bytes();
        int from = Ascii.skipBlanks(b, lines.from(), lines.to());
        int value = Ascii.indexOf(b, from, lines.to(), '=') + 1;
        return isCategory(b, from, lines.to()) || (value <= lines.to() && isKind(b, from, value));
    }

    private static boolean isCategory(byte[] b, int from, int to) {
        return Ascii.startsWith(b, from, to, "RecName: ")
                || Ascii.startsWith(b, from, to, "AltName: ")
                || Ascii.startsWith(b, from, to, "SubName: ")
                || Ascii.startsWith(b, from, to, "Flags: ")
                || Ascii.startsWith(b, from, to, "Contains:")
                || Ascii.startsWith(b, from, to, "Includes:");
    }

    private void assign(Entry entry, long line) {
        byte[] b = text.bytes();
        int to = text.length();
        if (Ascii.equals(b, 0, to, "Contains:") || Ascii.equals(b, 0, to, "Includes:")) {
            closeComponent();
            part = b[0] == 'C' ? "contains" : "includes";
        } else if (Ascii.startsWith(b, 0, to, "Flags: ")) {
            flags();
        } else {
            int from = isCategory(b, 0, to) ? "RecName: ".length() : 0;
            value(entry, line, from);
        }
    }

    private void flags() {
        byte[] b = text.bytes();
        for (int from = "Flags: ".length(); from < text.length(); ) {
            int end = Ascii.indexOf(b, from, text.length(), ';');
            if (from < end) {
                flags.add(text.string(from, end));
            }
            from = Ascii.skipBlanks(b, end + 1, text.length());
        }
    }

    private void value(Entry entry, long line, int from) {
        byte[] b = text.bytes();
        int to = text.length();
        int value = Ascii.indexOf(b, from, to, '=') + 1;
        if (value >= to || !isKind(b, from, value)) {
            throw entry.malformed(line, "DE has another form (" + text.string(0, to) + ")", HINT);
        }
        String found = text.string(value, to);
        boolean main = from > 0 && b[0] != 'A' && Ascii.equals(b, from, value, "Full=");
        if (Ascii.equals(b, from, value, "EC=")) {
            enzyme(found);
        } else if (main && part == null && name == null) {
            name = found;
        } else if (main && part != null && partName == null) {
            partName = found;
        } else {
            (part == null ? alternatives : partNames).add(found);
        }
    }

    private static boolean isKind(byte[] b, int from, int to) {
        return Ascii.equals(b, from, to, "Full=")
                || Ascii.equals(b, from, to, "Short=")
                || Ascii.equals(b, from, to, "EC=")
                || Ascii.equals(b, from, to, "INN=")
                || Ascii.equals(b, from, to, "CD_antigen=")
                || Ascii.equals(b, from, to, "Allergen=")
                || Ascii.equals(b, from, to, "Biotech=");
    }

    /** The protein's EC numbers are those of its parts too; each is named once. */
    private void enzyme(String number) {
        if (part != null) {
            partEnzymes.add(number);
        }
        if (!enzymes.contains(number)) {
            enzymes.add(number);
        }
    }

    private void closeComponent() {
        if (part != null) {
            components.add(COMPONENT.map(partNames.take(), partEnzymes.take(), part, partName));
        }
        partName = null;
    }
}
