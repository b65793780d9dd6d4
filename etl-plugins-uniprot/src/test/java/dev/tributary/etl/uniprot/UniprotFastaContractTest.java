package dev.tributary.etl.uniprot;

import dev.tributary.etl.spi.stage.Parser;
import dev.tributary.etl.testkit.contract.ParserContract;
import java.util.List;

class UniprotFastaContractTest extends ParserContract {
    @Override
    protected Parser newParser() {
        return FlatFile.fastaParser();
    }

    @Override
    protected List<byte[]> samples() {
        return List.of(FlatFile.quirkBytes("proteins.fasta"));
    }
}
