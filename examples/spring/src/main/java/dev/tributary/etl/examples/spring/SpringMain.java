package dev.tributary.etl.examples.spring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The application: runs the datasets of {@code etl.datasets} and ends, with exit code 1 when one failed. */
@SpringBootApplication(proxyBeanMethods = false)
public class SpringMain {
    public static void main(String[] args) {
        System.exit(SpringApplication.exit(SpringApplication.run(SpringMain.class, args)));
    }
}
