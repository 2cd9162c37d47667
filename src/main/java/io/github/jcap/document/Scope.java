package io.github.jcap.document;

import java.util.List;

/**
 * What an inventory was asked for: two that were asked for different things are not compared in
 * these.
 *
 * @param files the directories that were searched: {@code ["/"]}; {@code ["$PATH"]} for those of
 *     the search path; empty where no files were asked for
 */
public record Scope(List<String> files) {
  /** Every local file system. */
  public static final Scope ALL = new Scope(List.of("/"));

  /** Copies the list. */
  public Scope {
    files = List.copyOf(files);
  }
}
