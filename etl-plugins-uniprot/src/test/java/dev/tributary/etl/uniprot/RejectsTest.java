package dev.tributary.etl.uniprot;

import static dev.tributary.etl.spi.error.StandardError.FIELD_INVALID;
import static dev.tributary.etl.spi.error.StandardError.RECORD_INCONSISTENT;
import static dev.tributary.etl.spi.error.StandardError.RECORD_MALFORMED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.spi.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Damaged entries are rejected with their place, and cost no neighbour. */
class RejectsTest {
    private static final String WHOLE = new String(FlatFile.quirkBytes("whole.dat"), StandardCharsets.UTF_8);
    private static final String FIXED = new String(FlatFile.quirkBytes("fixed-columns.dat"), StandardCharsets.UTF_8);
    private static final String BEFORE = new String(FlatFile.quirkBytes("subname.dat"), StandardCharsets.UTF_8);
    private static final int LINES_BEFORE = (int) BEFORE.lines().count();

    static Stream<Arguments> damages() {
        return Stream.of(
                damage(
                        "ID   TEST_QUIRK              Reviewed;          22 AA.\n",
                        "",
                        RECORD_MALFORMED,
                        53,
                        "ends without ID"),
                damage("AC   P0QRK1; Q0QRK2;\nAC   Q0QRK3;\n", "", RECORD_MALFORMED, 52, "ends without AC"),
                damage(
                        "Reviewed;          22 AA.",
                        "Reviewed;          22",
                        RECORD_MALFORMED,
                        1,
                        "ID line has another form"),
                damage(
                        "Reviewed;          22 AA.",
                        "Reviewed;          2x AA.",
                        FIELD_INVALID,
                        1,
                        "ID gives no length (2x)"),
                damage(
                        "Reviewed;          22 AA.",
                        "Reviewed;          21 AA.",
                        RECORD_INCONSISTENT,
                        52,
                        "SQ says 22 residues, but ID says 21"),
                damage("AC   P0QRK1; Q0QRK2;", "AC   P0QRK1, Q0QRK2;", RECORD_MALFORMED, 2, "AC holds no accession"),
                damage("15-JAN-2008", "15-JAX-2008", FIELD_INVALID, 4, "DT has an unreadable date"),
                damage("13-NOV-2007", "31-NOV-2007", FIELD_INVALID, 5, "DT has an unreadable date"),
                damage(
                        "entry version 76",
                        "entry version x6",
                        FIELD_INVALID,
                        6,
                        "DT has an unreadable date or version"),
                damage("Short=QP;", "Short=QP", RECORD_MALFORMED, 8, "DE is not closed (Short=QP)"),
                damage("GN   and\n", "", RECORD_MALFORMED, 11, "an 'and' seems to be lost"),
                damage(
                        "AltName: Full=Odd protein;",
                        "AltName: Full=Odd protein",
                        RECORD_MALFORMED,
                        10,
                        "DE is not closed"),
                damage(
                        "Synonyms=oddA",
                        "Synonims=oddA",
                        RECORD_MALFORMED,
                        11,
                        "GN has a part of an unknown kind (Synonims=oddA, strA)"),
                damage("NCBI_TaxID=9000001", "NCBI_TaxID=9O00001", FIELD_INVALID, 16, "OX holds no taxonomy id"),
                damage("RN   [2]\n", "", RECORD_MALFORMED, 28, "RP comes a second time in reference [1]"),
                damage("RN   [1]\n", "", RECORD_MALFORMED, 17, "RP comes without RN"),
                damage("RN   [2]", "RN   [z]", FIELD_INVALID, 28, "RN holds no number in brackets ([z])"),
                damage("1..22\n", "1.22\n", FIELD_INVALID, 44, "FT holds no position"),
                damage("Quirk protein\"\n", "Quirk protein\n", RECORD_MALFORMED, 45, "quotation mark inside a value"),
                damage("CHEBI:30616\"", "CHEBI:30616", RECORD_MALFORMED, 51, "quotation mark is not closed"),
                damage("SQ   SEQUENCE   22 AA", "SQ   SEQUENCE   2Z AA", FIELD_INVALID, 52, "SQ holds no number (2Z)"),
                damage(
                        "SQ   SEQUENCE   22 AA;  2655 MW;  B0947C4BDFFF1FE5 CRC64;\n",
                        "",
                        RECORD_MALFORMED,
                        53,
                        "ends without SQ"),
                damage("QISFVKSHFS RQ", "QISFVKSHFS R", RECORD_INCONSISTENT, 52, "found 21 residues, but SQ says 22"),
                damage("QISFVKSHFS RQ", "QISFVKSHFS QR", RECORD_INCONSISTENT, 52, "but SQ says B0947C4BDFFF1FE5"),
                damage("QISFVKSHFS RQ", "QISFVKSHFS R4", RECORD_MALFORMED, 53, "no residue"),
                damage("//\n", "//x\n" + WHOLE, RECORD_MALFORMED, 55, "two entries seem to have run together"));
    }

    private static Arguments damage(String found, String put, ErrorCode code, int line, String message) {
        return Arguments.of(found, put, code, line, message);
    }

    @ParameterizedTest
    @MethodSource("damages")
    void namesPlaceAndReason(String found, String put, ErrorCode code, int line, String message) {
        assertThat(WHOLE).contains(found);
        var file =
                FlatFile.of(BEFORE + WHOLE.replaceFirst(Pattern.quote(found), Matcher.quoteReplacement(put)) + FIXED);

        assertThat(file.records())
                .extracting(r -> r.text("entry_name"))
                .containsExactly("A0A0B1QRX5_TESQU", "TEST_QUIRK");
        assertThat(file.rejects()).hasSize(1);
        var problem = file.rejects().get(0);
        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.message() + problem.hint())
                .startsWith("Cannot parse UniProt entry "
                        + (found.startsWith("AC   P0QRK1; Q0QRK2;\n") ? "(without" : "P0QRK1"))
                .contains("line " + (LINES_BEFORE + line) + ": ")
                .contains(message);
        assertThat(problem.hint()).isPresent();
    }

    @Test
    void anEntryWithoutTerminatorIsRejectedByTheEngineWithAllThatIsLeft() {
        var file = FlatFile.of(BEFORE + WHOLE.replace("//\n", ""));

        assertThat(file.records()).hasSize(1);
        assertThat(file.rejects()).extracting(p -> p.code().name()).containsExactly("RECORD_UNTERMINATED");
        assertThat(file.firstRejectedBytes()).isEqualTo(WHOLE.length() - 3);
    }

    @Test
    void theLastTerminatorNeedsNoLineEnd() {
        assertThat(FlatFile.of(WHOLE.strip()).records()).hasSize(1);
    }
}
