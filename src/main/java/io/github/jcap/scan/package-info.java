/**
 * A parallel walk of a file tree, knowing nothing of what is looked for.
 *
 * <p>Workers share the directories below the roots; a {@link io.github.jcap.scan.Probe} is asked
 * about each regular file; what it finds comes back in path order whatever the timing. Links are
 * not followed below a root. May use {@code outcome} and the port of {@code kernel}.
 *
 * <pre>{@code
 * TreeScan<CapAttribute> scan = new TreeScan<>(files, Directory::capabilities, 2);
 * List<Hit<CapAttribute>> hits = scan.walk(List.of(root), stayOff, problems);
 * }</pre>
 */
@NullMarked
package io.github.jcap.scan;

import org.jspecify.annotations.NullMarked;
