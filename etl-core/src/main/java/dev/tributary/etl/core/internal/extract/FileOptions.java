package dev.tributary.etl.core.internal.extract;

import dev.tributary.etl.spi.io.Checksum;
import dev.tributary.etl.spi.plugin.Option;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Options of the extractor {@code file}. */
public record FileOptions(
        @Option(
                value = "Files or globs (*, ?, [a-z], **/), relative to the dataset file's folder.",
                example = "data/*.dat.gz")
        List<Path> paths,

        @Option(
                value =
                        "Files to read inside tar and zip archives: globs of their paths; without a slash, of the last part. Without it, files are read as they are.",
                example = "**/*.tsv")
        List<String> members,

        @Option(value = "The files' charset; without it, it is found out.", example = "ISO-8859-1")
        Optional<Charset> charset,

        @Option(
                value =
                        "Published digests: a map of file name to md5:..., sha256:... (or a list of these), or the path of a checksum list.",
                example = "md5sums.txt")
        Optional<Object> checksums,

        @Option(value = "The folder that the path of a checksum list counts from.", defaultValue = ".")
        Path folder)
        implements ReadingOptions {

    public FileOptions {
        paths = List.copyOf(paths);
        if (paths.isEmpty()) {
            throw new IllegalArgumentException("'paths' names no file");
        }
        paths.forEach(path -> Glob.compile(path.toString()));
        members = List.copyOf(members);
        MemberGlobs.of(members);
        checksums.ifPresent(FileOptions::check);
    }

    /** These files, read as other options say. */
    public static FileOptions of(List<Path> paths, ReadingOptions reading) {
        return new FileOptions(paths, reading.members(), reading.charset(), Optional.empty(), Path.of("."));
    }

    private static void check(Object checksums) {
        if (checksums instanceof Map<?, ?>) {
            WrittenChecksums.parse(checksums);
        } else if (!(checksums instanceof String path) || path.isBlank()) {
            throw new IllegalArgumentException(
                    "'checksums' must be a map of file name to md5:... or sha256:..., or the path of a list, but is "
                            + checksums);
        }
    }

    /** The checksums written in the dataset file, by file name. */
    Map<String, List<Checksum>> named() {
        return WrittenChecksums.parse(checksums.orElse(Map.of()));
    }

    /** What the engine has to know to read the files. */
    Map<String, String> attributes() {
        var attributes = new TreeMap<String, String>();
        charset.ifPresent(c -> attributes.put("charset", c.name()));
        if (!members.isEmpty()) {
            attributes.put(MemberGlobs.ATTRIBUTE, MemberGlobs.of(members).attribute());
        }
        return attributes;
    }

    /** The list's path, when {@code checksums} is one. */
    Optional<Path> list() {
        return checksums.filter(String.class::isInstance).map(path -> folder.resolve((String) path));
    }
}
