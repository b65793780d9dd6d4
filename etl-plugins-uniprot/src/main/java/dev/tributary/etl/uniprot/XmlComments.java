package dev.tributary.etl.uniprot;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code comment} elements, with their text as the flat file has it. Evidence is known only at the end of the entry. */
final class XmlComments implements XmlPart {
    private final XmlEvidence evidence;
    private final XmlCommentText text = new XmlCommentText();
    private final Items pending = new Items();

    XmlComments(XmlEvidence evidence) {
        this.evidence = evidence;
    }

    @Override
    public void clear() {
        pending.clear();
    }

    @Override
    public void read(XmlCursor cursor, Entry entry) {
        String type = cursor.attribute("type");
        if (type == null) {
            XmlValues.unknown(cursor, entry);
            return;
        }
        String found = text.read(cursor, entry, type);
        pending.add(new @Nullable Object[] {text.evidence(), found.isEmpty() ? null : found, topic(type)});
    }

    private static String topic(String type) {
        return type.equals("online information") ? "WEB RESOURCE" : type.toUpperCase(Locale.ROOT);
    }

    @Override
    public void finish(Entry entry) {
        for (int i = 0; i < pending.size(); i++) {
            var values = (@Nullable Object[]) pending.get(i);
            values[0] = evidence.of(values[0]);
            pending.set(i, Comments.COMMENT.map(values));
        }
        entry.set(Protein.COMMENTS, pending.take());
    }
}
