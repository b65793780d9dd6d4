/** What is stored, compared with what was written down about it. */
@NullMarked
package dev.tributary.etl.core.internal.audit;

import org.jspecify.annotations.NullMarked;
