/** Makes the JSON schema by which editors complete and check dataset files, from option records and the plugins present. */
@NullMarked
package dev.tributary.etl.core.internal.schema;

import org.jspecify.annotations.NullMarked;
