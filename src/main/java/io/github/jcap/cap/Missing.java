package io.github.jcap.cap;

/**
 * A capability that was asked for and not obtained.
 *
 * @param capability its number, 0 to 63
 * @param by who withheld it
 */
public record Missing(int capability, Withholder by) {}
