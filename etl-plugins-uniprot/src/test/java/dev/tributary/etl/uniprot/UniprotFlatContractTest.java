package dev.tributary.etl.uniprot;

import dev.tributary.etl.spi.stage.Parser;
import dev.tributary.etl.testkit.contract.ParserContract;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

class UniprotFlatContractTest extends ParserContract {
    @Override
    protected Parser newParser() {
        return FlatFile.parser();
    }

    /** Some invented entries of the shipped sample, and the layouts that it does not have. */
    @Override
    protected List<byte[]> samples() {
        var quirks = new ByteArrayOutputStream();
        for (var name :
                List.of("whole.dat", "isoforms.dat", "components.dat", "nineties.dat", "hosts.dat", "utf8.dat")) {
            quirks.writeBytes(FlatFile.quirkBytes(name));
        }
        String sample = SampleEntries.text();
        int tenEntries = 0;
        for (int i = 0; i < 10; i++) {
            tenEntries = sample.indexOf("\n//\n", tenEntries) + "\n//\n".length();
        }
        return List.of(sample.substring(0, tenEntries).getBytes(StandardCharsets.UTF_8), quirks.toByteArray());
    }
}
