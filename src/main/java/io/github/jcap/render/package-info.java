/**
 * Rows and columns to a table, CSV, JSON, NDJSON and trees.
 *
 * <p>Knows nothing of capabilities: a {@link io.github.jcap.render.RowType} says how a row is
 * shown, {@link io.github.jcap.render.Format} names the forms. May use {@code outcome} (for bytes
 * and problems), java.* and jackson-core.
 *
 * <pre>{@code
 * ReportWriter<PscapRow> report = Format.TEXT.writer(out, PscapRow.TYPE, layout);
 * report.begin(host);
 * report.row(row);
 * report.end(problems);
 * }</pre>
 */
@NullMarked
package io.github.jcap.render;

import org.jspecify.annotations.NullMarked;
