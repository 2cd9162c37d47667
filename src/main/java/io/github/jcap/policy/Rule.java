package io.github.jcap.policy;

/**
 * What should not be.
 *
 * @param id unique in its policy: lower-case letters, digits and dashes
 * @param severity how bad it is
 * @param description one sentence: what was found, and why it matters
 * @param kind what it is about
 * @param match holds of what should not be
 * @param remedy what to do
 */
public record Rule(
    String id,
    Severity severity,
    String description,
    RuleKind kind,
    Condition match,
    String remedy) {}
