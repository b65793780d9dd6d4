package dev.tributary.etl.examples.spring;

import dev.tributary.etl.core.Etl;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One engine for the application, over its DataSource; Spring closes it before them. */
@Configuration(proxyBeanMethods = false)
class EtlConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger("etl");

    @Bean(destroyMethod = "shutdown")
    ExecutorService etlThreads() {
        return Executors.newCachedThreadPool();
    }

    @Bean
    Etl etl(DataSource dataSource, ExecutorService etlThreads, @Value("${etl.home}") Path home) {
        return Etl.builder()
                .home(home)
                .dataSource(dataSource)
                .executor(etlThreads)
                .listener(event -> LOG.info("{}", event))
                .build();
    }
}
