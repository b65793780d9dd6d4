package dev.tributary.etl.uniprot;

import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.plugin.PluginFactory;
import dev.tributary.etl.spi.plugin.PluginFactory.NoOptions;
import dev.tributary.etl.spi.stage.Parser;

/**
 * {@code parse: {plugin: uniprot_fasta}}: makes a {@code protein} record of each entry of UniProt's FASTA files, with the columns that a header says:
 * accession, entry_name, reviewed, protein_name, fragment, organism_name, taxonomy_id, gene_name, protein_existence, sequence_version, and the
 * sequence with its length. An isoform has its own accession ({@code P12345-2}) and the name that its header gives ({@code Isoform 2 of ...}). The
 * format {@code fasta} gives the source's bytes back.
 *
 * <p>An entry begins with a line that begins with {@code >}; lines end with LF or CRLF and may have any length. A header that is not UniProt's, no
 * sequence, and a character that is no residue are rejected as RECORD_MALFORMED, an unreadable OX, PE or SV as FIELD_INVALID. Lower-case letters are
 * made upper-case, a star at the end is left out; both, and unusual residues, are warnings (RECORD_ODD). A key that comes twice is for
 * {@code duplicates} to decide.
 *
 * <p>Source: https://www.uniprot.org/help/fasta-headers. A parser serves one thread and keeps nothing between entries but scratch memory and a bounded
 * cache of common words.
 */
public final class UniprotFastaParserFactory implements PluginFactory<Parser, NoOptions> {
    @Override
    public Class<Parser> kind() {
        return Parser.class;
    }

    @Override
    public String name() {
        return "uniprot_fasta";
    }

    @Override
    public String help() {
        return "Reads UniProt's FASTA files into protein records.";
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
        return new FastaParser();
    }
}
