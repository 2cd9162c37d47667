package io.github.jcap.command;

import io.github.jcap.outcome.ByteString;
import java.util.List;

/** What an inventory says that it could not learn, said again where that matters. */
public final class InventoryProblems {
  private InventoryProblems() {}

  /**
   * Says the first on standard error, and how many more there are: one line for each inventory,
   * which itself has the others.
   *
   * @param command whose line it is
   * @param inventory how messages call it; safe to show
   * @param problems its own, as they are in it
   */
  public static void say(String command, String inventory, List<String> problems, Session session) {
    if (problems.isEmpty()) {
      return;
    }
    String safe = ByteString.of(problems.get(0)).escapedMessage();
    int more = problems.size() - 1;
    session
        .err()
        .println(
            "jcap "
                + command
                + ": "
                + inventory
                + " says: "
                + (session.utf8() ? safe : safe.replace("×", "x"))
                + (more > 0 ? " (and " + more + " more)" : ""));
  }
}
