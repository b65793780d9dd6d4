package dev.tributary.etl.core.internal.ledger;

import java.util.List;
import java.util.Optional;

/**
 * A verified file of a release.
 *
 * @param index its place in the release, in order of names, files of a group beside each other; the {@code file} of an origin
 * @param key its object key in the raw area
 * @param expected the digest that the source published, as {@code sha256:...}, if any
 * @param compression {@code gzip}, {@code bzip2}, {@code xz}, {@code zstd} or {@code none}
 * @param charset what its text is decoded with before framing; empty when its bytes tell
 * @param members globs of the members that are read of an archive; empty for a file that is read as it is
 * @param group files of one group are parsed together by a file parser
 * @param fate what is to become of it, as far as its job is concerned
 */
public record RawFile(
        int index,
        String name,
        String key,
        long bytes,
        String md5,
        String sha256,
        Optional<String> expected,
        String compression,
        String charset,
        List<String> members,
        String group,
        Fate fate) {
    public RawFile {
        members = List.copyOf(members);
    }

    /** A file that is to be kept. */
    public RawFile(
            int index,
            String name,
            String key,
            long bytes,
            String md5,
            String sha256,
            Optional<String> expected,
            String compression,
            String charset,
            List<String> members,
            String group) {
        this(index, name, key, bytes, md5, sha256, expected, compression, charset, members, group, Fate.KEEP);
    }

    /** Whether its bytes are read as they are: neither compressed nor an archive. */
    public boolean isPlain() {
        return members.isEmpty() && compression.equals("none");
    }

    /** The same file at another place in its release. */
    public RawFile at(int place) {
        return new RawFile(place, name, key, bytes, md5, sha256, expected, compression, charset, members, group, fate);
    }
}
