/** UniProtKB: the parsers of its flat, XML and FASTA files and the files written of its proteins. */
@NullMarked
package dev.tributary.etl.uniprot;

import org.jspecify.annotations.NullMarked;
