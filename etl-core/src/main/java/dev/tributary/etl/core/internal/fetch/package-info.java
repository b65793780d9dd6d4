/** Brings the files of a release into the raw area, verified byte for byte. */
@NullMarked
package dev.tributary.etl.core.internal.fetch;

import org.jspecify.annotations.NullMarked;
