package dev.tributary.etl.benchmarks;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/**
 * Makes a large UniProt XML or FASTA file of a small one: its entries again and again, each with an accession of its own, in one gzip member when OUT
 * ends with .gz. {@code UniprotXmlInput SAMPLE.xml|SAMPLE.fasta OUT BYTES}. The same arguments give the same bytes.
 */
public final class UniprotXmlInput {
    private static final int BUFFER_BYTES = 1 << 20;

    private UniprotXmlInput() {}

    public static void main(String[] args) throws IOException {
        var sample = Path.of(args[0]);
        var out = Path.of(args[1]);
        String text = Files.readString(sample);
        try (var bytes = new BufferedOutputStream(open(out), BUFFER_BYTES)) {
            long entries = sample.toString().endsWith(".xml")
                    ? write(text, bytes, Long.parseLong(args[2]), "</entry>", "<accession>[^<]*")
                    : write(text, bytes, Long.parseLong(args[2]), "\n(?=>)", "\\|[^|]*");
            new Console().line("%s: %,d entries, %,d bytes in the file", out.getFileName(), entries, Files.size(out));
        }
    }

    private static OutputStream open(Path out) throws IOException {
        var file = Files.newOutputStream(out);
        return out.toString().endsWith(".gz") ? new GZIPOutputStream(file, BUFFER_BYTES) : file;
    }

    /** Writes what stands before the first entry, entries until there are enough bytes, and what stands behind the last. */
    private static long write(String text, OutputStream out, long bytes, String end, String accession)
            throws IOException {
        int first = Math.max(0, text.indexOf("<entry"));
        int last = first == 0 ? text.length() : text.lastIndexOf(end) + end.length();
        String[] entries = text.substring(first, last).split("(?<=" + end + ")");
        out.write(text.substring(0, first).getBytes(StandardCharsets.UTF_8));
        long written = 0;
        long count = 0;
        while (written < bytes) {
            String entry = entries[(int) (count % entries.length)];
            String numbered = String.format(Locale.ROOT, "T%09d", count);
            byte[] one = renamed(entry, accession, numbered);
            out.write(one);
            written += one.length;
            count++;
        }
        out.write(text.substring(last).getBytes(StandardCharsets.UTF_8));
        return count;
    }

    private static byte[] renamed(String entry, String accession, String numbered) {
        String mark = accession.startsWith("<") ? "<accession>" : "|";
        return entry.replaceFirst(accession, mark.equals("|") ? "|" + numbered : mark + numbered)
                .getBytes(StandardCharsets.UTF_8);
    }
}
