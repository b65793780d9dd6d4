package dev.tributary.etl.core.internal.engine.unit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.core.internal.ledger.Ledger;
import dev.tributary.etl.core.internal.spill.SpillFolder;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Origin;
import dev.tributary.etl.spi.record.RecordType;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeenKeysTest {
    private static final RecordType PROTEIN = RecordType.named("protein")
            .column("accession", RecordType.Kind.TEXT)
            .key("accession")
            .build();
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final int UNITS = 300;
    private static final int UNIT_RECORDS = 1_000;

    @TempDir
    Path folder;

    /** Each question makes the ledger index what is pending, which costs a write to the disk. */
    @Test
    void accessionsAreHardlyEverInDoubt() throws Exception {
        var asked = new AtomicInteger();
        try (var seen = new SeenKeys(countingQuestions(asked), "job", new SpillFolder(() -> folder))) {
            for (int unit = 0; unit < UNITS; unit++) {
                assertThat(seen.duplicates(unit(unit))).isEmpty();
                seen.unitHandedOver();
            }
        }

        assertThat(asked.get()).isLessThanOrEqualTo(2);
    }

    private static List<DataRecord> unit(int unit) {
        List<DataRecord> records = new ArrayList<>();
        for (int i = 0; i < UNIT_RECORDS; i++) {
            long number = (long) unit * UNIT_RECORDS + i;
            var origin = new Origin(0, "proteins.dat", number * 7_000, 7_000, number, number * 80);
            records.add(PROTEIN.record(origin, accession(number)));
        }
        return records;
    }

    /** As UniProtKB's: a letter, a digit, three of both, a digit. Neighbours differ everywhere. */
    private static String accession(long number) {
        long rest = number * 7_919 % 13_996_800;
        var text = new StringBuilder().append("OPQ".charAt((int) (rest % 3)));
        rest /= 3;
        text.append(rest % 10);
        rest /= 10;
        for (int i = 0; i < 3; i++) {
            text.append(LETTERS.charAt((int) (rest % LETTERS.length())));
            rest /= LETTERS.length();
        }
        return text.append(rest % 10).toString();
    }

    /** A ledger that knows no key and counts how often it is asked for some. */
    private static Ledger countingQuestions(AtomicInteger asked) {
        return (Ledger) Proxy.newProxyInstance(
                Ledger.class.getClassLoader(), new Class<?>[] {Ledger.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("taken")) {
                        asked.incrementAndGet();
                        return Set.of();
                    }
                    return method.getName().equals("deletes") ? false : null;
                });
    }
}
