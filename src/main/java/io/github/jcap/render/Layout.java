package io.github.jcap.render;

import java.util.List;

/**
 * Which columns a table or CSV shows, and how.
 *
 * @param columns from left to right
 * @param headers whether their names stand on top
 * @param measured whether a column is at least as wide as its widest cell; the mirrored tables keep
 *     their widths whatever stands in them
 * @param colored whether a table may have colours
 */
public record Layout<R>(
    List<Column<R>> columns, boolean headers, boolean measured, boolean colored) {}
