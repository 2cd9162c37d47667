/** The running kernel, and real processes in declared states. */
@NullMarked
package io.github.jcap.live;

import org.jspecify.annotations.NullMarked;
