package dev.tributary.etl.core.internal.archive;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The names of one archive's entries: made plain, and refused when they could leave their folder or name two things. */
final class MemberNames {
    /** More entries belong into several archives. */
    static final int MAX_ENTRIES = 100_000;

    private static final int MAX_CHARS = 4_096;
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);

    private final String archive;
    private final Map<String, Boolean> folders = new HashMap<>();
    private int entries;

    MemberNames(String archive) {
        this.archive = archive;
    }

    /** The text of a name: UTF-8, or else what the archive's format says where no charset is named. */
    static String decoded(byte[] name, Charset otherwise) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(name))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(name, otherwise);
        }
    }

    /** Entries so far. */
    int entries() {
        return entries;
    }

    /**
     * The path of an entry, without {@code .} segments and doubled slashes; "" for the archive's own folder.
     *
     * @throws EtlException ARCHIVE_UNSAFE, STREAM_TOO_LARGE when there are too many
     */
    String entry(String name, boolean folder) {
        if (++entries > MAX_ENTRIES) {
            throw new EtlException(
                    StandardError.STREAM_TOO_LARGE,
                    "Cannot read " + archive + ": it has more than " + MAX_ENTRIES + " entries",
                    "pack fewer files into one archive");
        }
        var path = path(name);
        if (path.isEmpty() && !folder) {
            throw ArchiveFailures.unsafe(archive, "a member has no name");
        }
        var before = folders.put(path, folder);
        if (before != null && !(before && folder)) {
            throw ArchiveFailures.unsafe(archive, "it names '" + path + "' twice");
        }
        return path;
    }

    private String path(String name) {
        if (name.length() > MAX_CHARS) {
            throw ArchiveFailures.unsafe(
                    archive,
                    "a member's name has " + name.length() + " characters, at most " + MAX_CHARS + " are read");
        }
        boolean absolute = name.startsWith("/")
                || name.startsWith("\\")
                || DRIVE.matcher(name).matches();
        if (absolute || name.indexOf('\0') >= 0) {
            throw ArchiveFailures.unsafe(archive, "it names '" + name + "', which is no path inside an archive");
        }
        var segments = new ArrayList<String>();
        for (var segment : name.split("/", -1)) {
            if (segment.equals("..") || segment.contains("..\\") || segment.endsWith("\\..")) {
                throw ArchiveFailures.unsafe(archive, "it names '" + name + "', which leaves the archive's folder");
            }
            if (!segment.isEmpty() && !segment.equals(".")) {
                segments.add(segment);
            }
        }
        return String.join("/", segments);
    }
}
