package dev.tributary.etl.core;

import dev.tributary.etl.spi.event.EtlEvent;
import dev.tributary.etl.spi.event.EtlListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a listener's failures away from the run. */
final class QuietListener {
    private static final Logger LOG = LoggerFactory.getLogger(QuietListener.class);

    private final EtlListener listener;

    QuietListener(EtlListener listener) {
        this.listener = listener;
    }

    void accept(EtlEvent event) {
        try {
            listener.on(event);
        } catch (RuntimeException e) {
            // A listener is best effort: what it throws must not decide over data.
            LOG.warn("A listener failed on {}", event, e);
        }
    }
}
