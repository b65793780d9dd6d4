package dev.tributary.etl.core.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.0.9",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "0.1.2.3",
                "192.0.0.8",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "240.0.0.1",
                "::1",
                "::",
                "fe80::1",
                "fec0::1",
                "fc00::1",
                "fd00:ec2::254",
                "ff02::1",
                "::ffff:10.0.0.1",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "2002:7f00:1::",
                "2001:0:1::1",
                "2001:db8::1",
                "100::1"
            })
    void specialAddressesAreNotPublic(String literal) throws IOException {
        assertThat(Addresses.isPublic(InetAddress.getByName(literal))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "100.63.255.255",
                "100.128.0.0",
                "223.255.255.255",
                "2a00:1450:4001::1",
                "2607:f8b0::1",
                "64:ff9b::808:808",
                "2002:808:808::"
            })
    void othersAre(String literal) throws IOException {
        assertThat(Addresses.isPublic(InetAddress.getByName(literal))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/x",
                "http://localhost:8080/x",
                "http://[::1]/x",
                "http://2130706433/x",
                "http://0/",
                "http://169.254.169.254/latest/meta-data",
                "http://[::ffff:7f00:1]/",
                "https://192.168.0.1/",
                "ftp://8.8.8.8/x",
                "file:///etc/passwd",
                "jar:file:///x.jar!/y",
                "//8.8.8.8/x",
                "http://user:pw@8.8.8.8/x",
                "http://a_b/x"
            })
    void theGuardRefusesThem(String url) {
        assertThatThrownBy(() ->
                        new AddressGuard(HttpAccess.Reach.PUBLIC, InetAddress::getAllByName).check(URI.create(url)))
                .hasMessageContaining("ADDRESS_REFUSED")
                .hasMessageNotContaining("pw");
    }

    @Test
    void thoseThatAreAllowedPassAndTheFormStillCounts() {
        var guard = new AddressGuard(HttpAccess.Reach.ANY, InetAddress::getAllByName);

        assertThatCode(() -> guard.check(URI.create("http://127.0.0.1/x"))).doesNotThrowAnyException();
        assertThatThrownBy(() -> guard.check(URI.create("file:///etc/passwd"))).hasMessageContaining("ADDRESS_REFUSED");
    }
}
