package dev.tributary.etl.core.internal.normalize;

import dev.tributary.etl.core.internal.record.ColumnNames;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Emitter;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.stage.Normalizer;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Lets pass the records that meet a condition ({@code not}: that do not). An absent value meets only {@code exists: false}; a list meets a
 * condition when one of its elements does.
 */
final class Filter implements Normalizer {
    private final FilterOptions options;
    private final Predicate<Object> condition;

    Filter(FilterOptions options) {
        this.options = options;
        this.condition = condition(options);
    }

    private static Predicate<Object> condition(FilterOptions options) {
        if (options.matches().isPresent()) {
            var regex = new BoundedRegex(options.matches().get(), options.field());
            return value -> regex.matches(value.toString());
        }
        if (options.exists().isPresent()) {
            return value -> true;
        }
        if (options.min().isPresent() || options.max().isPresent()) {
            return range(options.min().map(Bound::parse), options.max().map(Bound::parse));
        }
        var wanted = options.equals().map(List::of).orElse(options.in()).stream()
                .map(Filter::equalTo)
                .toList();
        return value -> wanted.stream().anyMatch(one -> one.test(value));
    }

    private static Predicate<Object> range(Optional<Bound> min, Optional<Bound> max) {
        return value -> {
            var toMin = min.isPresent() ? min.get().compare(value) : Integer.valueOf(0);
            var toMax = max.isPresent() ? max.get().compare(value) : Integer.valueOf(0);
            return toMin != null && toMin >= 0 && toMax != null && toMax <= 0;
        };
    }

    private static Predicate<Object> equalTo(String wanted) {
        var number = Bound.number((Object) wanted);
        return value -> value.toString().equals(wanted) || number != null && isNumber(value, number);
    }

    /** 1.0 and 1.00 are one number, but 007 and 7 as texts are two identifiers. */
    private static boolean isNumber(Object value, BigDecimal number) {
        var found = value instanceof String ? null : Bound.number(value);
        return found != null && found.compareTo(number) == 0;
    }

    @Override
    public List<RecordType> types(List<RecordType> incoming) {
        ColumnNames.check("filter by", List.of(options.field()), incoming);
        return incoming;
    }

    @Override
    public void normalize(DataRecord record, Emitter out) {
        boolean met = options.exists().isPresent()
                ? (record.value(options.field()) != null) == options.exists().get()
                : meets(record.value(options.field()));
        if (met != options.not()) {
            out.emit(record);
        }
    }

    private boolean meets(@Nullable Object value) {
        if (value instanceof List<?> list) {
            for (var element : list) {
                if (meets(element)) {
                    return true;
                }
            }
            return false;
        }
        return value != null && condition.test(value);
    }
}
