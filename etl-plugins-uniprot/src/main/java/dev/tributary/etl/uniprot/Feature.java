package dev.tributary.etl.uniprot;

import dev.tributary.etl.spi.record.Shape;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One feature while it is read. */
final class Feature {
    static final Shape SHAPE = Shape.of("end", "evidence", "id", "note", "qualifiers", "start", "type");

    final Qualifiers qualifiers = new Qualifiers();
    private String type = "";
    private String start = "";
    private String end = "";
    private @Nullable String note;
    private @Nullable String id;
    private @Nullable String evidence;

    /** Begins a new one; the object is used again. */
    void begin(String newType) {
        type = newType;
        start = end = "";
        note = id = evidence = null;
        qualifiers.clear();
    }

    /** The place as the file writes it: {@code 17}, {@code <1}, {@code ?}. */
    void place(String first, String last) {
        start = first;
        end = last;
    }

    void note(@Nullable String text) {
        note = text;
    }

    void id(@Nullable String text) {
        id = text;
    }

    void evidence(@Nullable String text) {
        evidence = text;
    }

    boolean hasNote() {
        return note != null;
    }

    boolean hasId() {
        return id != null;
    }

    boolean hasEvidence() {
        return evidence != null;
    }

    /** Whether its note may hold residues, which are cut anywhere. */
    boolean holdsResidues() {
        return switch (type) {
            case "VAR_SEQ", "VARIANT", "VARSPLIC", "MUTAGEN", "CONFLICT" -> true;
            default -> false;
        };
    }

    Map<String, Object> map() {
        return SHAPE.map(end, evidence, id, note, qualifiers.map(), start, type);
    }
}
