package dev.tributary.etl.uniprot;

/** Reads the lines of one or a few codes that belong together. */
@FunctionalInterface
interface Section {
    /** Reads from the line the cursor stands on to the first line of another section. */
    void read(Lines lines, Entry entry);
}
