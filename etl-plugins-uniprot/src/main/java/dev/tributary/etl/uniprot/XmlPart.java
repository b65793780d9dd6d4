package dev.tributary.etl.uniprot;

/** Reads one kind of child of an entry; what is a list or needs the whole entry is set in {@link #finish}. */
interface XmlPart {
    /** Forgets the entry before. */
    void clear();

    /** Reads the element whose start tag was read last. */
    void read(XmlCursor cursor, Entry entry);

    /** Sets what was collected, behind the entry's last child. */
    void finish(Entry entry);
}
