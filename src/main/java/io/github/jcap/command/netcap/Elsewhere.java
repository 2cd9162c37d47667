package io.github.jcap.command.netcap;

import io.github.jcap.command.Session;
import java.util.List;

/** What listens in namespaces that are not shown. */
final class Elsewhere {
  private Elsewhere() {}

  /**
   * Says how many, and how to see them.
   *
   * @param counts how many listen in each of the other namespaces where some do
   */
  static void say(List<Integer> counts, Session session) {
    if (counts.isEmpty()) {
      return;
    }
    int listeners = 0;
    for (int count : counts) {
      listeners += count;
    }
    session
        .err()
        .println(
            listeners
                + (listeners == 1 ? " listener in " : " listeners in ")
                + counts.size()
                + (counts.size() == 1 ? " other network namespace " : " other network namespaces ")
                + (listeners == 1 ? "is not shown: " : "are not shown: ")
                + "jcap netcap --netns=all");
  }
}
