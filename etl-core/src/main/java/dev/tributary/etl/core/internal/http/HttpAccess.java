package dev.tributary.etl.core.internal.http;

import dev.tributary.etl.core.internal.transfer.Floor;
import dev.tributary.etl.core.internal.transfer.Pauses;
import dev.tributary.etl.core.internal.transfer.Transfers;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.plugin.PluginContext;
import java.time.Duration;

/**
 * What the host program lets plugins of the core do on the network; one for all runs of an engine, so that they share the turns at each host. Thread-safe.
 */
public final class HttpAccess {
    /** Which addresses may be reached. */
    public enum Reach {
        /** Those that everybody on the internet can reach. */
        PUBLIC,
        /** Also private ones and those of this machine. */
        ANY
    }

    private final Reach reach;
    private final Floor floor;
    private final Pauses pauses;
    private final Duration firstPause;
    private final HostTurns turns;

    /** Public addresses or all; stalls and pauses as for files. */
    public HttpAccess(Reach reach, Transfers transfers) {
        this.reach = reach;
        this.floor = transfers.floor();
        this.pauses = transfers.pauses();
        this.firstPause = transfers.firstPause();
        this.turns = new HostTurns(pauses);
    }

    /** What the host of a plugin allows. */
    static HttpAccess of(PluginContext context) {
        return context.service(HttpAccess.class)
                .orElseThrow(() -> new EtlException(
                        StandardError.DEFECT, "Cannot send requests: nothing says which addresses may be reached"));
    }

    Reach reach() {
        return reach;
    }

    Floor floor() {
        return floor;
    }

    Pauses pauses() {
        return pauses;
    }

    Duration firstPause() {
        return firstPause;
    }

    HostTurns turns() {
        return turns;
    }
}
