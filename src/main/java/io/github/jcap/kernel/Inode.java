package io.github.jcap.kernel;

/**
 * What decides about the access to a file, but for its access list: statx(2), see
 * native-notes/statx.md.
 *
 * @param facts kind, mode, owner and mount
 * @param immutable whether nobody may write it: chattr(1) {@code +i}
 * @param appendOnly whether it is only written at its end: chattr(1) {@code +a}
 */
public record Inode(FileFacts facts, boolean immutable, boolean appendOnly) {}
