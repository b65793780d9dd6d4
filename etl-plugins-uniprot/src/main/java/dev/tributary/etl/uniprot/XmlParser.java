package dev.tributary.etl.uniprot;

import dev.tributary.etl.spi.record.Emitter;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.stage.Chunk;
import dev.tributary.etl.spi.stage.Framing;
import dev.tributary.etl.spi.stage.Parser;
import java.time.LocalDate;
import java.util.List;

/** Makes one protein of each {@code entry} element, with the columns that the flat file's parser fills. */
final class XmlParser implements Parser {
    private static final String HINT = "Look for a lost end of an entry above, or fetch the file again.";

    private final Terms terms = new Terms();
    private final XmlCursor cursor = new XmlCursor(terms);
    private final Items secondary = new Items();
    private final Items keywords = new Items();
    private final XmlEvidence evidence = new XmlEvidence();
    private final XmlNames names = new XmlNames();
    private final XmlGenes genes = new XmlGenes();
    private final XmlOrganism organism = new XmlOrganism();
    private final XmlReferences references = new XmlReferences(evidence);
    private final XmlComments comments = new XmlComments(evidence);
    private final XmlCrossReferences crossReferences = new XmlCrossReferences(names);
    private final XmlFeatures features = new XmlFeatures(evidence);
    private final XmlSequence sequence = new XmlSequence();

    @Override
    public Framing framing() {
        return Framing.elements("entry");
    }

    @Override
    public List<RecordType> types() {
        return List.of(Protein.TYPE);
    }

    @Override
    public void parse(Chunk chunk, Emitter out) {
        while (chunk.next()) {
            var entry = new Entry(cursor, chunk.origin());
            clear();
            cursor.open(chunk, entry);
            head(entry);
            int root = cursor.depth();
            while (cursor.child(root)) {
                part(entry);
            }
            finish(entry);
            demand(entry, Protein.ENTRY_NAME, "name");
            demand(entry, Protein.ACCESSION, "accession");
            demand(entry, Protein.SEQUENCE, "sequence");
            entry.emit(out);
        }
    }

    private void clear() {
        secondary.clear();
        keywords.clear();
        evidence.clear();
        names.clear();
        genes.clear();
        organism.clear();
        references.clear();
        comments.clear();
        crossReferences.clear();
        features.clear();
    }

    private void head(Entry entry) {
        String dataset = cursor.attribute("dataset");
        switch (dataset == null ? "" : dataset) {
            case "Swiss-Prot" -> entry.set(Protein.REVIEWED, true);
            case "TrEMBL" -> entry.set(Protein.REVIEWED, false);
            default -> entry.odd(cursor.number(), "the dataset is unknown (" + dataset + "), so 'reviewed' is absent");
        }
        LocalDate modified = XmlValues.date(cursor, entry, "modified");
        entry.set(Protein.ENTRY_CREATED, XmlValues.date(cursor, entry, "created"));
        entry.set(Protein.ANNOTATION_UPDATED, modified);
        entry.set(Protein.RELEASE_DATE, modified);
        entry.set(Protein.ENTRY_VERSION, XmlValues.number(cursor, entry, "version"));
    }

    private void part(Entry entry) {
        switch (cursor.name()) {
            case "accession" -> accession(entry);
            case "name" -> entry.set(Protein.ENTRY_NAME, XmlValues.text(cursor));
            case "protein" -> names.read(cursor, entry);
            case "gene" -> genes.read(cursor, entry);
            case "organism", "organismHost", "geneLocation" -> organism.read(cursor, entry);
            case "reference" -> references.read(cursor, entry);
            case "comment" -> comments.read(cursor, entry);
            case "dbReference" -> crossReferences.read(cursor, entry);
            case "proteinExistence" -> XmlValues.existence(cursor, entry);
            case "keyword" -> XmlValues.add(keywords, cursor.text());
            case "feature" -> features.read(cursor, entry);
            case "evidence" -> evidence.read(cursor);
            case "sequence" -> sequence.read(cursor, entry);
            case "entry" -> throw entry.malformed(cursor.number(), "an entry stands inside of an entry", HINT);
            default -> XmlValues.unknown(cursor, entry);
        }
    }

    private void accession(Entry entry) {
        String accession = cursor.text();
        if (accession.isEmpty()) {
            throw entry.malformed(cursor.number(), "an accession is empty", HINT);
        }
        if (entry.has(Protein.ACCESSION)) {
            secondary.add(accession);
        } else {
            entry.set(Protein.ACCESSION, accession);
        }
    }

    private void finish(Entry entry) {
        entry.set(Protein.SECONDARY_ACCESSIONS, secondary.take());
        entry.set(Protein.KEYWORDS, keywords.take());
        names.finish(entry);
        genes.finish(entry);
        organism.finish(entry);
        references.finish(entry);
        comments.finish(entry);
        crossReferences.finish(entry);
        features.finish(entry);
        evidence.finish(cursor, entry);
    }

    private void demand(Entry entry, int column, String element) {
        if (!entry.has(column)) {
            throw entry.malformed(cursor.number(), "the entry ends without <" + element + ">", HINT);
        }
    }
}
