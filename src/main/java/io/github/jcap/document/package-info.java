/**
 * An inventory read back: the records that {@code jcap inventory} writes, as values. A document is
 * streamed: whoever reads one gets {@link io.github.jcap.document.DocumentSink#item each record} as
 * it comes, and keeps of it what it needs.
 *
 * <p>Words: a <em>record</em> is one process, socket or file as its schema describes it; a
 * <em>part</em> is all of one kind; the <em>scope</em> is what the inventory was asked for.
 *
 * <pre>{@code
 * DocumentSource source = DocumentReader.ofFile(file, "host.json.gz");
 * source.read(sink); // sink.host(...), sink.item(PROCESS, ...), ..., sink.end(...)
 * }</pre>
 *
 * <p>Uses outcome, cap, the names of errnos of kernel, and jackson-core to read JSON; knows nothing
 * of how an inventory is made.
 */
@NullMarked
package io.github.jcap.document;

import org.jspecify.annotations.NullMarked;
