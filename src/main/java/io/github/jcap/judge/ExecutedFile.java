package io.github.jcap.judge;

import io.github.jcap.cap.CapAttribute;
import io.github.jcap.kernel.FileFacts;
import io.github.jcap.outcome.ByteString;
import java.util.Optional;

/**
 * A file on the way of an execve: the one that was named, or what interprets it.
 *
 * @param path without links, as the caller names it
 * @param facts mode and owner; ids as the reader's user namespace numbers them
 * @param attribute its capabilities; empty where it has none, or they were not asked for
 */
public record ExecutedFile(ByteString path, FileFacts facts, Optional<CapAttribute> attribute) {}
