/** Folders for tests. */
@NullMarked
package dev.tributary.etl.test.folder;

import org.jspecify.annotations.NullMarked;
