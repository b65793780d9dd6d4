package dev.tributary.etl.uniprot;

import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.plugin.PluginFactory;
import dev.tributary.etl.spi.plugin.PluginFactory.NoOptions;
import dev.tributary.etl.spi.stage.Parser;

/**
 * {@code parse: {plugin: uniprot_xml}}: makes a {@code protein} record of each {@code entry} element of UniProt XML, with the columns of
 * {@code uniprot_flat}, from the same words: kinds of features are the flat file's keys ({@code CHAIN}), topics of comments its topics, and
 * publications, comments and evidence are written as its lines write them.
 *
 * <p>Names count without their prefix, in whatever namespace. Elements of unknown names are kept as they stand in {@code unknown_lines}, with a
 * warning. A document type is never read: an entity that it would declare is an error, so nothing is fetched and nothing grows. Elements nest at most
 * 32 deep.
 *
 * <p>An entry that is not well-formed, or without name, accession or sequence, is rejected as RECORD_MALFORMED; an unreadable number, date or position
 * as FIELD_INVALID; a sequence that is not as long as it says or has another CRC64 as RECORD_INCONSISTENT. The message names accession and line. A mass
 * that is off by more than 2 Da, unusual residues and unknown kinds are warnings (RECORD_ODD).
 *
 * <p>It differs from the flat file in what the two files differ in: an interaction is a comment of its own here, and EC numbers may stand among the
 * cross-references of entries before 2014.
 *
 * <p>Source: https://www.uniprot.org/docs/uniprot.xsd. A parser serves one thread and keeps nothing between entries but scratch memory and a bounded
 * cache of common words.
 */
public final class UniprotXmlFactory implements PluginFactory<Parser, NoOptions> {
    @Override
    public Class<Parser> kind() {
        return Parser.class;
    }

    @Override
    public String name() {
        return "uniprot_xml";
    }

    @Override
    public String help() {
        return "Reads UniProt XML into protein records, with the fields of the flat file.";
    }

    @Override
    public int apiLevel() {
        return API_LEVEL;
    }

    @Override
    public int revision() {
        return 1;
    }

    @Override
    public Class<NoOptions> optionsType() {
        return NoOptions.class;
    }

    @Override
    public Parser create(NoOptions options, PluginContext context) {
        return new XmlParser();
    }
}
