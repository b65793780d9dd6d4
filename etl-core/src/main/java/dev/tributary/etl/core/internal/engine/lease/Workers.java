package dev.tributary.etl.core.internal.engine.lease;

import dev.tributary.etl.core.internal.ledger.Worker;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;

/** Names this process for people who look at the ledger. */
public final class Workers {
    private Workers() {}

    public static Worker local(Duration lease) {
        var host = host();
        return new Worker(host + "/" + ProcessHandle.current().pid(), host, lease);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            // A machine without a name of its own still works.
            return "localhost";
        }
    }
}
