package io.github.jcap.scan;

import java.util.List;

/**
 * What was found in one directory, and no directory below it stands between.
 *
 * @param place the directory
 * @param found in path order
 */
record Batch<T>(Place place, List<Found<T>> found) {}
