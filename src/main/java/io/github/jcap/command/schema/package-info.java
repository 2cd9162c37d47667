/**
 * {@code jcap schema}: the JSON Schemas of the machine forms. To add a kind, put its file under
 * {@code schema/} of the resources and its name in {@code SchemaCommand}.
 */
@NullMarked
package io.github.jcap.command.schema;

import org.jspecify.annotations.NullMarked;
