package dev.tributary.etl.examples.fastq;

import dev.tributary.etl.spi.stage.Framing;
import dev.tributary.etl.testkit.contract.FramingContract;
import java.io.IOException;
import java.util.List;

class FastqFramingContractTest extends FramingContract {
    @Override
    protected Framing framing() {
        return new FastqFraming();
    }

    @Override
    protected List<byte[]> samples() throws IOException {
        return Reads.samples();
    }
}
