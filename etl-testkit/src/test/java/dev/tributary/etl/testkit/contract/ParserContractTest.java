package dev.tributary.etl.testkit.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.spi.stage.Parser;
import dev.tributary.etl.testkit.contract.PairParser.Defect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A right parser passes the contract, and each wrong one is caught by the test that is there for it. */
class ParserContractTest extends ParserContract {
    private static final class Wrong extends ParserContract {
        private final Defect defect;

        Wrong(Defect defect) {
            this.defect = defect;
        }

        @Override
        protected Parser newParser() {
            return new PairParser(defect);
        }

        @Override
        protected List<byte[]> samples() {
            return sample();
        }
    }

    private static List<byte[]> sample() {
        return List.of(PairParser.SAMPLE.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    protected Parser newParser() {
        return new PairParser(Defect.NONE);
    }

    @Override
    protected List<byte[]> samples() {
        return sample();
    }

    private static void requireCaught(ThrowingCallable test, String message) {
        assertThatThrownBy(test).isInstanceOf(AssertionError.class).hasMessageContaining(message);
    }

    @Test
    void bytes_that_are_kept_are_seen() {
        requireCaught(() -> new Wrong(Defect.KEEPS_BYTES).samples_give_records_and_no_reject(), "kept bytes");
        requireCaught(() -> new Wrong(Defect.KEEPS_HEADER).samples_give_records_and_no_reject(), "kept bytes");
    }

    @Test
    void what_is_carried_from_chunk_to_chunk_is_seen() {
        requireCaught(
                () -> new Wrong(Defect.COUNTS_RECORDS).chunks_in_any_order_give_what_the_whole_gives(),
                "the last chunk first");
        requireCaught(
                () -> new Wrong(Defect.COUNTS_RECORDS).damage_of_one_record_changes_no_other(),
                "do not hold the changed byte");
    }

    @Test
    void what_is_carried_over_from_a_failure_is_seen() {
        requireCaught(
                () -> new Wrong(Defect.REMEMBERS_FAILURE).damage_gives_records_or_data_errors_and_the_parser_goes_on(),
                "behind all damage");
    }

    @Test
    void exceptions_that_are_no_data_errors_are_seen() {
        requireCaught(
                () -> new Wrong(Defect.THROWS_ANYTHING).damage_gives_records_or_data_errors_and_the_parser_goes_on(),
                "PARSER_DEFECT");
        requireCaught(
                () -> new Wrong(Defect.THROWS_ANYTHING).a_file_cut_short_anywhere_gives_records_or_data_errors(),
                "PARSER_DEFECT");
    }

    @Test
    void a_type_that_was_not_announced_is_seen() {
        requireCaught(() -> new Wrong(Defect.MISSES_TYPE).what_it_emits_was_announced(), "one of the types");
    }

    @Test
    void a_thread_that_stays_and_a_second_close_that_fails_are_seen() {
        requireCaught(
                () -> new Wrong(Defect.LEAVES_THREAD).no_thread_is_left_and_closing_twice_is_harmless(),
                "threads afterwards");
        requireCaught(
                () -> new Wrong(Defect.CLOSES_ONCE).no_thread_is_left_and_closing_twice_is_harmless(), "closed twice");
    }
}
