/** Beside the mirrored tools, where they are installed. */
@NullMarked
package io.github.jcap.peer;

import org.jspecify.annotations.NullMarked;
