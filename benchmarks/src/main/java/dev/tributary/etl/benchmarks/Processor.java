package dev.tributary.etl.benchmarks;

import java.lang.management.ManagementFactory;

/** The processor time of this JVM, all its threads together, the compilers' and the collectors' too. */
final class Processor {
    private Processor() {}

    static double seconds() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime() / Console.NANOS_A_SECOND
                : Double.NaN;
    }
}
