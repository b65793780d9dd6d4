package dev.tributary.etl.testkit.release;

import dev.tributary.etl.core.internal.ledger.Counts;
import dev.tributary.etl.core.internal.release.Manifest;
import dev.tributary.etl.core.internal.release.ManifestFile;
import dev.tributary.etl.core.internal.release.ReleaseDraft;
import dev.tributary.etl.core.internal.release.Releases;
import dev.tributary.etl.core.internal.steps.Steps;
import dev.tributary.etl.spi.io.ObjectStore;
import dev.tributary.etl.spi.state.StateStore;
import dev.tributary.etl.testkit.TestNames;
import dev.tributary.etl.testkit.memory.TextSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;

/** Releases of a small dataset. */
final class ReleaseSamples {
    static final String DATASET = "swissprot";
    static final Instant INSTANT = Instant.parse("2026-01-02T03:04:05.678Z");

    private ReleaseSamples() {}

    static Releases releases(ObjectStore objects, StateStore states) {
        return new Releases(objects, states, TestNames::encode, Steps.NONE);
    }

    /** The n-th release as a run with this fence would publish it: job, version and state follow from the number. */
    static ReleaseDraft draft(int number, long fence) {
        return new ReleaseDraft(manifest(number), fence, state(number));
    }

    static Manifest manifest(int number) {
        return new Manifest(
                DATASET,
                version(number),
                "job" + number,
                Map.of("licence", "CC-BY-4.0", "location", "https://example.org/swissprot"),
                List.of(file("b", number), file("a", number)),
                new Counts(10, 0, 9, 1, 0, 0),
                List.of("parse/uniprot_flat@1", "extract/http@1"),
                "c0ffee",
                "f00d",
                List.of("output/swissprot/" + version(number)),
                INSTANT.plusSeconds(number));
    }

    static String version(int number) {
        return "2026_0" + number;
    }

    static Map<String, String> state(int number) {
        return Map.of("cursor", Integer.toString(number));
    }

    private static ManifestFile file(String name, int number) {
        byte[] bytes = content(name, number).getBytes(StandardCharsets.UTF_8);
        return new ManifestFile(name, bytes.length, DigestUtils.sha256Hex(bytes), DigestUtils.md5Hex(bytes));
    }

    private static String content(String name, int number) {
        return "content of " + name + " in release " + number;
    }

    /** Stores the raw files of the n-th release. */
    static void putFiles(ObjectStore store, int number) throws IOException, InterruptedException {
        for (String name : List.of("a", "b")) {
            store.put(fileKey(version(number), name), new TextSource(content(name, number)));
        }
    }

    static String fileKey(String version, String name) {
        return "ingest/uniprot/" + version + "/" + name;
    }
}
