package dev.tributary.etl.uniprot;

/** What a residue weighs, by average isotopic masses as ExPASy's Compute pI/Mw uses them; the letters that stand for no single residue. */
final class Residue {
    /** A water molecule, in units of 0.0001 Da: the two ends of the chain. */
    static final long WATER = 180_153;

    /** Letters that are unusual: two rare residues (O, U) and four that stand for several. */
    static final int UNUSUAL = bit('B') | bit('J') | bit('O') | bit('U') | bit('X') | bit('Z');

    /** Letters that stand for several residues: a mass made of them is a guess. */
    static final int AMBIGUOUS = bit('B') | bit('J') | bit('X') | bit('Z');

    private static final int[] MASS = masses();

    private Residue() {}

    private static int[] masses() {
        var mass = new int[128];
        String letters = "ARNDCEQGHILKMFPSTWYVUO";
        int[] tenThousandths = {
            710_788, 1_561_875, 1_141_038, 1_150_886, 1_031_388, 1_291_155, 1_281_307, 570_519, 1_371_411, 1_131_594,
            1_131_594, 1_281_741, 1_311_926, 1_471_766, 971_167, 870_782, 1_011_051, 1_862_132, 1_631_760, 991_326,
            1_500_388, 2_373_018
        };
        for (int i = 0; i < letters.length(); i++) {
            mass[letters.charAt(i)] = tenThousandths[i];
        }
        return mass;
    }

    /** The bit that stands for a letter. */
    static int bit(char letter) {
        return 1 << (letter - 'A');
    }

    /** Which letters a chain has, a bit each. */
    static int letters(byte[] residues, int length) {
        int seen = 0;
        for (int i = 0; i < length; i++) {
            seen |= 1 << (residues[i] - 'A');
        }
        return seen;
    }

    /** The mass of a chain of upper-case letters in units of 0.0001 Da. */
    static long mass(byte[] residues, int length) {
        long mass = WATER;
        for (int i = 0; i < length; i++) {
            mass += MASS[residues[i]];
        }
        return mass;
    }
}
