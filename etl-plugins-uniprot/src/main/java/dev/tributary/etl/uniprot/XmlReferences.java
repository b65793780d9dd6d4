package dev.tributary.etl.uniprot;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code reference} elements: the publications, with their lines as the flat file has them. */
final class XmlReferences implements XmlPart {
    private final XmlEvidence evidence;
    private final Items pending = new Items();
    private final Items scopes = new Items();
    private final Items sources = new Items();
    private final Items sameKind = new Items();
    private final Items authors = new Items();
    private final Items editors = new Items();
    private final Items groups = new Items();
    private final Items others = new Items();
    private @Nullable String title;
    private @Nullable String pubmed;
    private @Nullable String doi;
    private String kind = "";
    private String locator = "";
    private Citation citation = new Citation();

    XmlReferences(XmlEvidence evidence) {
        this.evidence = evidence;
    }

    @Override
    public void clear() {
        pending.clear();
    }

    @Override
    public void read(XmlCursor cursor, Entry entry) {
        reset();
        String keys = cursor.attribute("evidence");
        int reference = cursor.depth();
        while (cursor.child(reference)) {
            switch (cursor.name()) {
                case "citation" -> citation(cursor, entry);
                case "scope" -> XmlValues.add(scopes, cursor.text());
                case "source" -> source(cursor);
                default -> XmlValues.unknown(cursor, entry);
            }
        }
        pending.add(new @Nullable Object[] {
            authors.take(),
            sources.isEmpty() ? null : joined(sources, "; "),
            others.take(),
            doi,
            keys,
            groups.isEmpty() ? null : joined(groups, "; "),
            citation.location(locator, editors),
            pending.size() + 1L,
            scopes.isEmpty() ? null : XmlValues.row(scopes, ", AND "),
            pubmed,
            title
        });
    }

    private void reset() {
        for (var items : List.of(scopes, sources, sameKind, authors, editors, groups, others)) {
            items.clear();
        }
        title = pubmed = doi = null;
        kind = locator = "";
        citation = new Citation();
    }

    private static String joined(Items items, String separator) {
        var text = new StringBuilder();
        for (int i = 0; i < items.size(); i++) {
            text.append(i == 0 ? "" : separator).append(items.get(i));
        }
        return text.toString();
    }

    private void citation(XmlCursor cursor, Entry entry) {
        citation.read(cursor);
        int element = cursor.depth();
        while (cursor.child(element)) {
            switch (cursor.name()) {
                case "title" -> title = XmlValues.text(cursor);
                case "authorList" -> people(cursor, authors);
                case "editorList" -> people(cursor, editors);
                case "locator" -> locator = cursor.text();
                case "dbReference" -> identifier(cursor);
                default -> XmlValues.unknown(cursor, entry);
            }
        }
    }

    private void people(XmlCursor cursor, Items people) {
        int list = cursor.depth();
        while (cursor.child(list)) {
            XmlValues.add(cursor.name().equals("consortium") ? groups : people, cursor.attribute("name"));
        }
    }

    private void identifier(XmlCursor cursor) {
        String type = cursor.attribute("type");
        String id = cursor.attribute("id");
        if ("PubMed".equals(type) && pubmed == null) {
            pubmed = id;
        } else if ("DOI".equals(type) && doi == null) {
            doi = id;
        } else {
            others.add(type + "=" + id);
        }
    }

    /** Reads {@code <source><strain>A</strain><strain>B</strain></source>} as STRAIN=A, and B. */
    private void source(XmlCursor cursor) {
        int source = cursor.depth();
        while (cursor.child(source)) {
            String name = cursor.name().toUpperCase(Locale.ROOT);
            if (!name.equals(kind)) {
                endKind();
                kind = name;
            }
            XmlValues.add(sameKind, cursor.text());
        }
        endKind();
    }

    private void endKind() {
        if (!sameKind.isEmpty()) {
            sources.add(kind + "=" + XmlValues.row(sameKind, ", and "));
        }
        sameKind.clear();
        kind = "";
    }

    @Override
    public void finish(Entry entry) {
        for (int i = 0; i < pending.size(); i++) {
            var values = (@Nullable Object[]) pending.get(i);
            values[4] = evidence.of(values[4]);
            pending.set(i, References.PUBLICATION.map(values));
        }
        entry.set(Protein.PUBLICATIONS, pending.take());
    }
}
