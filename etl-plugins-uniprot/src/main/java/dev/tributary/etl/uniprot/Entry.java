package dev.tributary.etl.uniprot;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.record.Emitter;
import dev.tributary.etl.spi.record.Origin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One entry while it is read: its values so far, what is odd about it, and how to say that it is damaged. */
final class Entry {
    /** The cursor that reads the entry, as far as messages ask for it. */
    interface Place {
        /** The number of the line that the cursor stands on, in the file, from 1. */
        long number();

        /** The entry's accession, wherever the cursor stands; null when there is none. */
        @Nullable
        String accession();
    }

    private final Place place;
    private final Origin origin;
    private final @Nullable Object[] values = new Object[Protein.TYPE.size()];
    private @Nullable List<Object> unknown;
    private @Nullable List<Problem> oddities;
    private long idLength = -1;

    Entry(Place place, Origin origin) {
        this.place = place;
        this.origin = origin;
    }

    /** Sets a column that one block of lines gives; a second such block means that two entries ran together. */
    void set(int column, @Nullable Object value) {
        if (values[column] != null) {
            throw malformed(
                    place.number(),
                    "field " + Protein.TYPE.columns().get(column).name() + " was given before",
                    "Look for a lost end of an entry above: two entries seem to have run together.");
        }
        values[column] = value;
    }

    /** Sets a list, or makes it longer: blocks of one code may have lines of an unknown code between them. */
    @SuppressWarnings("unchecked") // only lists of this class's callers get into list columns
    void append(int column, @Nullable List<Object> more) {
        if (more != null && values[column] instanceof List<?> before) {
            var both = new ArrayList<>((List<Object>) before);
            both.addAll(more);
            values[column] = Collections.unmodifiableList(both);
        } else if (more != null) {
            values[column] = more;
        }
    }

    /** The line that its cursor stands on. */
    long line() {
        return place.number();
    }

    boolean has(int column) {
        return values[column] != null;
    }

    /** The length that the ID line says; negative while none was read. */
    void idLength(long residues) {
        idLength = residues;
    }

    long idLength() {
        return idLength;
    }

    /** Keeps a part of the entry as it is, with a warning. */
    void unknown(long line, String raw, String why) {
        if (unknown == null) {
            unknown = new ArrayList<>();
        }
        unknown.add(raw);
        odd(line, why + ", kept raw: " + raw);
    }

    /** Notes something unusual about the entry. */
    void odd(long line, String found) {
        if (oddities == null) {
            oddities = new ArrayList<>();
        }
        oddities.add(
                Problem.of(StandardError.RECORD_ODD, "UniProt entry " + accession() + ", line " + line + ": " + found));
    }

    /** The entry does not have the format's shape. */
    EtlException malformed(long line, String found, String hint) {
        return damaged(StandardError.RECORD_MALFORMED, line, found, hint);
    }

    /** A number or date cannot be read. */
    EtlException unreadable(long line, String found, String hint) {
        return damaged(StandardError.FIELD_INVALID, line, found, hint);
    }

    /** The entry contradicts itself. */
    EtlException inconsistent(long line, String found, String hint) {
        return damaged(StandardError.RECORD_INCONSISTENT, line, found, hint);
    }

    private EtlException damaged(StandardError code, long line, String found, String hint) {
        return new EtlException(
                code, "Cannot parse UniProt entry " + accession() + ": line " + line + ": " + found, hint);
    }

    /** The accession, or, before it was read, what will be read. */
    private String accession() {
        var known = values[Protein.ACCESSION];
        var found = known != null ? known : place.accession();
        return found == null ? "(without accession)" : found.toString();
    }

    /** Hands the finished record on. */
    void emit(Emitter out) {
        values[Protein.UNKNOWN_LINES] = unknown;
        if (oddities != null) {
            for (Problem problem : oddities) {
                out.warn(origin, problem);
            }
        }
        out.emit(Protein.TYPE.record(origin, values));
    }
}
