/** Reads one YAML document into an immutable tree of nodes that know their places. */
@NullMarked
package dev.tributary.etl.core.internal.yaml;

import org.jspecify.annotations.NullMarked;
