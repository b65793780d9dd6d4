/** What is to be done: a dataset's stages and rules, bound and ready to be made. */
@NullMarked
package dev.tributary.etl.core.internal.engine.plan;

import org.jspecify.annotations.NullMarked;
