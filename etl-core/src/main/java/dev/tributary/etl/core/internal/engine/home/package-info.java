/** Where it is done: the home with its ledger and stores, the host around it, and what stages may know of both. */
@NullMarked
package dev.tributary.etl.core.internal.engine.home;

import org.jspecify.annotations.NullMarked;
