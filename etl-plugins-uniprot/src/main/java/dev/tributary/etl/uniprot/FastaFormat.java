package dev.tributary.etl.uniprot;

import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.stage.RecordFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A protein as UniProt writes it in its FASTA files. */
final class FastaFormat implements RecordFormat {
    private static final int LINE_LENGTH = 60;

    @Override
    public String name() {
        return "fasta";
    }

    @Override
    public String mediaType() {
        return "text/plain";
    }

    @Override
    public boolean renders(RecordType type) {
        return type.name().equals(Protein.TYPE.name());
    }

    @Override
    public void render(DataRecord record, OutputStream out) throws IOException {
        var text = new StringBuilder();
        header(record, text);
        var sequence = record.text("sequence");
        for (int from = 0; sequence != null && from < sequence.length(); from += LINE_LENGTH) {
            text.append(sequence, from, Math.min(sequence.length(), from + LINE_LENGTH))
                    .append('\n');
        }
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void header(DataRecord record, StringBuilder text) {
        var name = record.text("protein_name");
        text.append(Boolean.TRUE.equals(record.value("reviewed")) ? ">sp|" : ">tr|")
                .append(record.text("accession"))
                .append('|')
                .append(record.text("entry_name"))
                .append(' ')
                .append(name == null ? "Uncharacterized protein" : name)
                .append(fragment(record));
        var organism = record.text("organism_name");
        field(text, "OS", organism == null ? null : ScientificName.of(organism));
        field(text, "OX", record.text("taxonomy_id"));
        field(text, "GN", gene(record));
        field(text, "PE", existence(record));
        field(text, "SV", record.text("sequence_version"));
        text.append('\n');
    }

    private static String fragment(DataRecord record) {
        if (!Boolean.TRUE.equals(record.value("fragment"))) {
            return "";
        }
        return record.value("flags") instanceof List<?> flags && flags.contains("Fragments")
                ? " (Fragments)"
                : " (Fragment)";
    }

    private static @Nullable String gene(DataRecord record) {
        var gene = record.text("gene_name");
        return gene == null && record.value("gene_names") instanceof List<?> genes && !genes.isEmpty()
                ? String.valueOf(genes.get(0))
                : gene;
    }

    /** The number before the colon. */
    private static @Nullable String existence(DataRecord record) {
        var existence = record.text("protein_existence");
        return existence == null || existence.indexOf(':') < 0
                ? existence
                : existence.substring(0, existence.indexOf(':'));
    }

    private static void field(StringBuilder text, String key, @Nullable String value) {
        if (value != null) {
            text.append(' ').append(key).append('=').append(value);
        }
    }
}
