package dev.tributary.etl.core.internal.engine.source;

import dev.tributary.etl.core.internal.archive.ArchiveReader;
import dev.tributary.etl.core.internal.archive.Archives;
import dev.tributary.etl.core.internal.archive.RawBytes;
import dev.tributary.etl.core.internal.decompress.ExpansionLimit;
import dev.tributary.etl.core.internal.extract.MemberGlobs;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The members of an archive that globs select; an archive without any is an error, since it means that a glob has a slip. */
final class MemberSources implements SourceStreams.Sources {
    private static final int SHOWN_NAMES = 5;

    private final String archive;
    private final MemberGlobs globs;
    private final Optional<Charset> charset;
    private final ExpansionLimit limit;
    private final ArchiveReader reader;
    private final List<String> others = new ArrayList<>();
    private boolean found;

    private MemberSources(RawBytes raw, MemberGlobs globs, Optional<Charset> charset, ExpansionLimit limit)
            throws IOException, InterruptedException {
        this.archive = raw.name();
        this.globs = globs;
        this.charset = charset;
        this.limit = limit;
        this.reader = Archives.open(raw, this::select, limit);
    }

    static MemberSources open(RawBytes raw, MemberGlobs globs, Optional<Charset> charset, ExpansionLimit limit)
            throws IOException, InterruptedException {
        return new MemberSources(raw, globs, charset, limit);
    }

    private boolean select(String member) {
        boolean wanted = globs.accept(member);
        found |= wanted;
        if (!wanted && others.size() < SHOWN_NAMES) {
            others.add(member);
        }
        return wanted;
    }

    @Override
    public @Nullable Source next() throws IOException {
        var member = reader.next();
        if (member != null) {
            return new Source(Source.memberName(archive, member.name()), member.bytes(), charset, limit);
        }
        if (!found) {
            throw new EtlException(
                    StandardError.SOURCE_MISSING,
                    "Cannot read members of " + archive + ": none of its files matches " + globs,
                    others.isEmpty()
                            ? "the archive holds no file"
                            : "name some that it holds, such as " + String.join(", ", others));
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
