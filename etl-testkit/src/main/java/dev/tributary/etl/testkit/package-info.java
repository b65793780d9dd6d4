/** What a plugin author's tests start from: chunks of bytes, a context, a clock. */
@NullMarked
package dev.tributary.etl.testkit;

import org.jspecify.annotations.NullMarked;
