/**
 * What is done with words that people type: patterns of the shell, and the right word for a wrong
 * one.
 */
@NullMarked
package io.github.jcap.text;

import org.jspecify.annotations.NullMarked;
