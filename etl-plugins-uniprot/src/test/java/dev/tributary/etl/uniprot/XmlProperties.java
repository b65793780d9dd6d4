package dev.tributary.etl.uniprot;

import static org.assertj.core.api.Assertions.assertThat;

import com.ctc.wstx.stax.WstxInputFactory;
import dev.tributary.etl.spi.error.StandardError;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** The cursor reads XML as Woodstox does: the same texts and attributes, and nothing that Woodstox finds not well-formed. */
class XmlProperties {
    private static final String ENTRY =
            "<entry dataset='Swiss-Prot' version='1'><accession>P1</accession><name>N</name><protein><recommendedName><fullName>%s"
                    + "</fullName></recommendedName></protein><keyword id=\"%s\"/><feature type='chain' description=\"%s\"><location>"
                    + "<position position='1'/></location></feature><sequence length='0'></sequence></entry>";
    private static final List<String> PIECES = List.of(
            "a",
            "é",
            "𝄞",
            " ",
            "\n",
            "\r\n",
            "\t",
            "&lt;",
            "&amp;",
            "&quot;",
            "&#65;",
            "&#x3b1;",
            "&#10;",
            "&",
            "&x;",
            "<",
            ">",
            "]]>",
            "]",
            "<!-- c -->",
            "<!-- \u0001 -->",
            "<?p \u0001?>",
            "<!--",
            "-->",
            "<![CDATA[ <&> ]]>",
            "<![CDATA[",
            "<?p i?>",
            "<b/>",
            "<b>",
            "</b>",
            "<b c='1'>x</b>",
            "<b c='1' c='2'/>",
            "\"",
            "'",
            "\u0001",
            "<b:c/>",
            "</fullName>",
            "<1/>",
            "<b c=1/>",
            "<b c/>",
            "<b  c = '1' />",
            "<b c='1'd='2'/>");

    private static String text(Random random, boolean simple) {
        var text = new StringBuilder();
        for (int n = random.nextInt(6); n > 0; n--) {
            String piece = PIECES.get(random.nextInt(simple ? 15 : PIECES.size()));
            text.append(simple && piece.length() == 1 && "&<\"".contains(piece) ? "x" : piece);
        }
        return text.toString();
    }

    @Property(tries = 3_000)
    void readsWhatWoodstoxReads(@ForAll long dice) {
        var random = new Random(dice);
        String xml = ENTRY.formatted(text(random, random.nextBoolean()), "1", text(random, true));

        var file = FlatFile.by(FlatFile.xmlParser(), xml.getBytes(StandardCharsets.UTF_8));

        var oracle = read(xml);
        if (file.records().isEmpty()) {
            assertThat(file.rejects()).as(xml).isNotEmpty();
            assertThat(oracle == null || file.rejects().get(0).code() != StandardError.RECORD_MALFORMED)
                    .as("Woodstox reads %s, but %s", xml, file.rejects())
                    .isTrue();
            return;
        }
        if (oracle == null) {
            throw new AssertionError("Woodstox refuses " + xml);
        }
        var record = file.records().get(0);
        assertThat(blanks(String.valueOf(record.value("protein_name")))).as(xml).isEqualTo(oracle.get(0));
        assertThat(String.valueOf(record.value("features")).replaceAll("\\s+", " "))
                .as(xml)
                .contains(oracle.get(1).equals("null") ? "" : oracle.get(1).replaceAll("\\s+", " "));
    }

    /** Full name and description with white space put together; null when Woodstox refuses the document. */
    private static @Nullable List<String> read(String xml) {
        var factory = new WstxInputFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        var name = new StringBuilder();
        String description = "null";
        int depth = 0;
        int nameDepth = -1;
        try {
            var in = factory.createXMLStreamReader(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
            while (in.hasNext()) {
                switch (in.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        depth++;
                        if (in.getLocalName().equals("fullName") && nameDepth < 0) {
                            nameDepth = depth;
                        } else if (in.getLocalName().equals("feature")) {
                            description = in.getAttributeValue(null, "description");
                        }
                    }
                    case XMLStreamConstants.END_ELEMENT -> {
                        nameDepth = depth == nameDepth ? Integer.MAX_VALUE : nameDepth;
                        depth--;
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                        if (depth == nameDepth) {
                            name.append(in.getText());
                        }
                    }
                    default -> {}
                }
            }
        } catch (XMLStreamException | RuntimeException e) { // Woodstox wraps some of its own in RuntimeExceptions
            return null;
        }
        String found = blanks(name.toString());
        return List.of(found.isEmpty() ? "null" : found, description.isEmpty() ? "null" : description);
    }

    private static String blanks(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
