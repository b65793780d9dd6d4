/** Tests of the UniProt plugin. */
@NullMarked
package dev.tributary.etl.uniprot;

import org.jspecify.annotations.NullMarked;
