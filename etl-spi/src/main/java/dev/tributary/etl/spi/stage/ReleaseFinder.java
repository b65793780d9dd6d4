package dev.tributary.etl.spi.stage;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Knows which releases a source has and which files make one. An extractor takes it as an option and downloads; a finder only reads small
 * documents, through what it is given, and so needs no client, no limits and no rules of its own. One instance per job, called from one thread at
 * a time. It must be deterministic: the same documents give the same answers.
 */
public interface ReleaseFinder {
    /**
     * The small documents of a source. The extractor owns it: its rules for addresses, redirects, repeated tries and pauses hold here too, and a
     * document of more than 16 MiB is an EtlException STREAM_TOO_LARGE. IOException and EtlException are to be passed on.
     */
    interface Documents {
        /** A document as text in UTF-8, what is not UTF-8 replaced; empty when the source has none there. An index page may be read so. */
        Optional<String> text(URI location) throws IOException, InterruptedException;

        /**
         * A metalink (version 3 or 4) as a release: its version, or "" when it names none; the files with their sizes and digests. A file's place is
         * the best http(s) URL that the metalink names, else the metalink's own folder. Empty when the source has none there.
         */
        Optional<Extractor.Release> metalink(URI location) throws IOException, InterruptedException;
    }

    /** Versions on offer, oldest first, each once, never "current" or "latest". An EtlException when there is none. */
    List<String> versions(Documents documents) throws IOException, InterruptedException;

    /**
     * The files of one of these versions, wherever the source keeps it now. The version of the answer is the one that was asked for.
     *
     * @throws dev.tributary.etl.spi.error.EtlException RELEASE_UNKNOWN when the source does not have it
     */
    Extractor.Release release(String version, Documents documents) throws IOException, InterruptedException;
}
