/** UniProtKB: the parser of its flat file and the files written of its proteins. */
@NullMarked
package dev.tributary.etl.uniprot;

import org.jspecify.annotations.NullMarked;
