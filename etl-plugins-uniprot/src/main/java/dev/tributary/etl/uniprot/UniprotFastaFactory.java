package dev.tributary.etl.uniprot;

import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.plugin.PluginFactory;
import dev.tributary.etl.spi.plugin.PluginFactory.NoOptions;
import dev.tributary.etl.spi.stage.RecordFormat;

/**
 * The format {@code fasta} of {@code protein} records, with UniProt's own header and 60 residues a line (text/plain):
 * {@code >sp|P12345|NAME_SPEC Protein name (Fragment) OS=Organism OX=9606 GN=gene PE=1 SV=2}; {@code tr} when not reviewed. What the record does not
 * say is left out; a protein without a name is called "Uncharacterized protein". Thread-safe.
 */
public final class UniprotFastaFactory implements PluginFactory<RecordFormat, NoOptions> {
    @Override
    public Class<RecordFormat> kind() {
        return RecordFormat.class;
    }

    @Override
    public String name() {
        return "protein/fasta";
    }

    @Override
    public String help() {
        return "Writes a protein as FASTA with UniProt's own header.";
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
    public RecordFormat create(NoOptions options, PluginContext context) {
        return new FastaFormat();
    }
}
