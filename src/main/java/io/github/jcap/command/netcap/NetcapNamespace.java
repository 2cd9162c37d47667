package io.github.jcap.command.netcap;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import io.github.jcap.socket.NetworkInterfaces;

/**
 * A network namespace of a report.
 *
 * @param inode unsigned 32 bits
 * @param name of the container, pod, unit or file under /run/netns that it is of; absent where
 *     nothing names it
 * @param own whether it is the one that jcap lives in, or of another tree pid 1
 * @param interfaces absent where nobody asked for them
 */
record NetcapNamespace(
    Reading<Long> inode,
    Reading<ByteString> name,
    boolean own,
    Reading<NetworkInterfaces> interfaces) {}
