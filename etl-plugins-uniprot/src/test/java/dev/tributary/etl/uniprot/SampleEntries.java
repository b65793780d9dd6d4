package dev.tributary.etl.uniprot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/**
 * Makes the sample that ships with the examples: sixty invented proteins in the current format, the same on every machine. Checksum and mass are
 * computed here by the letter of the manual, apart from the parser's own way.
 */
final class SampleEntries {
    static final int COUNT = 60;

    private static final String[] SYLLABLES = {
        "ba", "ce", "di", "fo", "gu", "ka", "le", "mi", "no", "pu", "ra", "se", "ti", "vo", "xu", "za"
    };
    private static final String[] KINDS = {"kinase", "reductase", "permease", "synthase", "hydrolase", "regulator"};
    private static final String[] WORDS = {
        "binds", "the", "membrane", "of", "cells", "under", "stress", "and", "moves", "ions", "into", "vesicles"
    };
    private static final String RESIDUES = "ACDEFGHIKLMNPQRSTVWY";
    private static final double[] MASSES = {
        71.0788, 103.1388, 115.0886, 129.1155, 147.1766, 57.0519, 137.1411, 113.1594, 128.1741, 113.1594, 131.1926,
        114.1038, 97.1167, 128.1307, 156.1875, 87.0782, 101.1051, 99.1326, 186.2132, 163.1760
    };
    private static final String[] MONTHS = {
        "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"
    };
    private static final String EVIDENCE = "{ECO:0000269|PubMed:10000001, ECO:0000305|PubMed:10000002}";

    private final Random random = new Random(20_260_101);
    private final StringBuilder out = new StringBuilder();

    private SampleEntries() {}

    /** All entries. */
    static String text() {
        var sample = new SampleEntries();
        for (int i = 0; i < COUNT; i++) {
            sample.entry(i);
        }
        return sample.out.toString();
    }

    /** Writes the shipped file into the folder named, and its list of checksums is made with sha256sum. */
    public static void main(String[] folder) throws IOException {
        var file = Path.of(folder[0], "uniprot_sample.dat.gz");
        try (var gzip = new GZIPOutputStream(Files.newOutputStream(file))) {
            gzip.write(text().getBytes(StandardCharsets.UTF_8));
        }
    }

    private void entry(int i) {
        boolean reviewed = i % 6 != 5;
        String accession = reviewed
                ? "P" + i % 10 + pick("BCDFGHKLMN") + pick("QRSTVW") + letterOrDigit() + i / 10
                : "A0A0" + pick("BCDFGHKLMN") + i / 10 + pick("QRSTVW") + letterOrDigit() + "X" + i % 10;
        String sequence = sequence(i == COUNT - 1 ? 2_400 : 40 + random.nextInt(300));
        String species = word(3).toUpperCase(Locale.ROOT).substring(0, 5);
        String name = reviewed ? word(2).toUpperCase(Locale.ROOT) : accession;
        line(
                "ID",
                String.format(
                        Locale.ROOT,
                        "%-24s%-14s%6d AA.",
                        name + "_" + species,
                        (reviewed ? "Reviewed;" : "Unreviewed;"),
                        sequence.length()));
        line("AC", accession + ";" + (i % 4 == 0 ? " Q" + i % 10 + "ZZZ" + i / 10 + ";" : ""));
        line("DT", date(2004) + ", integrated into UniProtKB/" + (reviewed ? "Swiss-Prot." : "TrEMBL."));
        line("DT", date(2006) + ", sequence version " + (1 + i % 3) + ".");
        line("DT", date(2025) + ", entry version " + (20 + i) + ".");
        names(i, reviewed);
        genes(i, reviewed);
        organism(i);
        references(i);
        comments(i, accession);
        crossReferences(i, accession);
        line("PE", i % 5 == 0 ? "1: Evidence at protein level;" : "3: Inferred from homology;");
        keywords(i, reviewed);
        features(i, sequence.length());
        sequenceLines(sequence);
        out.append("//\n");
    }

    private void names(int i, boolean reviewed) {
        String kind = KINDS[i % KINDS.length];
        if (!reviewed) {
            line("DE", "SubName: Full=" + title(2) + " " + kind + " {ECO:0000313|EMBL:ZZZ" + (10_000 + i) + ".1};");
        } else {
            line("DE", "RecName: Full=" + title(3) + " " + kind + (i % 9 == 1 ? " {ECO:0000305};" : ";"));
            line("DE", "         Short=" + title(1) + ";");
            line("DE", "         EC=" + (1 + i % 6) + ".2.3." + (1 + i) + " {ECO:0000255|HAMAP-Rule:MF_00009};");
            line("DE", "AltName: Full=" + title(2) + " protein " + i + ";");
        }
        if (i % 12 == 4 || i % 12 == 8) {
            line("DE", i % 12 == 4 ? "Contains:" : "Includes:");
            line("DE", "  RecName: Full=" + title(2) + " chain;");
            line("DE", "           EC=3.4.5." + (1 + i) + ";");
            line("DE", "  AltName: Full=" + title(1) + " part;");
        }
        if (i % 10 == 3) {
            line("DE", "Flags: Precursor; " + (i % 20 == 3 ? "Fragment;" : "Fragments;"));
        }
    }

