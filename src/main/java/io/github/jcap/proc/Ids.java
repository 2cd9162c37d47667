package io.github.jcap.proc;

/**
 * The four ids of a kind, user or group, as seen from the reader's user namespace. Each is unsigned
 * 32 bits; one that is not mapped there reads as 65534.
 *
 * @param real whose the process is
 * @param effective what the kernel checks
 * @param saved what effective may return to
 * @param filesystem what file access checks; follows effective
 */
public record Ids(long real, long effective, long saved, long filesystem) {}
