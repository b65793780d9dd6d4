package dev.tributary.etl.core.internal.canonical;

import dev.tributary.etl.spi.record.Shape;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The names of a shape as its maps are rendered.
 *
 * @param slots their positions in the shape, sorted by name
 * @param rendered for each of these a comma, the quoted name and a colon
 */
record SortedNames(int[] slots, byte[][] rendered) {
    static SortedNames of(Shape shape) {
        var names = shape.names();
        var slots = IntStream.range(0, names.size())
                .boxed()
                .sorted(Comparator.comparing(names::get))
                .mapToInt(Integer::intValue)
                .toArray();
        return new SortedNames(
                slots,
                Arrays.stream(slots)
                        .mapToObj(names::get)
                        .map(SortedNames::rendered)
                        .toArray(byte[][]::new));
    }

    private static byte[] rendered(String name) {
        var text = new byte[Math.addExact(4, Math.multiplyExact(name.length(), JsonText.MAX_BYTES_PER_CHAR))];
        text[0] = ',';
        int end = JsonText.write(name, text, 1);
        text[end] = ':';
        return Arrays.copyOf(text, end + 1);
    }
}
