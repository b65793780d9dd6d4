package dev.tributary.etl.core.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.tributary.etl.core.internal.ledger.StagingSamples.Line;
import dev.tributary.etl.test.folder.TestFolders;
import dev.tributary.etl.test.postgres.PostgresSchema;
import dev.tributary.etl.test.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** In whatever order units are committed: which record of a key is loaded is what a small model says of the source, on both databases. */
class DuplicatesProperties {
    private static final PostgresSchema SCHEMA = PostgresServer.freshSchema();
    private static final HikariDataSource POOL = new HikariDataSource();
    private static final List<Ledger> LEDGERS = new ArrayList<>();
    private static Path folder = Path.of("");
    private static int jobs;

    /** Units of lines in source order, the order in which they are committed, and the rule. */
    record Release(List<List<Line>> units, List<Integer> order, DuplicateRule rule) {}

    @BeforeContainer
    static void open() throws IOException {
        folder = TestFolders.create("duplicates");
        LEDGERS.add(new JdbiLedger(SqliteDatabase.open(folder.resolve("ledger.db"))));
        POOL.setDataSource(SCHEMA.dataSource());
        LEDGERS.add(new JdbiLedger(HostDatabase.open(POOL)));
    }

    @AfterContainer
    static void close() throws IOException {
        LEDGERS.forEach(Ledger::close);
        POOL.close();
        SCHEMA.close();
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    @Provide
    Arbitrary<Release> releases() {
        return Arbitraries.randomValue(DuplicatesProperties::release);
    }

    private static Release release(Random random) {
        var units = new ArrayList<List<Line>>();
        for (int unit = random.nextInt(6); unit >= 0; unit--) {
            units.add(IntStream.range(0, random.nextInt(8))
                    .mapToObj(i -> line(random))
                    .toList());
        }
        var order = new ArrayList<>(IntStream.range(0, units.size()).boxed().toList());
        Collections.shuffle(order, random);
        var rules = List.of(DuplicateRule.values());
        return new Release(units, order, rules.get(random.nextInt(rules.size())));
    }

    private static Line line(Random random) {
        var identifier = "K" + random.nextInt(6);
        int odd = random.nextInt(8);
        return odd == 0
                ? Line.deletion(identifier)
                : Line.newest(identifier, odd == 1 ? null : String.valueOf((char) ('a' + random.nextInt(3))));
    }

    @Property(tries = 40)
    void ofEachKeyTheLedgerLeavesWhatTheModelLeaves(@ForAll("releases") Release release) {
        // A release without anything to compare is refused, see StagingContract.
        Assume.that(release.rule() != DuplicateRule.NEWEST || hasNewest(release));
        var expected = left(release);
        for (var ledger : LEDGERS) {
            var job = "job" + jobs++;
            var losses = stage(ledger, job, release);

            var found = new ArrayList<String>();
            long duplicates = 0;
            for (int unit = 0; unit < release.units().size(); unit++) {
                var staged = ledger.staging().unit(job, unit);
                duplicates += staged.duplicates();
                for (var record : staged.records()) {
                    found.add(unit + "." + record.place() + " " + record.row().identifier() + " "
                            + record.kind().word());
                }
            }
            assertThat(found).containsExactlyElementsOf(expected);
            var all = losses.values().stream().reduce(Counts.ZERO, Counts::plus);
            assertThat(all.duplicate()).isEqualTo(duplicates);
            assertThat(duplicates + found.size())
                    .isEqualTo(release.units().stream().mapToInt(List::size).sum());
            assertThat(all.rejected())
                    .isEqualTo(found.stream()
                            .filter(line -> line.endsWith("rejected"))
                            .count());
        }
    }

    private static Map<Integer, Counts> stage(Ledger ledger, String job, Release release) {
        ledger.openJob(LedgerSamples.draft(job), List.of());
        ledger.beginRun(job, 1);
        int units = release.units().size();
        ledger.queue().plan(job, 1, 0, units - 1);
        var claims = ledger.queue().reserve(job, UnitKind.PARSE_BATCH, LedgerSamples.WORKER, units);
        for (int unit : release.order()) {
            var lines = release.units().get(unit);
            ledger.staging()
                    .commitParsed(
                            StagingSamples.parsed(claims.get(unit), lines.size()), StagingSamples.staged(unit, lines));
        }
        ledger.staging().framed(job, 1, units);
        ledger.staging().decide(job, 1, release.rule());
        return StagingSamples.losses(ledger, job);
    }

    /** A line and where it stands. */
    private record Placed(int unit, int place, Line line) {
        String as(String word) {
            return unit + "." + place + " " + line.identifier() + " " + word;
        }

        byte @Nullable [] newest() {
            return line.newest();
        }
    }

    private static boolean hasNewest(Release release) {
        return release.units().stream().flatMap(List::stream).anyMatch(line -> line.newest() != null);
    }

    private static List<String> left(Release release) {
        Map<String, List<Placed>> byKey = new LinkedHashMap<>();
        for (int unit = 0; unit < release.units().size(); unit++) {
            var lines = release.units().get(unit);
            for (int i = 0; i < lines.size(); i++) {
                byKey.computeIfAbsent(lines.get(i).identifier(), k -> new ArrayList<>())
                        .add(new Placed(unit, i, lines.get(i)));
            }
        }
        Map<String, String> left = new TreeMap<>();
        byKey.values().forEach(lines -> left(lines, release.rule(), left));
        return List.copyOf(left.values());
    }

    private static void left(List<Placed> lines, DuplicateRule rule, Map<String, String> left) {
        int deleted = -1;
        for (int i = 0; i < lines.size(); i++) {
            deleted = lines.get(i).line().deletion() ? i : deleted;
        }
        var alive = lines.subList(deleted + 1, lines.size());
        if (alive.isEmpty()) {
            add(left, lines.get(deleted), "deleting");
        } else if (rule == DuplicateRule.REJECT && alive.size() > 1) {
            alive.forEach(line -> add(left, line, "rejected"));
        } else {
            add(left, winner(alive, rule), "staged");
        }
    }

    private static Placed winner(List<Placed> alive, DuplicateRule rule) {
        return switch (rule) {
            case FIRST, REJECT -> alive.get(0);
            case LAST -> alive.get(alive.size() - 1);
            case NEWEST -> newest(alive);
        };
    }

    private static Placed newest(List<Placed> alive) {
        var best = alive.get(0);
        for (var each : alive) {
            best = BY_NEWEST.compare(each.newest(), best.newest()) >= 0 ? each : best;
        }
        return best;
    }

    private static final Comparator<byte @Nullable []> BY_NEWEST = Comparator.nullsFirst(Arrays::compareUnsigned);

    private static void add(Map<String, String> left, Placed line, String word) {
        left.put("%03d.%03d".formatted(line.unit(), line.place()), line.as(word));
    }
}
