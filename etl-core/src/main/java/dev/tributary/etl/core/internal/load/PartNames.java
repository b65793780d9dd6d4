package dev.tributary.etl.core.internal.load;

import dev.tributary.etl.core.internal.store.KeyEncoding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Pattern;

/**
 * The names in a folder of parts: {@code part-00007.ndjson} is published, below {@code column=value} folders when there are partitions. Below it each job has a hidden folder of its own, in which a part waits
 * under the same name, and is written with a fence behind the name.
 */
record PartNames(Path directory, String job, Compression compression) {
    private static final Pattern OURS = Pattern.compile("part-(\\d{5,10})\\.ndjson(?:\\.gz|\\.zst)?");
    private static final String MANIFEST = "manifest.json";

    /** Five digits at least, so that names sort as units do up to 100,000 of them. */
    String part(int unit) {
        var digits = Integer.toString(unit);
        return "part-" + "0".repeat(Math.max(0, 5 - digits.length())) + digits + ".ndjson" + compression.ending();
    }

    /** {@code folder}: of a partition, "" when there are none. */
    Path published(String folder, int unit) {
        return directory.resolve(folder).resolve(part(unit));
    }

    /** Where the parts of the job wait. */
    Path waiting() {
        return directory.resolve("." + KeyEncoding.segment(job));
    }

    Path waiting(String folder, int unit) {
        return waiting().resolve(folder).resolve(part(unit));
    }

    Path temporary(String folder, int unit, long fence) {
        return waiting().resolve(folder).resolve(part(unit) + "." + fence);
    }

    Path manifest() {
        return directory.resolve(MANIFEST);
    }

    Path temporaryManifest(long fence) {
        return waiting().resolve(MANIFEST + "." + fence);
    }

    /** Replaces a file atomically; its folder must be synced for this to be durable. */
    static void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Whether a folder is a partition's. */
    static boolean isPartition(String folderName) {
        return !folderName.startsWith(".") && folderName.indexOf('=') > 0;
    }

    /** Whether a file is a published part, of this job or another. */
    static boolean isPart(String fileName) {
        return OURS.matcher(fileName).matches();
    }
}
