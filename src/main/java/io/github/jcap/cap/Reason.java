package io.github.jcap.cap;

/**
 * One rule that was applied, and what came of it.
 *
 * @param rule its name for scripts: small letters and underscores
 * @param text what it did here, one sentence without a full stop
 * @param source where the rule stands: a kernel file with its function, or a manual page
 */
public record Reason(String rule, String text, String source) {}
