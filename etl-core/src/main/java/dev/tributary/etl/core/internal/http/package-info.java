/** The extractor {@code http}: requests with rules for addresses, redirects and repeated tries; which files, and what is published of them. */
@NullMarked
package dev.tributary.etl.core.internal.http;

import org.jspecify.annotations.NullMarked;
