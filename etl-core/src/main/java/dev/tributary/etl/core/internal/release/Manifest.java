package dev.tributary.etl.core.internal.release;

import dev.tributary.etl.core.internal.ledger.Counts;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * What a release is made of. The same job gives the same manifest to the byte: no host, no clock but the job's, no random value.
 *
 * @param version the release's name: the external version, and whatever else the engine tells releases apart by
 * @param job the id of the job that made it
 * @param source where it comes from and what it may be used for: {@code location}, {@code licence}, {@code citation}, {@code provider} as far as known;
 *     no secrets
 * @param files the raw files; kept in order of names
 * @param plugins {@code kind/name@revision}; kept sorted
 * @param outputs where readers find it, as the loaders reported, in their order
 * @param createdAt the job's instant
 */
public record Manifest(
        String dataset,
        String version,
        String job,
        Map<String, String> source,
        List<ManifestFile> files,
        Counts counts,
        List<String> plugins,
        String configHash,
        List<String> outputs,
        Instant createdAt) {
    public Manifest {
        source = new TreeMap<>(source);
        files = files.stream().sorted(Comparator.comparing(ManifestFile::name)).toList();
        plugins = plugins.stream().sorted().toList();
        outputs = List.copyOf(outputs);
    }

    @Override
    public Map<String, String> source() {
        return Map.copyOf(source);
    }

    /** What it may be used for, when that is known. */
    public Optional<String> licence() {
        return Optional.ofNullable(source.get("licence"));
    }

    /** SHA-256 over names and digests of the raw files: two releases of the same bytes have the same one. */
    public String rootHash() {
        StringBuilder text = new StringBuilder();
        for (ManifestFile file : files) {
            text.append(file.sha256()).append("  ").append(file.name()).append('\n');
        }
        return DigestUtils.sha256Hex(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
