/** Records as JSON documents for people, and back. */
@NullMarked
package dev.tributary.etl.core.internal.format;

import org.jspecify.annotations.NullMarked;
