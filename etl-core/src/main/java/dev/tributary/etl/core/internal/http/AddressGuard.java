package dev.tributary.etl.core.internal.http;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Refuses URLs that a dataset file, a redirect or a metalink has no business to name: other schemes than http and https, and hosts of which one
 * address is not public. Asked before every request and again before its answer is used: the JDK's client looks the name up by itself, and the JVM's
 * own cache of addresses answers it between these two looks.
 */
final class AddressGuard {
    private static final Set<String> SCHEMES = Set.of("http", "https");

    private final HttpAccess.Reach reach;
    private final Names names;

    /** Looks a host's name up. An interface only so that a test can have a name that changes its address. */
    @FunctionalInterface
    interface Names {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    AddressGuard(HttpAccess.Reach reach, Names names) {
        this.reach = reach;
        this.names = names;
    }

    /**
     * Passes a URL that may be asked.
     *
     * @throws EtlException ADDRESS_REFUSED
     * @throws UnknownHostException when the name has no address, which may pass
     */
    void check(URI url) throws UnknownHostException {
        requireForm(url);
        if (reach == HttpAccess.Reach.ANY) {
            return;
        }
        try {
            for (var address : names.addresses(url.getHost())) {
                if (!Addresses.isPublic(address)) {
                    throw refused(url, "its host is " + address.getHostAddress() + ", which is no public address");
                }
            }
        } catch (UnknownHostException e) {
            // Behind a proxy names may have a meaning to the proxy alone.
            if (!isProxied(url)) {
                throw e;
            }
        }
    }

    private static void requireForm(URI url) {
        var scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        if (!SCHEMES.contains(scheme)) {
            throw refused(url, "only http and https are fetched");
        }
        if (url.getHost() == null) {
            throw refused(url, "it has no host name that can be looked up");
        }
        if (url.getRawUserInfo() != null) {
            throw refused(url, "it holds a user name; credentials go under 'headers'");
        }
    }

    private static boolean isProxied(URI url) {
        var selector = ProxySelector.getDefault();
        List<Proxy> proxies = selector == null ? List.of() : selector.select(url);
        return proxies.stream().anyMatch(p -> p.type() != Proxy.Type.DIRECT);
    }

    private static EtlException refused(URI url, String why) {
        return new EtlException(
                Problem.of(StandardError.ADDRESS_REFUSED, "Cannot fetch " + Urls.shown(url) + ": " + why)
                        .withHint("if this is meant: --allow-private-addresses, or EtlBuilder.allowPrivateAddresses()"),
                null);
    }
}
