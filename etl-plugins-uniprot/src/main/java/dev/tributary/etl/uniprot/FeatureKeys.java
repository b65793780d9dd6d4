package dev.tributary.etl.uniprot;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The flat file's keys of features by the names that XML has for them (UniProtKB user manual, section FT). */
final class FeatureKeys {
    private static final Map<String, String> KEYS = Map.ofEntries(
            Map.entry("active site", "ACT_SITE"),
            Map.entry("binding site", "BINDING"),
            Map.entry("calcium-binding region", "CA_BIND"),
            Map.entry("chain", "CHAIN"),
            Map.entry("coiled-coil region", "COILED"),
            Map.entry("compositionally biased region", "COMPBIAS"),
            Map.entry("cross-link", "CROSSLNK"),
            Map.entry("disulfide bond", "DISULFID"),
            Map.entry("DNA-binding region", "DNA_BIND"),
            Map.entry("domain", "DOMAIN"),
            Map.entry("glycosylation site", "CARBOHYD"),
            Map.entry("helix", "HELIX"),
            Map.entry("initiator methionine", "INIT_MET"),
            Map.entry("intramembrane region", "INTRAMEM"),
            Map.entry("lipid moiety-binding region", "LIPID"),
            Map.entry("metal ion-binding site", "METAL"),
            Map.entry("modified residue", "MOD_RES"),
            Map.entry("mutagenesis site", "MUTAGEN"),
            Map.entry("non-consecutive residues", "NON_CONS"),
            Map.entry("non-standard amino acid", "NON_STD"),
            Map.entry("non-terminal residue", "NON_TER"),
            Map.entry("nucleotide phosphate-binding region", "NP_BIND"),
            Map.entry("peptide", "PEPTIDE"),
            Map.entry("propeptide", "PROPEP"),
            Map.entry("region of interest", "REGION"),
            Map.entry("repeat", "REPEAT"),
            Map.entry("sequence conflict", "CONFLICT"),
            Map.entry("sequence variant", "VARIANT"),
            Map.entry("short sequence motif", "MOTIF"),
            Map.entry("signal peptide", "SIGNAL"),
            Map.entry("site", "SITE"),
            Map.entry("splice variant", "VAR_SEQ"),
            Map.entry("strand", "STRAND"),
            Map.entry("topological domain", "TOPO_DOM"),
            Map.entry("transit peptide", "TRANSIT"),
            Map.entry("transmembrane region", "TRANSMEM"),
            Map.entry("turn", "TURN"),
            Map.entry("unsure residue", "UNSURE"),
            Map.entry("zinc finger region", "ZN_FING"));

    private FeatureKeys() {}

    /** The key, null when the name is unknown. */
    static @Nullable String of(String name) {
        return KEYS.get(name);
    }
}
