/** Leases whose fencing number only rises. */
@NullMarked
package dev.tributary.etl.spi.lock;

import org.jspecify.annotations.NullMarked;
