package io.github.jcap.command.diff;

import io.github.jcap.document.ItemKind;

/**
 * What could not be compared.
 *
 * @param kind of what
 * @param whole whether nothing of that kind was compared
 * @param text what, and why
 */
record Doubt(ItemKind kind, boolean whole, String text) {}
