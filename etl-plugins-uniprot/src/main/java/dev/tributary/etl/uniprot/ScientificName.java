package dev.tributary.etl.uniprot;

/**
 * The first organism of an OS line without its common names: {@code Homo sapiens (Human)} is {@code Homo sapiens}, but a strain is part of the name:
 * {@code Escherichia coli (strain K12)}.
 */
final class ScientificName {
    private static final String[] PARTS = {
        "strain ",
        "isolate ",
        "serotype ",
        "subtype ",
        "serogroup ",
        "serovar ",
        "biovar ",
        "pathovar ",
        "clone ",
        "subsp. ",
        "var. ",
        "ssp. ",
        "type "
    };

    private ScientificName() {}

    static String of(String organism) {
        int end = organism.length();
        for (int open = organism.indexOf(" ("); open >= 0; open = organism.indexOf(" (", open + 2)) {
            if (!isPart(organism, open + 2)) {
                end = open;
                break;
            }
        }
        int comma = firstOfSeveral(organism);
        return organism.substring(0, Math.min(end, comma));
    }

    private static boolean isPart(String organism, int at) {
        for (String part : PARTS) {
            if (organism.startsWith(part, at)) {
                return true;
            }
        }
        return false;
    }

    /** Where the first of several organisms ends; they stand as {@code A (a), B (b), and C}. */
    private static int firstOfSeveral(String organism) {
        int depth = 0;
        for (int i = 0; i < organism.length(); i++) {
            char c = organism.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                return i;
            }
        }
        return organism.length();
    }
}
