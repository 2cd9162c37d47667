package io.github.jcap.scan;

import io.github.jcap.outcome.ByteString;

/**
 * How far a scan is.
 *
 * @param files how many regular files were seen
 * @param directory one that is being listed, as it is shown; empty before the first
 */
public record Progress(long files, ByteString directory) {}
