package dev.tributary.etl.uniprot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Whatever happens to an entry, it is seen: rejected, or different in the record; and never an exception that is no DATA. */
class DamageProperties {
    private static final List<String> ENTRIES = entries();

    private static List<String> entries() {
        var entries = new ArrayList<>(Arrays.asList(SampleEntries.text().split("(?<=\n//\n)")));
        for (var quirk : List.of(
                "whole.dat",
                "fixed-columns.dat",
                "qualifiers.dat",
                "isoforms.dat",
                "components.dat",
                "hosts.dat",
                "evidence.dat",
                "nineties.dat",
                "references.dat",
                "genes-several.dat",
                "utf8.dat")) {
            entries.add(new String(FlatFile.quirkBytes(quirk), StandardCharsets.UTF_8));
        }
        return entries;
    }

    @Provide
    Arbitrary<String> entry() {
        return Arbitraries.of(ENTRIES);
    }

    /** The licence, an empty title and evidence tags of names say nothing that a record keeps. */
    private static boolean saysNothing(String line) {
        return line.isBlank()
                || line.startsWith("CC   ---")
                || line.startsWith("CC   Invented")
                || line.equals("RT   ;")
                || line.matches("(DE|GN|OG|OX|KW|RC) +\\{?(ECO:\\S+ ?)+");
    }

    @Property(tries = 1_000)
    void aLostLineIsSeen(@ForAll("entry") String entry, @ForAll @IntRange(max = 10_000) int place) {
        var lines = new ArrayList<>(entry.lines().toList());
        int at = place % (lines.size() - 1);
        if (saysNothing(lines.get(at))) {
            return;
        }
        lines.remove(at);

        assertSeen(entry, String.join("\n", lines) + "\n");
    }

    @Property(tries = 2_000)
    void aChangedLetterOrDigitIsSeen(@ForAll("entry") String entry, @ForAll long dice) {
        var random = new Random(dice);
        var lines = new ArrayList<>(entry.lines().toList());
        int at = random.nextInt(lines.size() - 1);
        String line = lines.get(at);
        int character = random.nextInt(Math.max(1, line.length()));
        if (saysNothing(line) || !counts(line, character)) {
            return;
        }
        char changed = other(line.charAt(character));
        lines.set(at, line.substring(0, character) + changed + line.substring(character + 1));

        assertSeen(entry, String.join("\n", lines) + "\n");
    }

    /** Letters and digits but those of evidence tags, which names do not keep, of release numbers in old dates and of old checksums. */
    private static boolean counts(String line, int at) {
        char c = line.charAt(at);
        boolean tag = line.contains("ECO:") && "DE GN OG OX KW RC".contains(line.substring(0, 2));
        boolean old = (line.startsWith("DT") && line.contains("(")) || line.contains("CRC32");
        return c < 128 && Character.isLetterOrDigit(c) && !tag && !old;
    }

    private static char other(char c) {
        return c == 'z' || c == 'Z' || c == '9' ? (char) (c - 1) : (char) (c + 1);
    }

    @Property(tries = 500)
    void aChangedResidueRejects(@ForAll("entry") String entry, @ForAll long dice) {
        if (!entry.contains("CRC64;")) {
            return;
        }
        var random = new Random(dice);
        int first = entry.indexOf("CRC64;\n") + "CRC64;\n".length();
        int at = first + random.nextInt(entry.length() - "//\n".length() - first);
        if (!Character.isUpperCase(entry.charAt(at))) {
            return;
        }
        var file = FlatFile.of(entry.substring(0, at) + other(entry.charAt(at)) + entry.substring(at + 1));

        assertThat(file.records()).isEmpty();
        assertThat(file.rejects()).hasSize(1).allMatch(p -> p.code().name().equals("RECORD_INCONSISTENT"));
    }

    @Property(tries = 1_000)
    void noDamageIsADefectOrCostsANeighbour(@ForAll("entry") String entry, @ForAll long dice) {
        byte[] damaged = damage(entry.getBytes(StandardCharsets.UTF_8), new Random(dice));
        byte[] neighbour = ("\n//\n" + ENTRIES.get(0)).getBytes(StandardCharsets.UTF_8);
        byte[] both = Arrays.copyOf(damaged, damaged.length + neighbour.length);
        System.arraycopy(neighbour, 0, both, damaged.length, neighbour.length);

        var file = FlatFile.of(both); // an exception that is no DATA EtlException leaves here

        assertThat(file.records()).isNotEmpty();
        assertThat(file.records().get(file.records().size() - 1).fields())
                .isEqualTo(FlatFile.of(ENTRIES.get(0)).only().fields());
    }

    private static byte[] damage(byte[] bytes, Random random) {
        byte[] damaged = bytes.clone();
        for (int n = 1 + random.nextInt(8); n > 0 && damaged.length > 2; n--) {
            int at = random.nextInt(damaged.length);
            switch (random.nextInt(5)) {
                case 0 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> damaged[at] = (byte) "\n /\"=;:.{}[]()-<>?".charAt(random.nextInt(18));
                case 2 -> damaged = Arrays.copyOf(damaged, at);
                case 3 -> damaged = without(damaged, at, 1 + random.nextInt(100));
                default -> damaged[at] = (byte) random.nextInt(256);
            }
        }
        return damaged;
    }

    private static byte[] without(byte[] bytes, int at, int length) {
        int end = Math.min(bytes.length, at + length);
        byte[] rest = new byte[bytes.length - (end - at)];
        System.arraycopy(bytes, 0, rest, 0, at);
        System.arraycopy(bytes, end, rest, at, bytes.length - end);
        return rest;
    }

    private static void assertSeen(String before, String after) {
        var file = FlatFile.of(after);
        if (file.rejects().isEmpty()) {
            assertThat(file.only().fields())
                    .as("the record of:\n" + after)
                    .isNotEqualTo(FlatFile.of(before).only().fields());
        }
    }
}
