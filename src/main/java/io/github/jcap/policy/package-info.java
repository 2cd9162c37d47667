/**
 * Rules about records, and what they say of one: a {@link io.github.jcap.policy.Policy} is read
 * from YAML, and each {@link io.github.jcap.policy.Rule} has a condition that is true, false or
 * unknown of a record. What could not be read is never taken for clean.
 *
 * <p>Words: a <em>rule</em> describes what should not be; what matches it is a <em>finding</em>; an
 * <em>exception</em> says which findings are accepted, why, and until when.
 *
 * <p>What a condition says of a record is decided so: a field that does not apply meets no operator
 * but {@code none_of}, {@code only} and {@code exists: false}; one that is null makes the condition
 * unknown, unless the rest of it decides, by Kleene's logic; a list on the way of a path is asked
 * whether some element meets the rest of it. Sets of capabilities are compared as bits.
 *
 * <pre>{@code
 * Policy policy = PolicyReader.read("site.yaml", Files.readAllBytes(path)); // or all its mistakes
 * for (Rule rule : policy.rules()) {
 *   Truth found = rule.match().test(record); // of a record of rule.kind()
 * }
 * }</pre>
 *
 * <p>To add an operator: a record in {@link io.github.jcap.policy.Operator}, its word in {@code
 * OperatorReader}, and its key in {@code schema/policy.json}. To add a shipped rule: the rule in
 * {@code policy/NAME.yaml}, and records that it finds, passes and cannot judge in its test.
 *
 * <p>Uses document, cap, text and outcome; snakeyaml-engine reads YAML, jackson-core the schemas.
 */
@NullMarked
package io.github.jcap.policy;

import org.jspecify.annotations.NullMarked;
