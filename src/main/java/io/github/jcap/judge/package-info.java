/**
 * Judges what a process may do, and says why: what the commands share that answer such questions.
 *
 * <p>Words: the subject is the process that is judged; a reason is one rule that was applied; a
 * verdict is the answer with its reasons, what is missing, who withholds it and the cure. Nothing
 * is tried here and nothing changed: files and processes are looked at. The rules of execve, setuid
 * and capset themselves are in {@code cap}. May use {@code cap}, {@code outcome}, {@code proc} and
 * the port of {@code kernel}.
 */
@NullMarked
package io.github.jcap.judge;

import org.jspecify.annotations.NullMarked;
