package dev.tributary.etl.spi.probe;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.io.ByteSource;
import dev.tributary.etl.spi.record.Emitter;
import dev.tributary.etl.spi.record.Origin;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.record.RecordType.Kind;
import dev.tributary.etl.spi.stage.FileParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One record of several files: a report names the assembly, the sequence file goes along as an object of its own. */
final class AssemblyProbe implements FileParser {
    private static final RecordType ASSEMBLY = RecordType.named("assembly")
            .column("accession", Kind.TEXT)
            .column("sequence_bytes", Kind.INTEGER)
            .key("accession")
            .build();

    @Override
    public List<RecordType> types() {
        return List.of(ASSEMBLY);
    }

    @Override
    public void parse(List<ByteSource> files, Emitter out) throws IOException, InterruptedException {
        var report = named(files, "_assembly_report.txt");
        var genome = named(files, "_genomic.fna");
        var attachment = out.attach("fna", genome.open());
        out.emit(ASSEMBLY.record(
                        Origin.ofFile(0, report.name()),
                        accession(report),
                        attachment.object().size())
                .with(attachment));
    }

    private static ByteSource named(List<ByteSource> files, String end) {
        return files.stream()
                .filter(f -> f.name().endsWith(end))
                .findFirst()
                .orElseThrow(() -> new EtlException(StandardError.RECORD_MALFORMED, "the group has no *" + end));
    }

    private static String accession(ByteSource report) throws IOException {
        try (var lines = new BufferedReader(new InputStreamReader(report.open(), StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("# GenBank assembly accession: ")) {
                    return line.substring(line.lastIndexOf(' ') + 1);
                }
            }
        }
        throw new EtlException(StandardError.RECORD_MALFORMED, "the report names no accession");
    }
}
