package dev.tributary.etl.storm;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Invented UniProtKB entries of about 700 bytes, the same for a number every time. */
final class Entries {
    private static final String TAIL = """
            DT   16-FEB-2004, integrated into UniProtKB/Swiss-Prot.
            DT   10-JUL-2006, sequence version 1.
            DT   04-JUN-2025, entry version 20.
            DE   RecName: Full=Divoba kinase %d;
            GN   Name=diA%d;
            OS   Gutidi legumi (strain TT0).
            OC   Bacteria; Inventota; Gutidiaceae; Gutidi.
            OX   NCBI_TaxID=9000000;
            CC   -!- FUNCTION: Moves ions number %d into and out of the vesicles under
            CC       stress of the membrane.
            PE   1: Evidence at protein level;
            KW   Hydrolase; Membrane; Reference proteome.
            SQ   SEQUENCE   79 AA;  9204 MW;  1F54B533512E04FD CRC64;
                 MITWQSQLWW ALQRVQRHSI MSASVNEQTQ LIWSMNTQSH DYCHHCPMYI EASTVADKMT
                 NIPTDGACPE CGMKWCGWL
            """;

    private Entries() {}

    static String accession(int number) {
        return "A0A" + digits(number / 1000, 2) + "0A" + digits(number % 1000 / 10, 2) + number % 10;
    }

    private static String digits(int number, int count) {
        var text = Integer.toString(number);
        return "0".repeat(Math.max(0, count - text.length())) + text;
    }

    static String entry(int number) {
        var accession = accession(number);
        var tail = TAIL.replace("%d", Integer.toString(number));
        return "ID   " + accession + "_GUTLE     Reviewed;         79 AA.\nAC   " + accession + ";\n" + tail + "//\n";
    }

    /** An entry whose sequence is not the one its checksum was made of. */
    static String damaged(int number) {
        return entry(number).replace("MITWQSQLWW", "MITWQSQLWA");
    }

    static String text(int from, int to) {
        var text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(entry(i));
        }
        return text.toString();
    }

    static void write(Path file, int count) throws IOException {
        try (var out = new GZIPOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            for (int i = 0; i < count; i++) {
                out.write(bytes(entry(i)));
            }
        }
    }

    static byte[] gzip(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(bytes(text));
        }
        return bytes.toByteArray();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
