package dev.tributary.etl.core.internal.staging;

import dev.tributary.etl.core.internal.ledger.StorableText;
import dev.tributary.etl.spi.record.RecordType;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A record type with the shapes of its columns: what plain JSON forgets of its records. One thread. */
final class RecordShape {
    private final RecordType type;
    private final ShapeBudget budget;
    private final String[] names;
    private final @Nullable ValueShape[] columns;
    private final Map<String, Integer> places = new HashMap<>();
    private String text = "";
    private long textAt = -1;

    /** A shape that has learned nothing but what the type says. */
    RecordShape(RecordType type) {
        this(type, ShapeBudget.full());
    }

    private RecordShape(RecordType type, ShapeBudget budget) {
        this.type = type;
        this.budget = budget;
        this.names = new String[type.size()];
        this.columns = new @Nullable ValueShape[type.size()];
        var described = type.columns();
        for (int i = 0; i < columns.length; i++) {
            var column = described.get(i);
            names[i] = column.name();
            places.put(column.name(), i);
            columns[i] = plain(column.name()) ? of(column.kind()) : null;
        }
    }

    /** Whether a column can stand in the object under its own name. */
    private static boolean plain(String name) {
        return !name.equals(Tag.NAME) && StorableText.fits(name);
    }

    private ValueShape of(RecordType.Kind kind) {
        var shape = ValueShape.ofColumn(budget);
        switch (kind) {
            case TEXT -> shape.restore(ValueShape.Texts.TEXT, ValueShape.Numbers.NONE);
            case INTEGER -> shape.restore(ValueShape.Texts.NONE, ValueShape.Numbers.EXACT);
            case REAL -> shape.restore(ValueShape.Texts.NONE, ValueShape.Numbers.DOUBLE);
            case DECIMAL -> shape.restore(ValueShape.Texts.NONE, ValueShape.Numbers.DECIMAL);
            case INSTANT -> shape.restore(ValueShape.Texts.INSTANT, ValueShape.Numbers.NONE);
            case DATE -> shape.restore(ValueShape.Texts.DATE, ValueShape.Numbers.NONE);
            case BOOLEAN, LIST, MAP, ANY -> {}
        }
        return shape;
    }

    RecordType type() {
        return type;
    }

    String name(int column) {
        return names[column];
    }

    /** Of a column's values; null for a column that can have no place in the object. */
    @Nullable
    ValueShape column(int column) {
        return columns[column];
    }

    /** The column with a name, or -1. */
    int place(String name) {
        return places.getOrDefault(name, -1);
    }

    /** All that it knows now. */
    String text() {
        if (textAt != budget.changes()) {
            text = ShapeText.write(this);
            textAt = budget.changes();
        }
        return text;
    }
}
