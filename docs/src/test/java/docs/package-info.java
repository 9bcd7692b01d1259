/** Holds the texts to the code. */
@NullMarked
package docs;

import org.jspecify.annotations.NullMarked;
