/**
 * The native boundary: the C functions, and the port that the rest of jcap sees.
 *
 * <p>The only package that knows JNR. {@link io.github.jcap.kernel.Kernel} asks about threads,
 * {@link io.github.jcap.kernel.FileTree} about files, {@link io.github.jcap.kernel.UserNamespaces}
 * about namespaces, {@link io.github.jcap.kernel.Netlinks} about their sockets and interfaces,
 * {@link io.github.jcap.kernel.Accounts} names users; what changes something ({@link
 * io.github.jcap.kernel.FileCapsWriter}) stands apart, so that a read-only command cannot reach it
 * by type. Bound on first use: binding costs tens of milliseconds, and most commands need none of
 * it. May use {@code cap} and {@code outcome}.
 *
 * <pre>{@code
 * Kernel kernel = LinuxKernel.bind();
 * Outcome<CapUserData> sets = kernel.capget(tid); // gone where the thread has ended
 * }</pre>
 */
@NullMarked
package io.github.jcap.kernel;

import org.jspecify.annotations.NullMarked;
