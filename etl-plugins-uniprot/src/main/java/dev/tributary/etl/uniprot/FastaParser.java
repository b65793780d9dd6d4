package dev.tributary.etl.uniprot;

import dev.tributary.etl.spi.record.Emitter;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.stage.Chunk;
import dev.tributary.etl.spi.stage.Framing;
import dev.tributary.etl.spi.stage.Parser;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes one protein of each header and the residues below it. */
final class FastaParser implements Parser, Entry.Place {
    private static final String HINT =
            "UniProt's headers are '>sp|P12345|NAME_SPECIES Name OS=.. OX=.. GN=.. PE=.. SV=..'; take another parser for other FASTA.";

    private final Terms terms = new Terms();
    private final Chain chain = new Chain("the header");
    private final FastaHeader header = new FastaHeader(terms, HINT);
    private byte[] bytes = {};
    private int from;
    private int to;
    private long line;

    @Override
    public Framing framing() {
        return Framing.marker(">");
    }

    @Override
    public List<RecordType> types() {
        return List.of(Protein.TYPE);
    }

    @Override
    public void parse(Chunk chunk, Emitter out) {
        while (chunk.next()) {
            bytes = chunk.bytes();
            from = chunk.from();
            to = chunk.to();
            line = Math.max(1, chunk.origin().line());
            var entry = new Entry(this, chunk.origin());
            int end = Ascii.indexOf(bytes, from, to, '\n');
            header.read(bytes, from, Ascii.trimEnd(bytes, from, end), entry);
            sequence(entry, Math.min(end + 1, to));
            entry.emit(out);
        }
    }

    /** A star at the end stands for the codon that stops translation: it is no residue. */
    private void sequence(Entry entry, int start) {
        int end = Ascii.trimEnd(bytes, start, to);
        boolean stop = end > start && bytes[end - 1] == '*';
        chain.clear();
        if (!chain.append(bytes, start, stop ? end - 1 : end)) {
            throw entry.malformed(
                    line,
                    "the sequence holds a character that is no residue (" + strange(start, end) + ")",
                    Chain.DAMAGED);
        }
        if (chain.length() == 0) {
            throw entry.malformed(line, "there is no sequence below the header", Chain.DAMAGED);
        }
        if (stop) {
            entry.odd(line, "the sequence ends with a star, which was left out");
        }
        chain.note(entry, line, -1);
        entry.set(Protein.SEQUENCE, chain.text());
        entry.set(Protein.SEQUENCE_LENGTH, (long) chain.length());
    }

    /** The first character that is no residue, with the line it stands in. */
    private String strange(int start, int end) {
        long at = line + 1;
        for (int i = start; i < end; i++) {
            int upper = bytes[i] & ~0x20;
            if (bytes[i] == '\n') {
                at++;
            } else if ((upper < 'A' || upper > 'Z') && !XmlText.isWhite(bytes[i])) {
                return bytes[i] > ' '
                        ? "'" + (char) bytes[i] + "' in line " + at
                        : "byte " + (bytes[i] & 0xff) + " in line " + at;
            }
        }
        return "";
    }

    @Override
    public long number() {
        return line;
    }

    @Override
    public @Nullable String accession() {
        return null;
    }
}
