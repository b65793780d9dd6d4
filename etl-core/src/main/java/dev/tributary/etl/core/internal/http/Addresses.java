package dev.tributary.etl.core.internal.http;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** Which addresses everybody on the internet reaches: not those that the IANA registries of special purpose addresses list. */
final class Addresses {
    /** A block of addresses: its first bytes, and how many bits of them count. */
    private record Block(byte[] start, int bits) {
        static Block of(String text) {
            int slash = text.indexOf('/');
            return new Block(bytes(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
        }

        boolean has(byte[] address) {
            if (address.length != start.length) {
                return false;
            }
            for (int i = 0; i < bits; i++) {
                int mask = 0x80 >> (i % 8);
                if (((address[i / 8] ^ start[i / 8]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final List<Block> SPECIAL = blocks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4");

    /** The only part of IPv6 that is given out to the internet, and what is special inside it. */
    private static final Block GLOBAL_V6 = Block.of("2000::/3");

    private static final List<Block> SPECIAL_V6 =
            blocks("2001::/32", "2001:2::/48", "2001:10::/28", "2001:20::/28", "2001:db8::/32", "3fff::/20");
    private static final Block NAT64 = Block.of("64:ff9b::/96");
    private static final Block SIX_TO_FOUR = Block.of("2002::/16");

    private Addresses() {}

    static boolean isPublic(InetAddress address) {
        var bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return SPECIAL.stream().noneMatch(b -> b.has(bytes));
        }
        return address instanceof Inet6Address && isPublicV6(bytes);
    }

    private static boolean isPublicV6(byte[] bytes) {
        if (NAT64.has(bytes)) {
            return isPublicV4(bytes, 12);
        }
        if (SIX_TO_FOUR.has(bytes)) {
            return isPublicV4(bytes, 2);
        }
        return GLOBAL_V6.has(bytes) && SPECIAL_V6.stream().noneMatch(b -> b.has(bytes));
    }

    /** An IPv4 address that a longer one holds. */
    private static boolean isPublicV4(byte[] bytes, int from) {
        var inner = Arrays.copyOfRange(bytes, from, from + 4);
        return SPECIAL.stream().noneMatch(b -> b.has(inner));
    }

    private static List<Block> blocks(String... texts) {
        return Arrays.stream(texts).map(Block::of).toList();
    }

    private static byte[] bytes(String literal) {
        try {
            return InetAddress.getByName(literal).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("a literal is never looked up", e);
        }
    }
}
