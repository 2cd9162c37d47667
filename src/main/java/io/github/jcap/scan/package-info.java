/**
 * A parallel walk of a file tree, knowing nothing of what is looked for.
 *
 * <p>Workers share the directories below the roots ({@code Outline}); a {@link
 * io.github.jcap.scan.Probe} is asked about each regular file; what it finds is handed over in path
 * order whatever the timing, while the walk goes on. Links are not followed below a root. May use
 * {@code outcome} and the port of {@code kernel}.
 *
 * <pre>{@code
 * TreeScan<CapAttribute> scan =
 *     new TreeScan<>(files, Directory::capabilities, ScanBounds.NONE.onOneFileSystem(), 2);
 * scan.walk(List.of(root), hit -> print(hit), problems);
 * }</pre>
 */
@NullMarked
package io.github.jcap.scan;

import org.jspecify.annotations.NullMarked;
