package dev.tributary.etl.uniprot;

import dev.tributary.etl.spi.record.Emitter;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.stage.Chunk;
import dev.tributary.etl.spi.stage.Framing;
import dev.tributary.etl.spi.stage.Parser;
import java.util.List;

/** Makes one protein of each entry, in one pass over its bytes. */
final class FlatParser implements Parser {
    private static final String HINT = "Look for a lost line or a lost // above, or fetch the file again.";

    private final Lines lines = new Lines();
    private final Text text = new Text();
    private final Evidence evidence = new Evidence();
    private final Terms terms = new Terms();
    private final Identity identity = new Identity();
    private final Dates dates = new Dates();
    private final Names names = new Names(text, evidence);
    private final Genes genes = new Genes(text, evidence);
    private final Organism organism = new Organism(text, evidence, terms);
    private final References references = new References(text, evidence);
    private final Comments comments = new Comments(text, evidence, terms);
    private final CrossReferences crossReferences = new CrossReferences(terms);
    private final Keywords keywords = new Keywords(text, evidence, terms);
    private final Features features = new Features(text, evidence, terms);
    private final Sequence sequence = new Sequence();

    @Override
    public Framing framing() {
        return Framing.terminator("//");
    }

    @Override
    public List<RecordType> types() {
        return List.of(Protein.TYPE);
    }

    @Override
    public void parse(Chunk chunk, Emitter out) {
        while (chunk.next()) {
            lines.open(chunk);
            var entry = new Entry(lines, chunk.origin());
            while (lines.code() != Lines.END) {
                section(entry);
            }
            demand(entry, Protein.ENTRY_NAME, "ID");
            demand(entry, Protein.ACCESSION, "AC");
            demand(entry, Protein.SEQUENCE, "SQ");
            entry.emit(out);
        }
    }

    private void section(Entry entry) {
        switch (lines.code()) {
            case Lines.ID -> identity.readId(lines, entry);
            case Lines.AC -> identity.readAccessions(lines, entry);
            case Lines.DT -> dates.read(lines, entry);
            case Lines.DE -> names.read(lines, entry);
            case Lines.GN -> genes.read(lines, entry);
            case Lines.OS, Lines.OG, Lines.OC, Lines.OX, Lines.OH -> organism.read(lines, entry);
            case Lines.RN, Lines.RP, Lines.RC, Lines.RX, Lines.RG, Lines.RA, Lines.RT, Lines.RL ->
                references.read(lines, entry);
            case Lines.CC -> comments.read(lines, entry);
            case Lines.DR -> crossReferences.read(lines, entry);
            case Lines.PE, Lines.KW -> keywords.read(lines, entry);
            case Lines.FT -> features.read(lines, entry);
            case Lines.SQ -> sequence.read(lines, entry);
            default -> {
                lines.unknown(entry, "line of an unknown code");
                lines.next();
            }
        }
    }

    private void demand(Entry entry, int column, String code) {
        if (!entry.has(column)) {
            throw entry.malformed(lines.number(), "the entry ends without " + code, HINT);
        }
    }
}
