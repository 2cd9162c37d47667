package io.github.jcap.command.check;

import io.github.jcap.command.CommandException;
import io.github.jcap.command.ExitCode;
import io.github.jcap.command.Session;
import io.github.jcap.kernel.IoErrors;
import io.github.jcap.kernel.RawPath;
import io.github.jcap.policy.Mistake;
import io.github.jcap.policy.Policy;
import io.github.jcap.policy.PolicyException;
import io.github.jcap.policy.PolicyReader;
import io.github.jcap.policy.ShippedPolicies;
import io.github.jcap.text.Nearest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** Reads the policies that a line names, and says all that is wrong with them. */
final class PolicyFiles {
  /** Its reader refuses what is longer; this is only not to read a disk. */
  private static final int MOST_BYTES = 4 << 20;

  private final Session session;
  private final List<GivenPolicy> given = new ArrayList<>();
  private ExitCode code = ExitCode.OK;

  private PolicyFiles(Session session) {
    this.session = session;
  }

  /**
   * {@return the policies}
   *
   * @param names a path where it has a slash or ends in .yaml or .yml, else a shipped policy; each
   *     is read once
   * @throws CommandException where one cannot be read or is mistaken; each mistake has been printed
   */
  static List<GivenPolicy> read(List<String> names, Session session) {
    PolicyFiles files = new PolicyFiles(session);
    for (String name : new LinkedHashSet<>(names)) {
      files.read(name);
    }
    if (files.code == ExitCode.OK) {
      files.compare();
    }
    return switch (files.code) {
      case OK, PARTIAL, BAD_ANSWER -> files.given;
      case FAILED -> throw CommandException.failed("nothing was judged");
      case USAGE -> throw CommandException.usage("nothing was judged: a policy is mistaken");
    };
  }

  private void read(String name) {
    if (name.indexOf('/') < 0 && !name.endsWith(".yaml") && !name.endsWith(".yml")) {
      if (!ShippedPolicies.names().contains(name)) {
        throw CommandException.usage(
            "unknown policy: "
                + name
                + Nearest.hint(name, ShippedPolicies.names())
                + "; a file has a slash in its name or ends in .yaml");
      }
      given.add(new GivenPolicy(ShippedPolicies.read(name), name));
      return;
    }
    String shown = RecordText.shown(name);
    try {
      given.add(new GivenPolicy(PolicyReader.read(shown, bytes(RawPath.path(name))), shown));
    } catch (PolicyException e) {
      for (Mistake mistake : e.mistakes()) {
        mistaken(shown, mistake);
      }
    } catch (IOException e) {
      say(shown + ": read: " + IoErrors.errno(e).name());
      code = code.and(ExitCode.FAILED);
    }
  }

  private static byte[] bytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(MOST_BYTES);
    }
  }

  /** What only all policies together can tell. */
  private void compare() {
    List<Policy> known = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (GivenPolicy each : given) {
      known.add(each.policy());
      if (names.contains(each.policy().name())) {
        mistaken(each.file(), new Mistake(1, 0, "another policy has this name too"));
      }
      names.add(each.policy().name());
    }
    for (GivenPolicy each : given) {
      if (!each.policy().unknownExceptionRules(known).isEmpty()) {
        // A site keeps its exceptions in one file, also those from policies not given today.
        List<Policy> all = new ArrayList<>(known);
        for (String name : ShippedPolicies.names()) {
          all.add(ShippedPolicies.read(name));
        }
        for (Mistake mistake : each.policy().unknownExceptionRules(all)) {
          mistaken(each.file(), mistake);
        }
      }
    }
  }

  private void mistaken(String file, Mistake mistake) {
    say(mistake.in(file));
    code = code.and(ExitCode.USAGE);
  }

  private void say(String line) {
    session.err().println("jcap check: " + line);
  }
}
