package dev.tributary.etl.core.internal.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Pattern;

/** The names in a folder of parts: {@code part-00007.ndjson} is published, with a dot before it it waits, with a fence behind it is written. */
record PartNames(Path directory, Compression compression) {
    private static final Pattern OURS = Pattern.compile("(\\.?)part-(\\d{5,10})\\.ndjson(?:\\.gz|\\.zst)?(?:\\.\\d+)?");
    private static final String MANIFEST = "manifest.json";

    /** Five digits at least, so that names sort as units do up to 100,000 of them. */
    String part(int unit) {
        var digits = Integer.toString(unit);
        return "part-" + "0".repeat(Math.max(0, 5 - digits.length())) + digits + ".ndjson" + compression.ending();
    }

    Path published(int unit) {
        return directory.resolve(part(unit));
    }

    Path waiting(int unit) {
        return directory.resolve("." + part(unit));
    }

    Path temporary(int unit, long fence) {
        return directory.resolve("." + part(unit) + "." + fence);
    }

    Path manifest() {
        return directory.resolve(MANIFEST);
    }

    Path temporaryManifest(long fence) {
        return directory.resolve("." + MANIFEST + "." + fence);
    }

    /** Replaces a file atomically; its folder must be synced for this to be durable. */
    static void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Whether a file was made by this loader, now or in an earlier run. */
    static boolean isPart(String fileName) {
        return OURS.matcher(fileName).matches();
    }

    /** Whether a file is the manifest of a publication that did not come to its end. */
    static boolean isLeftManifest(String fileName) {
        return fileName.startsWith("." + MANIFEST + ".");
    }
}
