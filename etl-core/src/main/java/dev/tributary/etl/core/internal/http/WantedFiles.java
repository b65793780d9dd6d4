package dev.tributary.etl.core.internal.http;

import dev.tributary.etl.core.internal.extract.Glob;
import dev.tributary.etl.spi.error.ErrorCode;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.io.SourceFile;
import java.util.LinkedHashMap;
import java.util.List;

/** Picks files by names and globs; each must pick at least one. */
final class WantedFiles {
    private final List<String> patterns;

    WantedFiles(List<String> patterns) {
        this.patterns = patterns;
    }

    /** The files picked, each once; one that nobody offers is an EtlException of this code. */
    List<SourceFile> of(List<SourceFile> offered, ErrorCode missing) {
        var picked = new LinkedHashMap<String, SourceFile>();
        for (var pattern : patterns) {
            var matching =
                    offered.stream().filter(f -> matches(pattern, f.name())).toList();
            if (matching.isEmpty()) {
                throw new EtlException(
                        missing, "Cannot fetch " + pattern + ": it is not listed", "listed are " + names(offered));
            }
            matching.forEach(f -> picked.put(f.name(), f));
        }
        return List.copyOf(picked.values());
    }

    private static boolean matches(String pattern, String name) {
        return pattern.equals(name) || Glob.compile(pattern).accepts(name);
    }

    private static String names(List<SourceFile> files) {
        var names = files.stream().map(SourceFile::name).limit(20).toList();
        return String.join(", ", names) + (files.size() > names.size() ? " and more" : "");
    }
}
