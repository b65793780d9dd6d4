package dev.tributary.etl.uniprot;

import org.jspecify.annotations.Nullable;

/**
 * DE lines until 2008: a name, then other names and EC numbers in brackets, then what it contains and includes, then whether it is a fragment:
 * {@code Aconitase (EC 4.2.1.3) (Citrate hydro-lyase) [Contains: A (B); C] (Fragment).}
 */
final class OldNames implements Section {
    private final Text text;
    private final Evidence evidence;
    private final Items alternatives = new Items();
    private final Items enzymes = new Items();
    private final Items partNames = new Items();
    private final Items partEnzymes = new Items();
    private final Items components = new Items();
    private final Items flags = new Items();

    OldNames(Text text, Evidence evidence) {
        this.text = text;
        this.evidence = evidence;
    }

    @Override
    public void read(Lines lines, Entry entry) {
        evidence.strip(text.joinAll(lines));
        text.without('.');
        int to = fragment(text.length());
        entry.set(Protein.PROTEIN_NAME, name(0, firstComponent(to), alternatives, enzymes));
        components(to);
        entry.set(Protein.ALTERNATIVE_NAMES, alternatives.take());
        entry.set(Protein.EC_NUMBERS, enzymes.take());
        entry.set(Protein.COMPONENTS, components.take());
        entry.set(Protein.FRAGMENT, flags.isEmpty() ? null : Boolean.TRUE);
        entry.set(Protein.FLAGS, flags.take());
    }

    private int fragment(int to) {
        byte[] b = text.bytes();
        for (String flag : new String[] {"Fragment", "Fragments", "FRAGMENT", "FRAGMENTS"}) {
            String bracket = " (" + flag + ")";
            if (Ascii.endsWith(b, 0, to, bracket)) {
                flags.add(flag.length() == "Fragment".length() ? "Fragment" : "Fragments");
                return to - bracket.length();
            }
        }
        return to;
    }

    private int firstComponent(int to) {
        int from = 0;
        while (from < to && kind(text.bytes(), from, to) == null) {
            from++;
        }
        return from;
    }

    /** Reads {@code [Contains: ...]} and {@code [Includes: ...]}. */
    private void components(int to) {
        byte[] b = text.bytes();
        for (int from = firstComponent(to); from < to; from++) {
            String kind = kind(b, from, to);
            if (kind != null) {
                int end = Ascii.indexOf(b, from, to, ']');
                parts(kind, from + " [Contains: ".length(), end);
                from = end;
            }
        }
    }

    private static @Nullable String kind(byte[] b, int from, int to) {
        if (b[from] != ' ' || from + 1 >= to || b[from + 1] != '[') {
            return null;
        }
        if (Ascii.startsWith(b, from, to, " [Contains: ") || Ascii.startsWith(b, from, to, " [CONTAINS: ")) {
            return "contains";
        }
        return Ascii.startsWith(b, from, to, " [Includes: ") || Ascii.startsWith(b, from, to, " [INCLUDES: ")
                ? "includes"
                : null;
    }

    private void parts(String kind, int from, int to) {
        byte[] b = text.bytes();
        for (int at = from; at < to; ) {
            int end = Ascii.indexOf(b, at, to, ';');
            String name = name(at, end, partNames, partEnzymes);
            for (int i = 0; i < partEnzymes.size(); i++) {
                enzymes.add(partEnzymes.get(i));
            }
            components.add(Names.COMPONENT.map(partNames.take(), partEnzymes.take(), kind, name));
            at = Ascii.skipBlanks(b, end + 1, to);
        }
    }

    /** The name that stands before the brackets at the tail, which are other names, first to last. */
    private @Nullable String name(int from, int to, Items names, Items numbers) {
        byte[] b = text.bytes();
        int end = to;
        for (int open = bracket(b, from, end); open > from; open = bracket(b, from, end)) {
            end = open - 1;
        }
        int at = end;
        while (at < to) {
            int open = at + 2;
            at = close(b, open, to);
            bracketed(open, at++, names, numbers);
        }
        return from < end ? text.string(from, end) : null;
    }

    private void bracketed(int from, int to, Items names, Items numbers) {
        if (Ascii.startsWith(text.bytes(), from, to, "EC ")) {
            numbers.add(text.string(from + "EC ".length(), to));
        } else if (from < to) {
            names.add(text.string(from, to));
        }
    }

    /** Where the bracket opens that closes at the end of [from, to), when a blank stands before it; else -1. */
    private static int bracket(byte[] b, int from, int to) {
        if (to <= from || b[to - 1] != ')') {
            return -1;
        }
        int depth = 0;
        for (int i = to - 1; i > from; i--) {
            depth += b[i] == ')' ? 1 : b[i] == '(' ? -1 : 0;
            if (depth == 0) {
                return b[i - 1] == ' ' ? i : -1;
            }
        }
        return -1;
    }

    private static int close(byte[] b, int from, int to) {
        int depth = 1;
        int i = from;
        while (i < to) {
            depth += b[i] == '(' ? 1 : b[i] == ')' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
            i++;
        }
        return i;
    }
}
