/** Programs that measure Tributary against the limit of the machine; run by hand, see docs/performance.md. */
@NullMarked
package dev.tributary.etl.benchmarks;

import org.jspecify.annotations.NullMarked;
