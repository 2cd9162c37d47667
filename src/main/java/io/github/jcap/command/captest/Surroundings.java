package io.github.jcap.command.captest;

import io.github.jcap.kernel.Accounts;
import io.github.jcap.kernel.LinuxPrivileges;
import io.github.jcap.kernel.Privileges;
import io.github.jcap.outcome.Outcome;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * What the test is made on.
 *
 * @param startThread makes the thread that gives privileges up
 * @param accounts names of users and groups
 * @param shadow what decides who may read the shadow file; gone where there is none
 */
record Surroundings(
    Supplier<Privileges> startThread, Accounts accounts, Supplier<Outcome<Target>> shadow) {

  /** {@return this host's} */
  static Surroundings ofHost() {
    return ofHost(LinuxPrivileges::startThread);
  }

  /** {@return this host's, with threads made so} */
  static Surroundings ofHost(Supplier<Privileges> startThread) {
    return new Surroundings(
        startThread, Accounts.ofHost(), () -> Target.of(Path.of(Captest.SHADOW)));
  }
}
