package dev.tributary.etl.uniprot;

import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.plugin.PluginFactory;
import dev.tributary.etl.spi.plugin.PluginFactory.NoOptions;
import dev.tributary.etl.spi.stage.Parser;

/**
 * {@code parse: {plugin: uniprot_flat}}: makes a {@code protein} record of each entry of a UniProtKB flat file, of the layouts from 1990 to today.
 *
 * <p>Entries end with a line {@code //}; lines end with LF or CRLF. The record's key is {@code accession}, its label {@code entry_name}, its content
 * {@code sequence}. What an entry does not say is absent. Evidence tags are taken out of names; features, comments and publications keep theirs
 * beside the text. {@code components} are the parts of {@code Contains:} and {@code Includes:}, {@code flags} what {@code DE Flags:} says, and
 * {@code unknown_lines} the lines, as they stand, of which this version does not know the code or the form.
 *
 * <p>An entry without ID, AC or SQ, or with a line that cannot be right, is rejected as RECORD_MALFORMED; an unreadable number or date as
 * FIELD_INVALID; a sequence that is not as long as SQ and ID say or has another CRC64 as RECORD_INCONSISTENT. The message names accession and line.
 * Unknown lines, unusual residues, a mass that is off by more than 2 Da and checksums of an old kind are warnings (RECORD_ODD).
 *
 * <p>Source: the UniProtKB user manual, https://web.expasy.org/docs/userman.html. A parser serves one thread and keeps nothing between entries but
 * scratch memory and a bounded cache of common words.
 */
public final class UniprotFlatFactory implements PluginFactory<Parser, NoOptions> {
    @Override
    public Class<Parser> kind() {
        return Parser.class;
    }

    @Override
    public String name() {
        return "uniprot_flat";
    }

    @Override
    public String help() {
        return "Reads UniProtKB flat files (.dat, .txt), of the layouts from 1990 to today, into protein records.";
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
        return new FlatParser();
    }
}
