/**
 * Rules about records, and what they say of one: a {@link io.github.jcap.policy.Policy} is read
 * from YAML, and each {@link io.github.jcap.policy.Rule} has a condition that is true, false or
 * unknown of a record. What could not be read is never taken for clean.
 *
 * <p>Words: a <em>rule</em> describes what should not be; what matches it is a <em>finding</em>; an
 * <em>exception</em> says which findings are accepted, why, and until when.
 *
 * <p>Uses document, cap, text and outcome; snakeyaml-engine reads YAML, jackson-core the schemas.
 */
@NullMarked
package io.github.jcap.policy;

import org.jspecify.annotations.NullMarked;
