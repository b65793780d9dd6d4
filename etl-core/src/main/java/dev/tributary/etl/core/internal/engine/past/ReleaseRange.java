package dev.tributary.etl.core.internal.engine.past;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import java.util.List;
import java.util.Optional;

/**
 * Which of a source's releases are wanted.
 *
 * @param from the first; empty: the oldest that is offered
 * @param to the last; empty: the newest that is offered
 * @param batch how many one run loads at most; empty: all
 */
public record ReleaseRange(Optional<String> from, Optional<String> to, Optional<Integer> batch) {
    private static final int SHOWN = 10;

    /**
     * The wanted ones of those that are offered, oldest first in both.
     *
     * @throws EtlException OPTION_INVALID when the source has no names for its releases, RELEASE_UNKNOWN when an end of the range is not offered
     */
    List<String> of(List<String> offered) {
        if (offered.isEmpty() || offered.equals(List.of(""))) {
            throw new EtlException(
                    StandardError.OPTION_INVALID,
                    "Cannot load past releases: the source has no names for its releases",
                    "name a release finder under extract.releases, or load one release as release.external");
        }
        int first = from.map(release -> index(release, offered)).orElse(0);
        int last = to.map(release -> index(release, offered)).orElse(offered.size() - 1);
        if (first > last) {
            throw new EtlException(
                    StandardError.OPTION_INVALID,
                    "Cannot load past releases: " + offered.get(first) + " (release.from) comes after "
                            + offered.get(last) + " (release.to)",
                    "write the older one as release.from");
        }
        return offered.subList(first, last + 1);
    }

    private static int index(String release, List<String> offered) {
        int index = offered.indexOf(release);
        if (index < 0) {
            var shown = offered.subList(Math.max(0, offered.size() - SHOWN), offered.size());
            throw new EtlException(
                    StandardError.RELEASE_UNKNOWN,
                    "Cannot load past releases up to or from " + release + ": the source offers "
                            + (shown.size() < offered.size() ? "..., " : "") + String.join(", ", shown),
                    "write one of these as release.from or release.to, or leave it out");
        }
        return index;
    }
}