    private void genes(int i, boolean reviewed) {
        if (!reviewed) {
            line("GN", "ORFNames=" + word(2).toUpperCase(Locale.ROOT) + "_" + (1_000 + i) + ";");
        } else if (i % 5 == 4) {
            line("GN", "OrderedLocusNames=TST_" + (1_000 + i) + ", b" + (2_000 + i) + ";");
        } else {
            line(
                    "GN",
                    "Name=" + word(1) + "A {ECO:0000303|PubMed:10000003}; Synonyms=" + word(2) + ", " + word(2) + ";");
        }
        if (i % 7 == 3) {
            line("GN", "and");
            line("GN", "Name=" + word(1) + "B; ORFNames=ORF" + i + ";");
        }
    }

    private void organism(int i) {
        boolean virus = i % 11 == 6;
        String genus = title(3);
        line("OS", genus + " " + word(3) + (i % 3 == 0 ? " (strain TT" + i + ")." : " (" + title(2) + " bug)."));
        if (i % 8 == 7) {
            line("OG", "Plasmid p" + title(2) + ".");
        }
        line(
                "OC",
                virus
                        ? "Viruses; Inventaviria; " + genus + "."
                        : "Bacteria; Inventota; " + genus + "aceae; " + genus + ".");
        line("OX", "NCBI_TaxID=" + (9_000_000 + i) + (i % 6 == 5 ? " {ECO:0000313|Proteomes:UP000000001};" : ";"));
        if (virus) {
            line("OH", "NCBI_TaxID=" + (9_100_000 + i) + "; " + title(3) + " " + word(2) + " (" + title(2) + " host).");
        }
    }

    private void references(int i) {
        for (int n = 1; n <= 1 + i % 3; n++) {
            line("RN", "[" + n + "]" + (i % 6 == 5 ? " {ECO:0000313|EMBL:ZZZ" + (10_000 + i) + ".1}" : ""));
            line("RP", n == 1 ? "NUCLEOTIDE SEQUENCE [LARGE SCALE GENOMIC DNA]." : "FUNCTION, AND SUBUNIT.");
            if (n == 1) {
                line("RC", "STRAIN=TT" + i + "; TISSUE=" + title(2) + ";");
            }
            if (n > 1) {
                line("RX", "PubMed=" + (10_000_000 + 10 * i + n) + "; DOI=10.9999/inv.2025(" + i + ")1;2." + n + ";");
            }
            if (n == 3) {
                line("RG", "The " + title(2) + " sequencing consortium;");
            }
            wrap(
                    "RA",
                    "",
                    title(2) + " A.B., " + title(3) + " C., " + title(2) + "-" + title(2) + " D.E., " + title(3)
                            + " F., " + title(2) + " G.H., " + title(3) + " I.;");
            wrap("RT", "", "\"" + title(2) + " " + words(9 + 5 * n) + ".\";");
            line(
                    "RL",
                    n == 1
                            ? "Submitted (JAN-2025) to the EMBL/GenBank/DDBJ databases."
                            : "J. Invent. Biol. " + i + ":1-" + (9 + n) + "(2025).");
        }
    }

    private void comments(int i, String accession) {
        wrap("CC", "-!- ", "FUNCTION: " + title(2) + " " + words(20 + i % 9) + ". " + EVIDENCE + ".");
        line("CC", "-!- CATALYTIC ACTIVITY:");
        line("CC", "    Reaction=ATP + H2O = ADP + phosphate; Xref=Rhea:RHEA:" + (90_000 + i) + ";");
        line("CC", "      Evidence={ECO:0000255|HAMAP-Rule:MF_00009};");
        if (i % 8 == 2) {
            line("CC", "-!- ALTERNATIVE PRODUCTS:");
            line("CC", "    Event=Alternative splicing; Named isoforms=2;");
            line("CC", "    Name=1;");
            line("CC", "      IsoId=" + accession + "-1; Sequence=Displayed;");
            line("CC", "    Name=2;");
            line("CC", "      IsoId=" + accession + "-2; Sequence=VSP_" + (900_000 + i) + ";");
        }
        wrap(
                "CC",
                "-!- ",
                "SIMILARITY: Belongs to the " + word(2) + " " + KINDS[i % KINDS.length] + " family. {ECO:0000305}.");
        line("CC", "-".repeat(75));
        line("CC", "Invented data of the Tributary project, free for any use (CC0)");
        line("CC", "-".repeat(75));
    }

