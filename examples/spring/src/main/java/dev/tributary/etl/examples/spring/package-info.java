/** A Spring Boot application that runs datasets. */
@NullMarked
package dev.tributary.etl.examples.spring;

import org.jspecify.annotations.NullMarked;
