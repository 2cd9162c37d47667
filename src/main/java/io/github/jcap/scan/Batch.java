package io.github.jcap.scan;

import io.github.jcap.kernel.DirectoryId;
import java.util.List;
import java.util.Optional;

/**
 * Hits of one directory that no directory below it stands between.
 *
 * @param where which directory it is, where it may be reached twice; otherwise empty
 * @param root where the walk to it began
 * @param hits ordered by path
 */
record Batch<T>(Optional<DirectoryId> where, Root root, List<Hit<T>> hits) {}
