package dev.tributary.etl.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.tributary.etl.spi.error.ErrorCode;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.stage.FileParser;
import dev.tributary.etl.testkit.parse.ParsedFile;
import dev.tributary.etl.testkit.parse.Rejected;
import dev.tributary.etl.testkit.parse.TestGroup;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/**
 * What every parser of whole files does. Extend it, give parsers and good groups of files, and run it with JUnit 5; every group goes through the
 * engine's own code. The random numbers are the same in every run.
 */
public abstract class FileParserContract {
    /** Another parser, as the factory makes it for a group; {@code TestContext.pure()} is the context for it. The contract closes it. */
    protected abstract FileParser newParser() throws Exception;

    /** Groups that give records and no reject: names and decompressed contents. Together they should hold every kind of file. */
    protected abstract List<Map<String, byte[]>> samples() throws Exception;

    /** How many damaged groups are parsed, shared evenly by the samples; a fifth of {@code etl.fuzz.inputs}, which is 1,000 unless given. */
    protected int damagedInputs() {
        return Integer.getInteger("etl.fuzz.inputs", 1_000) / 5;
    }

    /** What a damaged group or record may be rejected for; DATA errors but PARSER_DEFECT unless overridden. */
    protected boolean allows(ErrorCode reject) {
        return reject.category() == ErrorCode.Category.DATA && reject != StandardError.PARSER_DEFECT;
    }

    private List<TestGroup> groups() throws Exception {
        List<TestGroup> groups = samples().stream().map(TestGroup::of).toList();
        assertThat(groups).isNotEmpty();
        return groups;
    }

    private ParsedFile parse(TestGroup group) throws Exception {
        try (FileParser parser = newParser()) {
            ParsedFile parsed = group.parse(parser);
            assertThat(parsed.balanced()).as("counts of %s", parsed).isTrue();
            return parsed;
        }
    }

    @Test
    void samples_give_records_and_no_reject() throws Exception {
        for (TestGroup group : groups()) {
            ParsedFile parsed = parse(group);
            assertThat(parsed.rejects()).as("rejects of a sample").isEmpty();
            assertThat(parsed.records().size() + parsed.deletions().size())
                    .as("records of a sample")
                    .isPositive();
        }
    }

    @Test
    void a_group_gives_the_same_again_however_its_streams_give_their_bytes() throws Exception {
        for (TestGroup group : groups()) {
            ParsedFile whole = parse(group);
            for (int count : new int[] {Integer.MAX_VALUE, 7, 1}) {
                requireEqual(parse(group.readBy(count)), whole, count + " bytes a read");
            }
        }
    }

    private static void requireEqual(ParsedFile parsed, ParsedFile whole, String how) {
        assertThat(parsed.records()).as(how).isEqualTo(whole.records());
        assertThat(parsed.deletions()).as(how).isEqualTo(whole.deletions());
        assertThat(parsed.rejects()).as(how).hasSameSizeAs(whole.rejects());
        assertThat(parsed.positions()).as(how).isEqualTo(whole.positions());
        assertThat(parsed.warnings()).as(how).isEqualTo(whole.warnings());
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
    void damage_gives_records_or_data_errors() throws Exception {
        for (TestGroup group : groups()) {
            for (int seed = 0; seed <= damagedInputs() / groups().size(); seed++) {
                Random random = new Random(seed);
                String name = any(group, random);
                byte[] damaged = Damage.of(group.content(name), random);
                requireAllowed(parse(group.with(name, damaged)), "damage " + seed + " of " + name);
            }
        }
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
    void a_file_cut_short_anywhere_gives_records_or_data_errors() throws Exception {
        for (TestGroup group : groups()) {
            for (int seed = 0; seed <= damagedInputs() / groups().size(); seed++) {
                Random random = new Random(seed);
                String name = any(group, random);
                byte[] whole = group.content(name);
                int length = random.nextInt(Math.max(1, whole.length));
                requireAllowed(parse(group.with(name, Arrays.copyOf(whole, length))), name + " cut at " + length);
            }
        }
    }

    @Test
    void a_missing_file_gives_records_or_data_errors() throws Exception {
        for (TestGroup group : groups()) {
            for (String name : group.names()) {
                if (group.names().size() > 1) {
                    requireAllowed(parse(group.without(name)), "without " + name);
                }
            }
        }
    }

    private static String any(TestGroup group, Random random) {
        List<String> names = group.names();
        return names.get(random.nextInt(names.size()));
    }

    private void requireAllowed(ParsedFile parsed, String how) {
        for (Rejected reject : parsed.rejects()) {
            for (var problem : reject.problems()) {
                assertThat(allows(problem.code()))
                        .as("%s: rejects with %s", how, problem)
                        .isTrue();
            }
        }
    }

    /** A parser that takes a broken stream for a short file would lose records; the engine would try again. */
    @Test
    void a_stream_that_breaks_is_never_taken_for_its_end() throws Exception {
        for (TestGroup group : groups()) {
            ParsedFile whole = parse(group);
            Random random = new Random(3);
            for (int i = 0; i < 20; i++) {
                int bytes = random.nextInt(1 + group.content(any(group, random)).length);
                Optional<ParsedFile> parsed = parseUnlessBroken(group.breakingAt(bytes));
                if (parsed.isPresent()) {
                    requireEqual(parsed.get(), whole, "streams that break at byte " + bytes);
                }
            }
        }
    }

    private Optional<ParsedFile> parseUnlessBroken(TestGroup group) throws Exception {
        try {
            return Optional.of(parse(group));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Test
    void what_it_emits_was_announced() throws Exception {
        for (TestGroup group : groups()) {
            try (FileParser parser = newParser()) {
                List<RecordType> types = parser.types();
                for (DataRecord record : group.parse(parser).records()) {
                    assertThat(types.isEmpty() || types.stream().anyMatch(type -> covers(type, record.type())))
                            .as("%s is one of the types %s", record.type(), types)
                            .isTrue();
                }
            }
        }
    }

    /** A record may have more columns than were announced, behind those that were. */
    private static boolean covers(RecordType announced, RecordType emitted) {
        int size = announced.size();
        return announced.name().equals(emitted.name())
                && size <= emitted.size()
                && announced.columns().equals(emitted.columns().subList(0, size));
    }

    @Test
    void no_thread_is_left_and_closing_twice_is_harmless() throws Exception {
        var before = Thread.getAllStackTraces().keySet();
        for (TestGroup group : groups()) {
            FileParser parser = newParser();
            group.parse(parser);
            parser.close();
            assertThatCode(parser::close).doesNotThrowAnyException();
        }
        assertThat(Thread.getAllStackTraces().keySet()).as("threads afterwards").isSubsetOf(before);
    }
}
