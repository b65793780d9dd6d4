/** What is read: the verified raw files of a job, the members of its archives, and groups of files that belong together, as streams. */
@NullMarked
package dev.tributary.etl.core.internal.engine.source;

import org.jspecify.annotations.NullMarked;
