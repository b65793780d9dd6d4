package dev.tributary.etl.storm;

import dev.tributary.etl.spi.plugin.PluginFactory;
import dev.tributary.etl.spi.stage.FileParser;
import dev.tributary.etl.testkit.TestContext;
import dev.tributary.etl.testkit.contract.FileParserContract;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

class BundleContractTest extends FileParserContract {
    @Override
    protected FileParser newParser() {
        return new BundlePlugins.Bundle(line -> {}).create(new PluginFactory.NoOptions(), TestContext.pure());
    }

    @Override
    protected List<Map<String, byte[]>> samples() {
        return List.of(Map.of(
                "a.report", bytes("a0 first\n+a1 more of it\na2 second\n"), "a.seq", bytes("ACGT".repeat(2_000))));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
