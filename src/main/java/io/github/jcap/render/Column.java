package io.github.jcap.render;

import java.util.function.Function;

/**
 * One column of a row type: the one place from which headers, {@code -o}, {@code --list-columns},
 * {@code --sort} and CSV come.
 *
 * @param name as {@code -o} and the header write it
 * @param width the least width in a table; 0 for as wide as its cells
 * @param help one line of meaning
 * @param cell what stands there for a row
 */
public record Column<R>(String name, int width, String help, Function<R, Cell> cell) {}
