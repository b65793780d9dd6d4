package dev.tributary.etl.uniprot;

import dev.tributary.etl.spi.record.Shape;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The qualifiers of one feature, sorted by name. Their names come from the file, but few sets of them exist, so the shapes are kept: the first
 * {@value #KEPT} that were met.
 */
final class Qualifiers {
    private static final int KEPT = 64;

    private final String[][] knownNames = new String[KEPT][];
    private final @Nullable Shape[] knownShapes = new Shape[KEPT];
    private int known;
    private String[] names = new String[8];
    private String[] values = new String[8];
    private int size;

    void clear() {
        size = 0;
    }

    /** Adds a qualifier; false when its name came before. */
    boolean put(String name, String value) {
        int at = size;
        while (at > 0 && names[at - 1].compareTo(name) > 0) {
            at--;
        }
        if (at > 0 && names[at - 1].equals(name)) {
            return false;
        }
        if (size == names.length) {
            names = Arrays.copyOf(names, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        System.arraycopy(names, at, names, at + 1, size - at);
        System.arraycopy(values, at, values, at + 1, size - at);
        names[at] = name;
        values[at] = value;
        size++;
        return true;
    }

    /** All of them; null when there are none. */
    @Nullable
    Map<String, Object> map() {
        return size == 0 ? null : shape().map(Arrays.copyOf(values, size, Object[].class));
    }

    private Shape shape() {
        for (int i = 0; i < known; i++) {
            Shape shape = knownShapes[i];
            if (shape != null && Arrays.equals(knownNames[i], 0, knownNames[i].length, names, 0, size)) {
                return shape;
            }
        }
        String[] mine = Arrays.copyOf(names, size);
        Shape made = Shape.of(mine);
        if (known < KEPT) {
            knownNames[known] = mine;
            knownShapes[known++] = made;
        }
        return made;
    }
}
