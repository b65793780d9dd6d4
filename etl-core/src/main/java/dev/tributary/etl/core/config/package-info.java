/** What is wrong with a configuration file, and where. */
@NullMarked
package dev.tributary.etl.core.config;

import org.jspecify.annotations.NullMarked;
