package io.github.jcap.kernel;

/**
 * Which directory it is, whatever its path: a bind mount shows one under several.
 *
 * @param device of the file system, major in the upper half
 * @param inode unsigned 64 bits
 * @param mount the id of the mount it was reached through, as in {@code mountinfo}; 0 before Linux
 *     5.8, which does not say
 */
public record DirectoryId(long device, long inode, long mount) {}
