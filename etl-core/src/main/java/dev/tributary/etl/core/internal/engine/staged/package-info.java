/** The staged shape: a framing pass stores units, any process parses them into waiting rows, one decides, any process loads. */
@NullMarked
package dev.tributary.etl.core.internal.engine.staged;

import org.jspecify.annotations.NullMarked;
