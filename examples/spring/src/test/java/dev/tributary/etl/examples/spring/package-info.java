@NullMarked
package dev.tributary.etl.examples.spring;

import org.jspecify.annotations.NullMarked;