    private void crossReferences(int i, String accession) {
        line("DR", "EMBL; ZZ" + (100_000 + i) + "; ZZZ" + (10_000 + i) + ".1; -; Genomic_DNA.");
        line(
                "DR",
                "RefSeq; NP_" + (900_000 + i) + ".1; NC_" + (800_000 + i) + ".1."
                        + (i % 8 == 2 ? " [" + accession + "-2]" : ""));
        line("DR", "AlphaFoldDB; " + accession + "; -.");
        for (int n = 0; n < i % 6; n++) {
            line("DR", "GO; GO:" + (9_000_000 + 10 * i + n) + "; F:" + word(2) + " activity; IEA:InterPro.");
        }
        line("DR", "InterPro; IPR" + (900_000 + i) + "; " + title(2) + "_dom_sf.");
    }

    private void keywords(int i, boolean reviewed) {
        if (reviewed) {
            line("KW", "Hydrolase; " + (i % 2 == 0 ? "Membrane; " : "") + "Reference proteome.");
        } else {
            line("KW", "Membrane {ECO:0000256|ARBA:ARBA00004141, ECO:0000256|SAM:Phobius};");
            line("KW", "Reference proteome {ECO:0000313|Proteomes:UP000000001,");
            line("KW", "ECO:0000313|EMBL:ZZZ" + (10_000 + i) + ".1}.");
        }
    }

    private void features(int i, int length) {
        feature("CHAIN", (i % 10 == 3 ? "<1.." : "1..") + length);
        line("FT", "                /note=\"" + title(3) + " chain\"");
        line("FT", "                /id=\"PRO_" + (9_000_000_000L + i) + "\"");
        feature("BINDING", "" + (5 + i % 30));
        line("FT", "                /ligand=\"ATP\"");
        line("FT", "                /ligand_id=\"ChEBI:CHEBI:30616\"");
        line("FT", "                /evidence=\"ECO:0000269|PubMed:10000001,");
        line("FT", "                ECO:0000269|PubMed:10000002\"");
        if (i % 3 == 0) {
            feature("REGION", "?.." + (10 + i % 20));
            line("FT", "                /note=\"Said to be \"\"" + word(2) + "-like\"\" and to bind the");
            line("FT", "                membrane\"");
        }
        if (i % 8 == 2) {
            feature("VAR_SEQ", "10..20");
            line("FT", "                /note=\"Missing (in isoform 2)\"");
            line("FT", "                /evidence=\"ECO:0000305\"");
            line("FT", "                /id=\"VSP_" + (900_000 + i) + "\"");
        }
        if (i % 10 == 3) {
            feature("NON_TER", "1");
        }
    }

    private void feature(String type, String place) {
        line("FT", String.format(Locale.ROOT, "%-16s%s", type, place));
    }

    private void sequenceLines(String sequence) {
        line(
                "SQ",
                String.format(
                        Locale.ROOT,
                        "SEQUENCE   %d AA;  %d MW;  %016X CRC64;",
                        sequence.length(),
                        Math.round(mass(sequence)),
                        crc64(sequence)));
        for (int from = 0; from < sequence.length(); from += 60) {
            out.append("    ");
            for (int at = from; at < Math.min(from + 60, sequence.length()); at += 10) {
                out.append(' ').append(sequence, at, Math.min(at + 10, sequence.length()));
            }
            out.append('\n');
        }
    }

    /** Bit by bit. */
    static long crc64(String sequence) {
        long crc = 0;
        for (int i = 0; i < sequence.length(); i++) {
            crc ^= sequence.charAt(i);
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 1 ? (crc >>> 1) ^ 0xD800000000000000L : crc >>> 1;
            }
        }
        return crc;
    }

    static double mass(String sequence) {
        double mass = 18.0153;
        for (int i = 0; i < sequence.length(); i++) {
            mass += MASSES[RESIDUES.indexOf(sequence.charAt(i))];
        }
        return mass;
    }

    private String sequence(int length) {
        var text = new StringBuilder("M");
        while (text.length() < length) {
            text.append(pick(RESIDUES));
        }
        return text.toString();
    }

    private void line(String code, String content) {
        out.append(code).append("   ").append(content).append('\n');
    }

    /** Breaks at blanks after at most 75 characters of content; the first line has a lead, the others of CC are indented. */
    private void wrap(String code, String lead, String text) {
        String before = lead;
        var line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (before.length() + line.length() + 1 + word.length() > 75) {
                line(code, before + line);
                before = " ".repeat(lead.length());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        line(code, before + line);
    }

    private String date(int year) {
        return String.format(Locale.ROOT, "%02d-%s-%d", 1 + random.nextInt(28), MONTHS[random.nextInt(12)], year);
    }

    private char pick(String letters) {
        return letters.charAt(random.nextInt(letters.length()));
    }

    private char letterOrDigit() {
        return pick("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789");
    }

    private String word(int syllables) {
        var text = new StringBuilder();
        for (int i = 0; i < syllables; i++) {
            text.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
        }
        return text.toString();
    }

    private String title(int syllables) {
        String word = word(syllables);
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private String words(int count) {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : " ").append(WORDS[random.nextInt(WORDS.length)]);
        }
        return text.toString();
    }
}
