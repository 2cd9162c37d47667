package io.github.jcap.command.filecap;

import io.github.jcap.kernel.FileFacts;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;

/**
 * What was found around a file, for its notes.
 *
 * @param directory facts of the directory it is in
 * @param head its first bytes
 * @param where the path of its directory on this host
 */
record Circumstances(Reading<FileFacts> directory, Reading<ByteString> head, ByteString where) {}
