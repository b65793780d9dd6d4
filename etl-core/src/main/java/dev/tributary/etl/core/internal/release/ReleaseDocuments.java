package dev.tributary.etl.core.internal.release;

import dev.tributary.etl.core.internal.document.Document;
import dev.tributary.etl.core.internal.document.UnreadableDocumentException;
import dev.tributary.etl.core.internal.ledger.Counts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The stored form of manifests, commits and pointers. Commits and pointers carry a digest of themselves; a manifest's is in its commit. */
final class ReleaseDocuments {
    private ReleaseDocuments() {}

    static byte[] write(Manifest manifest) {
        Map<String, Object> values = new HashMap<>();
        values.put("dataset", manifest.dataset());
        values.put("version", manifest.version());
        values.put("job_id", manifest.job());
        values.put("source", manifest.source());
        values.put(
                "files", manifest.files().stream().map(ReleaseDocuments::file).toList());
        values.put("records", counts(manifest.counts()));
        values.put("plugins", manifest.plugins());
        values.put("config_hash", manifest.configHash());
        values.put("root_hash", manifest.rootHash());
        values.put("outputs", manifest.outputs());
        values.put("created_at", manifest.createdAt().toString());
        return Document.of(values).render();
    }

    private static Map<String, Object> file(ManifestFile file) {
        return Map.of("name", file.name(), "bytes", file.bytes(), "sha256", file.sha256(), "md5", file.md5());
    }

    private static Map<String, Object> counts(Counts counts) {
        return Map.of(
                "read", counts.read(),
                "derived", counts.derived(),
                "loaded", counts.loaded(),
                "rejected", counts.rejected(),
                "filtered", counts.filtered(),
                "duplicate", counts.duplicate());
    }

    static Manifest manifest(byte[] bytes) throws UnreadableDocumentException {
        Document document = Document.parse(bytes);
        Manifest manifest = new Manifest(
                document.text("dataset"),
                document.text("version"),
                document.text("job_id"),
                document.textMap("source"),
                files(document.documents("files")),
                counts(document.document("records")),
                document.texts("plugins"),
                document.text("config_hash"),
                document.texts("outputs"),
                document.instant("created_at"));
        if (!manifest.rootHash().equals(document.text("root_hash"))) {
            throw new UnreadableDocumentException("its root hash is not that of its files");
        }
        return manifest;
    }

    private static List<ManifestFile> files(List<Document> documents) throws UnreadableDocumentException {
        List<ManifestFile> files = new ArrayList<>();
        for (Document each : documents) {
            files.add(new ManifestFile(each.text("name"), each.count("bytes"), each.text("sha256"), each.text("md5")));
        }
        return files;
    }

    private static Counts counts(Document document) throws UnreadableDocumentException {
        return new Counts(
                document.count("read"),
                document.count("derived"),
                document.count("loaded"),
                document.count("rejected"),
                document.count("filtered"),
                document.count("duplicate"));
    }

    static byte[] write(Commit commit) {
        Map<String, Object> values = new HashMap<>();
        values.put("dataset", commit.dataset());
        values.put("number", commit.number());
        values.put("version", commit.version());
        values.put("manifest", commit.manifestKey());
        values.put("manifest_sha256", commit.manifestSha256());
        values.put("job_id", commit.job());
        values.put("fence", commit.fence());
        values.put("state", commit.state());
        values.put("created_at", commit.createdAt().toString());
        return Document.of(values).sealed().render();
    }

    static Commit commit(byte[] bytes) throws UnreadableDocumentException {
        Document document = Document.parse(bytes).unsealed();
        return new Commit(
                document.text("dataset"),
                document.count("number"),
                document.text("version"),
                document.text("manifest"),
                document.text("manifest_sha256"),
                document.text("job_id"),
                document.count("fence"),
                document.textMap("state"),
                document.instant("created_at"));
    }

    static byte[] write(Pointer pointer) {
        return Document.of(Map.of(
                        "dataset", pointer.dataset(),
                        "number", pointer.number(),
                        "version", pointer.version(),
                        "manifest", pointer.manifestKey(),
                        "manifest_sha256", pointer.manifestSha256()))
                .sealed()
                .render();
    }

    static Pointer pointer(byte[] bytes) throws UnreadableDocumentException {
        Document document = Document.parse(bytes).unsealed();
        return new Pointer(
                document.text("dataset"),
                document.count("number"),
                document.text("version"),
                document.text("manifest"),
                document.text("manifest_sha256"));
    }
}
