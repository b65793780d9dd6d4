package dev.tributary.etl.core.internal.staging;

import dev.tributary.etl.spi.record.RecordType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A shape as text: lists of texts and lists, {@code [name, [[column, kind, path], …], [key, …], label, content, [[table, [key, …], [column, …]], …]]},
 * where a path is {@code [texts, numbers, element path, [[member, path], …]]}; null for what there is not.
 */
final class ShapeText {
    private ShapeText() {}

    static String write(RecordShape shape) {
        var type = shape.type();
        var all = type.columns().stream().map(RecordType.Column::name).toList();
        var key = Arrays.stream(type.key()).mapToObj(all::get).toList();
        var columns = new ArrayList<List<?>>();
        for (int i = 0; i < all.size(); i++) {
            columns.add(list(all.get(i), type.columns().get(i).kind().name(), path(shape.column(i))));
        }
        var tables = type.tables();
        // What a type has that declares none.
        boolean declared = !tables.equals(List.of(new RecordType.Table(type.name(), key, all)));
        var written = list(
                type.name(),
                columns,
                key,
                type.label().orElse(null),
                type.content().orElse(null),
                tables.stream()
                        .filter(table -> declared)
                        .map(table -> list(table.name(), table.key(), table.columns()))
                        .toList());
        var text = new ByteArrayOutputStream();
        try (var out = PlainJson.writer(text)) {
            new ValueWriter(out).writeTagged(written);
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    private static List<?> list(@Nullable Object... values) {
        return Collections.unmodifiableList(Arrays.asList(values));
    }

    private static @Nullable List<?> path(@Nullable ValueShape shape) {
        if (shape == null) {
            return null;
        }
        var members = new ArrayList<List<?>>();
        shape.members().forEach(member -> members.add(list(member.name, path(member.shape))));
        return list(word(shape.texts()), word(shape.numbers()), path(shape.knownElement()), members);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static RecordShape read(String text) {
        try (var in = PlainJson.reader(text.getBytes(StandardCharsets.UTF_8))) {
            in.nextToken();
            return shape(items(new ValueReader(in).readTagged()));
        }
    }

    private static RecordShape shape(List<?> written) {
        var type = RecordType.named(text(written.get(0)));
        var columns = items(written.get(1)).stream().map(ShapeText::items).toList();
        columns.forEach(c -> type.column(text(c.get(0)), RecordType.Kind.valueOf(text(c.get(1)))));
        type.key(texts(written.get(2)).toArray(String[]::new));
        if (written.get(3) != null) {
            type.label(text(written.get(3)));
        }
        if (written.get(4) != null) {
            type.content(text(written.get(4)));
        }
        for (var each : items(written.get(5))) {
            var table = items(each);
            type.table(
                    text(table.get(0)), texts(table.get(1)), texts(table.get(2)).toArray(String[]::new));
        }
        var shape = new RecordShape(type.build());
        for (int i = 0; i < columns.size(); i++) {
            restore(shape.column(i), columns.get(i).get(2));
        }
        return shape;
    }

    private static void restore(@Nullable ValueShape shape, @Nullable Object path) {
        if (shape == null || path == null) {
            return;
        }
        var written = items(path);
        shape.restore(
                ValueShape.Texts.valueOf(text(written.get(0)).toUpperCase(Locale.ROOT)),
                ValueShape.Numbers.valueOf(text(written.get(1)).toUpperCase(Locale.ROOT)));
        if (written.get(2) != null) {
            restore(shape.element(), written.get(2));
        }
        var members = items(written.get(3)).stream().map(ShapeText::items).toList();
        shape.take(members.stream().map(member -> text(member.get(0))).toList());
        for (int i = 0; i < members.size(); i++) {
            restore(shape.members().get(i).shape, members.get(i).get(1));
        }
    }

    private static List<?> items(@Nullable Object value) {
        return (List<?>) Objects.requireNonNull(value);
    }

    private static List<String> texts(@Nullable Object value) {
        return items(value).stream().map(ShapeText::text).toList();
    }

    private static String text(@Nullable Object value) {
        return (String) Objects.requireNonNull(value);
    }
}
