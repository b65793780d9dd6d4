/** A web server that misbehaves as a test says. */
@NullMarked
package dev.tributary.etl.testkit.http;

import org.jspecify.annotations.NullMarked;
