package dev.tributary.etl.uniprot;

import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.record.RecordType.Kind;
import java.util.List;

/** The record type of a UniProtKB entry, and where its columns stand. */
final class Protein {
    static final RecordType TYPE = RecordType.named("protein")
            .column("accession", Kind.TEXT)
            .column("secondary_accessions", Kind.LIST)
            .column("entry_name", Kind.TEXT)
            .column("reviewed", Kind.BOOLEAN)
            .column("protein_name", Kind.TEXT)
            .column("alternative_names", Kind.LIST)
            .column("ec_numbers", Kind.LIST)
            .column("gene_name", Kind.TEXT)
            .column("gene_names", Kind.LIST)
            .column("organism_name", Kind.TEXT)
            .column("taxonomy_id", Kind.INTEGER)
            .column("taxonomy_ids", Kind.LIST)
            .column("taxonomy_lineage", Kind.LIST)
            .column("organelle", Kind.TEXT)
            .column("organism_hosts", Kind.LIST)
            .column("protein_existence", Kind.TEXT)
            .column("keywords", Kind.LIST)
            .column("features", Kind.LIST)
            .column("cross_references", Kind.LIST)
            .column("comments", Kind.LIST)
            .column("publications", Kind.LIST)
            .column("fragment", Kind.BOOLEAN)
            .column("sequence", Kind.TEXT)
            .column("sequence_length", Kind.INTEGER)
            .column("mass_da", Kind.INTEGER)
            .column("crc64", Kind.TEXT)
            .column("sequence_version", Kind.INTEGER)
            .column("entry_version", Kind.INTEGER)
            .column("entry_created", Kind.DATE)
            .column("sequence_updated", Kind.DATE)
            .column("annotation_updated", Kind.DATE)
            .column("release_date", Kind.DATE)
            .column("components", Kind.LIST)
            .column("flags", Kind.LIST)
            .column("unknown_lines", Kind.LIST)
            .key("accession")
            .label("entry_name")
            .content("sequence")
            .table(
                    "protein_metadata",
                    List.of("accession"),
                    "accession",
                    "entry_name",
                    "reviewed",
                    "protein_name",
                    "gene_name",
                    "organism_name",
                    "taxonomy_id",
                    "protein_existence",
                    "sequence_length",
                    "mass_da",
                    "sequence_sha256")
            .table(
                    "protein_sequences",
                    List.of("sequence_sha256"),
                    "sequence_sha256",
                    "sequence_md5",
                    "sequence_length",
                    "sequence")
            .build();

    static final int ACCESSION = TYPE.indexOf("accession");
    static final int SECONDARY_ACCESSIONS = TYPE.indexOf("secondary_accessions");
    static final int ENTRY_NAME = TYPE.indexOf("entry_name");
    static final int REVIEWED = TYPE.indexOf("reviewed");
    static final int PROTEIN_NAME = TYPE.indexOf("protein_name");
    static final int ALTERNATIVE_NAMES = TYPE.indexOf("alternative_names");
    static final int EC_NUMBERS = TYPE.indexOf("ec_numbers");
    static final int GENE_NAME = TYPE.indexOf("gene_name");
    static final int GENE_NAMES = TYPE.indexOf("gene_names");
    static final int ORGANISM_NAME = TYPE.indexOf("organism_name");
    static final int TAXONOMY_ID = TYPE.indexOf("taxonomy_id");
    static final int TAXONOMY_IDS = TYPE.indexOf("taxonomy_ids");
    static final int TAXONOMY_LINEAGE = TYPE.indexOf("taxonomy_lineage");
    static final int ORGANELLE = TYPE.indexOf("organelle");
    static final int ORGANISM_HOSTS = TYPE.indexOf("organism_hosts");
    static final int PROTEIN_EXISTENCE = TYPE.indexOf("protein_existence");
    static final int KEYWORDS = TYPE.indexOf("keywords");
    static final int FEATURES = TYPE.indexOf("features");
    static final int CROSS_REFERENCES = TYPE.indexOf("cross_references");
    static final int COMMENTS = TYPE.indexOf("comments");
    static final int PUBLICATIONS = TYPE.indexOf("publications");
    static final int FRAGMENT = TYPE.indexOf("fragment");
    static final int SEQUENCE = TYPE.indexOf("sequence");
    static final int SEQUENCE_LENGTH = TYPE.indexOf("sequence_length");
    static final int MASS_DA = TYPE.indexOf("mass_da");
    static final int CRC64 = TYPE.indexOf("crc64");
    static final int SEQUENCE_VERSION = TYPE.indexOf("sequence_version");
    static final int ENTRY_VERSION = TYPE.indexOf("entry_version");
    static final int ENTRY_CREATED = TYPE.indexOf("entry_created");
    static final int SEQUENCE_UPDATED = TYPE.indexOf("sequence_updated");
    static final int ANNOTATION_UPDATED = TYPE.indexOf("annotation_updated");
    static final int RELEASE_DATE = TYPE.indexOf("release_date");
    static final int COMPONENTS = TYPE.indexOf("components");
    static final int FLAGS = TYPE.indexOf("flags");
    static final int UNKNOWN_LINES = TYPE.indexOf("unknown_lines");

    private Protein() {}
}
