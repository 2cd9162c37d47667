/**
 * {@code jcap completion}: scripts by which a shell completes command lines of jcap. Made from what
 * parsing and help are made from, the syntax of each subcommand; only what an option's value may be
 * is said here, in {@code Candidates}. The scripts themselves are in the resources under {@code
 * completion/}, and tables are filled in.
 *
 * <pre>{@code
 * eval "$(jcap completion bash)"
 * jcap pscap --cap=net_r<TAB>
 * }</pre>
 */
@NullMarked
package io.github.jcap.command.completion;

import org.jspecify.annotations.NullMarked;
