package dev.tributary.etl.cli;

import dev.tributary.etl.core.EtlBuilder;
import picocli.CommandLine.Option;

/** What extractors may reach. */
final class NetworkOption {
    @Option(
            names = "--allow-private-addresses",
            description = "Let extractors reach private addresses and those of this machine.")
    private boolean allowPrivateAddresses;

    EtlBuilder apply(EtlBuilder builder) {
        return allowPrivateAddresses ? builder.allowPrivateAddresses() : builder;
    }
}
