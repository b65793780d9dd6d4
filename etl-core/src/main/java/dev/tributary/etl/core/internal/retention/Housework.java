package dev.tributary.etl.core.internal.retention;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was done, in sentences for people: one for all files of a release. */
final class Housework {
    private record Sum(long files, long bytes) {
        Sum plus(Sum other) {
            return new Sum(files + other.files, bytes + other.bytes);
        }
    }

    private final Map<String, Sum> moved = new LinkedHashMap<>();
    private final Map<String, Sum> deleted = new LinkedHashMap<>();
    private final List<String> remarks = new ArrayList<>();

    void moved(String release, long bytes) {
        moved.merge(release, new Sum(1, bytes), Sum::plus);
    }

    void deleted(String release, long bytes) {
        deleted.merge(release, new Sum(1, bytes), Sum::plus);
    }

    /** Something that was not done, and why. */
    void remark(String sentence) {
        remarks.add(sentence);
    }

    List<String> sentences() {
        var sentences = new ArrayList<String>();
        moved.forEach((release, sum) ->
                sentences.add("Moved " + counted(sum) + " of the past release " + release + " to the archive."));
        deleted.forEach(
                (release, sum) -> sentences.add("Deleted " + counted(sum) + " of the past release " + release + "."));
        sentences.addAll(remarks);
        return sentences;
    }

    private static String counted(Sum sum) {
        return sum.files() + " raw file" + (sum.files() == 1 ? "" : "s") + " (" + sum.bytes() + " bytes)";
    }
}
