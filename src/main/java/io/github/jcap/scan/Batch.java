package io.github.jcap.scan;

import io.github.jcap.kernel.DirectoryId;
import java.util.List;
import java.util.Optional;

/**
 * What was found in one directory, and no directory below it stands between.
 *
 * @param where which directory it is, where it may be reached twice; otherwise empty
 * @param place the directory
 * @param found in path order
 */
record Batch<T>(Optional<DirectoryId> where, Place place, List<Found<T>> found) {}
