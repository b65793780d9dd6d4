package dev.tributary.etl.core.internal.staging;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the plain JSON of the values at one path means: which texts and numbers they are, what is within lists, and the order of the names of maps.
 * Learned value by value, and it only ever learns more: what was written under an earlier state reads the same under a later one. What does not fit
 * is not learned, and must be written with a {@link Tag}. One thread.
 */
final class ValueShape {
    /** More names than that come from the data, and each would be a part of the shape. */
    private static final int MAX_NAMES = 512;

    /** What lies deeper is written with tags. */
    private static final int MAX_DEPTH = 100;

    private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal GREATEST = BigDecimal.valueOf(Long.MAX_VALUE);

    /** What a JSON text is. */
    enum Texts {
        NONE,
        TEXT,
        INSTANT,
        DATE
    }

    /** What a JSON number is. */
    enum Numbers {
        NONE,
        /** So far decimals that no Long could be: either of the two that follow. */
        FRACTION,
        /** Longs, and decimals that no Long could be. */
        EXACT,
        /** Decimals, whole ones too. */
        DECIMAL,
        DOUBLE
    }

    /** The names of maps and what is under them; {@code place} is that in the order of names. */
    static final class Member {
        final String name;
        final ValueShape shape;
        int place;

        Member(String name, ValueShape shape, int place) {
            this.name = name;
            this.shape = shape;
            this.place = place;
        }
    }

    private final ShapeBudget budget;
    private final int depth;
    private Texts texts = Texts.NONE;
    private Numbers numbers = Numbers.NONE;
    private @Nullable ValueShape element;
    private final Map<String, Member> byName = new HashMap<>();
    private List<Member> members = List.of();
    private String @Nullable [] names;

    private ValueShape(ShapeBudget budget, int depth) {
        this.budget = budget;
        this.depth = depth;
    }

    /** Of the values of a column. */
    static ValueShape ofColumn(ShapeBudget budget) {
        return new ValueShape(budget, 1);
    }

    /** Of values under a tag, which say of themselves what they are: the same for all, and nothing is learned. */
    static ValueShape tagged() {
        var shape = new ValueShape(ShapeBudget.spent(), 1);
        shape.texts = Texts.TEXT;
        shape.numbers = Numbers.EXACT;
        shape.element = shape;
        return shape;
    }

    Texts texts() {
        return texts;
    }

    Numbers numbers() {
        return numbers;
    }

    /** As it was written down. */
    void restore(Texts writtenTexts, Numbers writtenNumbers) {
        texts = writtenTexts;
        numbers = writtenNumbers;
    }

    /** Whether texts here may be of this kind. */
    boolean take(Texts kind) {
        if (texts == Texts.NONE) {
            texts = kind;
            budget.changed();
        }
        return texts == kind;
    }

    boolean takeLong() {
        return takeNumber(numbers == Numbers.NONE || numbers == Numbers.FRACTION, Numbers.EXACT);
    }

    boolean takeDouble() {
        return takeNumber(numbers == Numbers.NONE, Numbers.DOUBLE);
    }

    boolean take(BigDecimal value) {
        if (isWhole(value)) {
            return takeNumber(numbers == Numbers.NONE || numbers == Numbers.FRACTION, Numbers.DECIMAL);
        }
        takeNumber(numbers == Numbers.NONE, Numbers.FRACTION);
        return numbers != Numbers.DOUBLE;
    }

    private boolean takeNumber(boolean open, Numbers kind) {
        if (open) {
            numbers = kind;
            budget.changed();
        }
        return numbers == kind;
    }

    /** Whether its digits are also those of a Long. */
    private static boolean isWhole(BigDecimal value) {
        return value.scale() == 0 && value.compareTo(LEAST) >= 0 && value.compareTo(GREATEST) <= 0;
    }

    /** Of what is within lists; null when there is no room for it. */
    @Nullable
    ValueShape element() {
        if (element == null && depth < MAX_DEPTH && budget.take(1)) {
            element = new ValueShape(budget, depth + 1);
        }
        return element;
    }

    @Nullable
    ValueShape knownElement() {
        return element;
    }

    List<Member> members() {
        return members;
    }

    @Nullable
    Member member(String name) {
        return byName.get(name);
    }

    /** Whether these names, which can be stored, are in the order that is known, where need be with more names in between. */
    boolean take(List<String> order) {
        int last = -1;
        int more = 0;
        for (var name : order) {
            var known = byName.get(name);
            if (known == null) {
                more++;
            } else if (known.place <= last) {
                return false;
            } else {
                last = known.place;
            }
        }
        return more == 0 || depth < MAX_DEPTH && members.size() + more <= MAX_NAMES && budget.take(more) && add(order);
    }

    private boolean add(List<String> order) {
        var merged = new ArrayList<>(members);
        int at = 0;
        for (var name : order) {
            var known = byName.get(name);
            if (known == null) {
                var made = new Member(name, new ValueShape(budget, depth + 1), at);
                byName.put(name, made);
                merged.add(at, made);
                at++;
            } else {
                at = merged.indexOf(known) + 1;
            }
        }
        for (int i = 0; i < merged.size(); i++) {
            merged.get(i).place = i;
        }
        members = merged;
        names = null;
        return true;
    }

    /** All names in order. */
    String[] names() {
        var known = names;
        if (known == null) {
            known = members.stream().map(m -> m.name).toArray(String[]::new);
            names = known;
        }
        return known;
    }
}
