package dev.tributary.etl.core.internal.release;

import dev.tributary.etl.spi.error.ErrorCode;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.state.StateStore;
import java.io.IOException;
import java.util.Optional;

/** Brings a dataset's state document in line with its last commit. */
final class SavedState {
    private static final int ATTEMPTS = 10;
    private final StateStore states;

    SavedState(StateStore states) {
        this.states = states;
    }

    /**
     * Writes the commit's state unless it is there, or a higher fence wrote another: a later release, or a person who changed the state under a lease of
     * their own. Returns whether the values changed.
     */
    boolean follow(Commit commit) throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            Optional<StateStore.Entry> now = states.read(commit.dataset());
            if (isSettled(now, commit)) {
                return false;
            }
            try {
                if (states.replace(commit.dataset(), now, commit.state(), commit.fence())
                        .isPresent()) {
                    return !now.map(StateStore.Entry::values).equals(Optional.of(commit.state()));
                }
            } catch (EtlException e) {
                // Unknown means look: the next turn reads what is there.
                if (e.code().category() != ErrorCode.Category.OUTCOME_UNKNOWN || attempt == ATTEMPTS) {
                    throw e;
                }
            }
            if (attempt == ATTEMPTS) {
                throw new IOException("Cannot save the state of " + commit.dataset() + ": others keep changing it");
            }
        }
    }

    /** Whether the state is that of a commit, or of somebody who changed it since. */
    boolean follows(Commit commit) throws IOException, InterruptedException {
        return isSettled(states.read(commit.dataset()), commit);
    }

    private static boolean isSettled(Optional<StateStore.Entry> now, Commit commit) {
        if (now.isEmpty()) {
            return commit.state().isEmpty();
        }
        StateStore.Entry entry = now.get();
        return entry.fence() > commit.fence()
                || (entry.fence() == commit.fence() && entry.values().equals(commit.state()));
    }
}
