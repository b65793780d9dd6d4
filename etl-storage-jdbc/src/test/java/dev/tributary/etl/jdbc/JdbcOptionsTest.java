package dev.tributary.etl.jdbc;

import dev.tributary.etl.spi.plugin.PluginFactory;
import dev.tributary.etl.testkit.contract.OptionsContract;

class JdbcOptionsTest extends OptionsContract {
    @Override
    protected PluginFactory<?, ?> factory() {
        return new JdbcFactory();
    }

    @Override
    protected String example() {
        return """
                url: "jdbc:sqlite:target.db"
                user: reader
                password: canary
                table: samples
                columns: [{ name: id }, { name: taxon, field: organism.taxonomy_id, type: bigint }]
                key: [id]
                mode: upsert
                record_type: sample
                """;
    }
}
