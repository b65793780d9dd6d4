/** The whole engine under kills, failing stores, damaged input and impatient hosts. */
@NullMarked
package dev.tributary.etl.storm;

import org.jspecify.annotations.NullMarked;
