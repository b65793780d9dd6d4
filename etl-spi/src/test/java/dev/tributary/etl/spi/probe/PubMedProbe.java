package dev.tributary.etl.spi.probe;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.record.Emitter;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.record.RecordType.Kind;
import dev.tributary.etl.spi.stage.Chunk;
import dev.tributary.etl.spi.stage.Framing;
import dev.tributary.etl.spi.stage.Parser;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/** Two kinds of XML elements in one file: articles, and a list of articles that are no more. */
final class PubMedProbe implements Parser {
    private static final Pattern PMID = Pattern.compile("<PMID[^>]*>(\\d+)</PMID>");
    private static final RecordType ARTICLE =
            RecordType.named("article").column("pmid", Kind.TEXT).key("pmid").build();

    @Override
    public Framing framing() {
        return Framing.elements("PubmedArticle", "DeleteCitation");
    }

    @Override
    public List<RecordType> types() {
        return List.of(ARTICLE);
    }

    @Override
    public void parse(Chunk chunk, Emitter out) {
        while (chunk.next()) {
            var element = chunk.text(StandardCharsets.UTF_8);
            var pmid = PMID.matcher(element);
            if (!pmid.find()) {
                throw new EtlException(StandardError.FIELD_INVALID, "the element has no PMID");
            }
            do {
                var record = ARTICLE.record(chunk.origin(), pmid.group(1));
                if (element.startsWith("<DeleteCitation")) {
                    out.delete(record);
                } else {
                    out.emit(record);
                }
            } while (pmid.find());
            out.advance("updatefiles", Instant.EPOCH.plusSeconds(chunk.origin().ordinal()));
        }
    }
}
