package dev.tributary.etl.core.internal.extract;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the files that paths and globs name. A file named in full may be a link; a glob enters no linked folder, and a linked file that it
 * matches must lie in the glob's own folder.
 */
final class FileFinder {
    static final int MAX_FILES = 100_000;

    private final int maxFiles;
    private final Map<Path, Path> found = new LinkedHashMap<>();
    private final Set<Path> namedInFull = new HashSet<>();

    FileFinder(int maxFiles) {
        this.maxFiles = maxFiles;
    }

    /** The files, each with the folder before the wildcards of the glob that found it; every file once. */
    Map<Path, Path> find(List<Path> patterns) throws IOException {
        for (var pattern : patterns) {
            find(pattern.toAbsolutePath().normalize());
        }
        dropSidecars();
        return found;
    }

    private void find(Path pattern) throws IOException {
        var glob = Glob.compile(pattern.toString().replace(File.separatorChar, '/'));
        if (glob.isLiteral()) {
            literal(pattern);
        } else {
            walk(glob);
        }
    }

    private void literal(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw missing("Cannot read " + file + ": it is a folder", "write " + file + "/* for the files in it");
        }
        if (!Files.isRegularFile(file)) {
            throw missing("Cannot find the file " + file, "paths count from the dataset file's folder");
        }
        var base = folder(file).toRealPath(); // as a glob would find it, so that a file found twice is one
        var real = base.resolve(FileNames.fileName(file));
        namedInFull.add(real);
        add(real, base);
    }

    static Path folder(Path file) {
        var parent = file.getParent();
        return parent == null ? file.toAbsolutePath().getRoot() : parent;
    }

    private void walk(Glob glob) throws IOException {
        var base = Path.of(glob.prefix().isEmpty() ? "/" : glob.prefix());
        if (!Files.isDirectory(base)) {
            throw missing(
                    "Cannot find files " + glob + ": there is no folder " + base,
                    "paths count from the dataset file's folder");
        }
        var realBase = base.toRealPath();
        var matching = new Matching(glob, realBase);
        Files.walkFileTree(realBase, matching);
        if (!matching.any) {
            throw missing(
                    "Cannot find files: nothing in " + base + " matches " + glob,
                    "a '*' does not cross folders, '**/' does");
        }
    }

    private void add(Path file, Path base) {
        found.putIfAbsent(file, base);
        if (found.size() > maxFiles) {
            throw new EtlException(
                    StandardError.OPTION_INVALID,
                    "Cannot take these paths: they match more than " + maxFiles + " files",
                    "split the dataset, or put the files into archives");
        }
    }

    /** {@code x.gz.md5} beside {@code x.gz} is a checksum and no data, unless it was named in full. */
    private void dropSidecars() {
        found.keySet().removeIf(file -> {
            var data = PublishedChecksums.dataFile(file);
            return data.isPresent() && found.containsKey(data.get()) && !namedInFull.contains(file);
        });
    }

    private static EtlException missing(String message, String hint) {
        return new EtlException(StandardError.SOURCE_MISSING, message, hint);
    }

    private final class Matching extends SimpleFileVisitor<Path> {
        private final Glob glob;
        private final Path base;
        private boolean any;

        Matching(Glob glob, Path base) {
            this.glob = glob;
            this.base = base;
        }

        private String relative(Path path) {
            return base.relativize(path).toString().replace(File.separatorChar, '/');
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return glob.leadsInto(relative(folder)) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (glob.matches(relative(file))
                    && (attributes.isRegularFile() || attributes.isSymbolicLink() && insideLink(file))) {
                add(file, base);
                any = true;
            }
            return FileVisitResult.CONTINUE;
        }

        private boolean insideLink(Path link) throws IOException {
            if (Files.isDirectory(link)) {
                return false;
            }
            if (!Files.exists(link)) {
                throw missing(
                        "Cannot read " + link + ": it is a link to nothing", "remove the link, or name the files");
            }
            if (!link.toRealPath().startsWith(base)) {
                throw missing(
                        "Cannot read " + link + ": it is a link that leads out of " + base,
                        "name the file in full if it is meant");
            }
            return true;
        }
    }
}
