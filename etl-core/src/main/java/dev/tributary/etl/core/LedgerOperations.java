package dev.tributary.etl.core;

import dev.tributary.etl.core.internal.engine.StateChange;
import dev.tributary.etl.core.internal.engine.home.Home;
import dev.tributary.etl.core.internal.ledger.Fleet;
import dev.tributary.etl.core.internal.ledger.Hold;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Operations over the ledger and the back ends of a home. */
final class LedgerOperations implements Operations {
    private final EmbeddedHome home;

    LedgerOperations(EmbeddedHome home) {
        this.home = home;
    }

    private Fleet fleet() {
        return home.open().ledger().fleet();
    }

    @Override
    public String job(String idOrBeginning) {
        var found = idOrBeginning.isBlank() ? List.<String>of() : fleet().find(idOrBeginning);
        if (found.contains(idOrBeginning)) {
            return idOrBeginning;
        }
        if (found.size() != 1) {
            throw new EtlException(
                    StandardError.OPTION_INVALID,
                    "Cannot find the job '" + idOrBeginning + "': "
                            + (found.isEmpty() ? "the ledger has none of that id" : "several ids begin like this"),
                    "take it from 'etl jobs'; as much of it is enough as no other job has");
        }
        return found.get(0);
    }

    @Override
    public boolean cancel(String job) {
        return fleet().hold(job(job), Hold.CANCEL);
    }

    @Override
    public boolean pause(String job) {
        return fleet().hold(job(job), Hold.PAUSE);
    }

    @Override
    public boolean resume(String job) {
        return fleet().resume(job(job));
    }

    @Override
    public int unitsUnderWay(String job) {
        return fleet().claimed(job(job));
    }

    private interface Work<T> {
        T in(Home home) throws IOException, InterruptedException;
    }

    private <T> T with(String dataset, String what, Work<T> work) throws InterruptedException {
        try {
            return work.in(home.of(dataset));
        } catch (IOException e) {
            throw new EtlException(
                    Problem.of(StandardError.STORE_UNAVAILABLE, "Cannot " + what + " of " + dataset + ": " + e)
                            .withHint("check rights and connections, and try again"),
                    e);
        }
    }

    @Override
    public boolean unlock(String datasetId) throws InterruptedException {
        return with(datasetId, "free the lock", open -> open.unlock(datasetId));
    }

    @Override
    public Optional<Map<String, String>> state(String datasetId) throws InterruptedException {
        return with(datasetId, "read the state", open -> StateChange.read(open, datasetId));
    }

    @Override
    public Map<String, String> setState(String datasetId, Map<String, String> values) throws InterruptedException {
        return with(
                datasetId,
                "change the state",
                open -> StateChange.change(open, datasetId, state -> state.putAll(values)));
    }

    @Override
    public Map<String, String> replaceState(String datasetId, Map<String, String> values) throws InterruptedException {
        return with(
                datasetId,
                "change the state",
                open -> StateChange.change(open, datasetId, state -> {
                    state.clear();
                    state.putAll(values);
                }));
    }

    @Override
    public LedgerFigures figures() {
        var figures = fleet().figures();
        return new LedgerFigures(
                figures.units().stream()
                        .map(units -> new LedgerFigures.UnitCount(units.type(), units.status(), units.count()))
                        .toList(),
                figures.jobs(),
                figures.silentSeconds(),
                figures.ageSeconds());
    }
}
