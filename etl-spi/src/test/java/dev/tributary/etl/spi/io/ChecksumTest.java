package dev.tributary.etl.spi.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.spi.io.Checksum.Algorithm;
import java.net.URI;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChecksumTest {
    @ParameterizedTest
    @EnumSource
    void isWhatMessageDigestMakes(Algorithm algorithm) throws Exception {
        var hex = HexFormat.of()
                .formatHex(MessageDigest.getInstance(algorithm.javaName()).digest());
        var checksum = new Checksum(algorithm, hex.toUpperCase(java.util.Locale.ROOT));
        assertThat(checksum).isEqualTo(new Checksum(algorithm, hex)).hasToString(algorithm.label() + ":" + hex);
        assertThat(algorithm.label()).matches("(md|sha)\\d+");
        assertThatThrownBy(() -> new Checksum(algorithm, hex.substring(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(algorithm.javaName());
        assertThatThrownBy(() -> new Checksum(algorithm, "g" + hex.substring(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSourceFileKeepsNoOneElsesCollections() {
        var checksums = new ArrayList<Checksum>();
        var attributes = new HashMap<String, String>();
        var file = new SourceFile("n", URI.create("file:///n"), "g", OptionalLong.of(1), checksums, attributes);
        checksums.add(new Checksum(Algorithm.MD5, "0".repeat(32)));
        attributes.put("etag", "x");
        assertThat(file.checksums()).isEqualTo(List.of());
        assertThat(file.attributes()).isEmpty();
        assertThat(SourceFile.of("n", URI.create("file:///n")).group()).isEqualTo("n");
    }
}
