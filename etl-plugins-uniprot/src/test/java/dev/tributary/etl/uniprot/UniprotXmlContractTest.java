package dev.tributary.etl.uniprot;

import dev.tributary.etl.spi.stage.Parser;
import dev.tributary.etl.testkit.contract.ParserContract;
import java.util.List;

class UniprotXmlContractTest extends ParserContract {
    @Override
    protected Parser newParser() {
        return FlatFile.xmlParser();
    }

    @Override
    protected List<byte[]> samples() {
        return List.of(
                FlatFile.quirkBytes("whole.xml"), FlatFile.quirkBytes("syntax.xml"), FlatFile.quirkBytes("rare.xml"));
    }
}
