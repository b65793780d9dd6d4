package dev.tributary.etl.core.internal.extract;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Gives each file a name that is unique in its release: the file name; where two files share it, the path below the glob's folder; where that
 * is not enough, the path below the deepest folder that they share.
 */
final class FileNames {
    private FileNames() {}

    /** Names to files, in the order of names. */
    static SortedMap<String, Path> of(Map<Path, Path> filesToBases) {
        var named = new TreeMap<String, Path>();
        for (var sharing : grouped(filesToBases.keySet(), FileNames::fileName).values()) {
            if (sharing.size() == 1) {
                put(named, fileName(sharing.get(0)), sharing.get(0));
            } else {
                longer(sharing, filesToBases).forEach((name, file) -> put(named, name, file));
            }
        }
        return named;
    }

    private static Map<String, Path> longer(List<Path> files, Map<Path, Path> bases) {
        var names = new TreeMap<String, Path>();
        for (var sharing :
                grouped(files, f -> below(bases.getOrDefault(f, f), f)).entrySet()) {
            var same = sharing.getValue();
            if (same.size() == 1) {
                put(names, sharing.getKey(), same.get(0));
            } else {
                var folder = sharedFolder(same);
                same.forEach(f -> put(names, below(folder, f), f));
            }
        }
        return names;
    }

    private static Map<String, List<Path>> grouped(
            Iterable<Path> files, java.util.function.Function<Path, String> name) {
        var groups = new HashMap<String, List<Path>>();
        files.forEach(f ->
                groups.computeIfAbsent(name.apply(f), n -> new ArrayList<>()).add(f));
        return groups;
    }

    private static void put(Map<String, Path> names, String name, Path file) {
        var other = names.put(name, file);
        if (other != null) {
            throw new EtlException(
                    StandardError.OPTION_INVALID,
                    "Cannot name the files: " + other + " and " + file + " would both be " + name,
                    "put them into folders of one glob");
        }
    }

    private static Path sharedFolder(List<Path> files) {
        var shared = FileFinder.folder(files.get(0));
        for (var file : files) {
            while (!file.startsWith(shared)) {
                shared = FileFinder.folder(shared);
            }
        }
        return shared;
    }

    static String fileName(Path file) {
        var name = file.getFileName();
        return name == null ? "" : name.toString();
    }

    private static String below(Path folder, Path file) {
        return folder.relativize(file).toString().replace(File.separatorChar, '/');
    }
}
