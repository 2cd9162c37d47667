package io.github.jcap.scan;

import io.github.jcap.outcome.ByteString;

/**
 * One file that a probe had something to say of.
 *
 * @param path as its root is shown
 * @param value what the probe found
 * @param <T> what the probe finds
 */
public record Hit<T>(ByteString path, T value) {}
