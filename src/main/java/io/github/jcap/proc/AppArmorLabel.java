package io.github.jcap.proc;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What AppArmor says of a process: the profiles that confine it, and how. {@code
 * security/apparmor/label.c}; see native-notes/proc_pid_attr_current.md.
 *
 * <p>{@code /usr/sbin/ntpd (enforce)}; {@code unconfined}; {@code a//&b (complain)}, a stack, of
 * which each profile must allow; {@code :ns:a (kill)}, in a policy namespace.
 *
 * @param profiles at least one; more in a stack, in the kernel's order
 * @param mode {@code enforce}, {@code complain}, {@code kill}, {@code unconfined}, {@code user}, or
 *     {@code mixed} where the profiles of a stack differ; any other word of a newer kernel as it is
 */
public record AppArmorLabel(List<Profile> profiles, String mode) {
  private static final String UNCONFINED = "unconfined";
  private static final String STACKED = "//&";
  private static final String MODE = " (";

  /**
   * One profile of a stack.
   *
   * @param namespace the policy namespace where the kernel names it: where it is neither the
   *     reader's nor that of the profile before
   * @param name as the policy names it, often a path; {@code a//b} is the child b of a
   */
  public record Profile(Reading<ByteString> namespace, ByteString name) {

    private static Profile of(String latin1) {
      int end = latin1.startsWith(":") ? latin1.indexOf(':', 1) : -1;
      if (end < 0) {
        return new Profile(Reading.absent(), new ByteString(latin1));
      }
      int name = latin1.startsWith("//", end + 1) ? end + 3 : end + 1;
      return new Profile(
          Reading.of(new ByteString(latin1.substring(1, end))),
          new ByteString(latin1.substring(name)));
    }
  }

  /** Keeps a copy of the profiles. */
  public AppArmorLabel {
    profiles = List.copyOf(profiles);
  }

  /** {@return the label of a text; empty where it has not AppArmor's form} */
  static Optional<AppArmorLabel> of(ByteString text) {
    String latin1 = text.latin1();
    int mode = latin1.lastIndexOf(MODE);
    if (mode > 0 && isMode(latin1, mode + MODE.length())) {
      String word = latin1.substring(mode + MODE.length(), latin1.length() - 1);
      return Optional.of(new AppArmorLabel(stack(latin1.substring(0, mode)), word));
    }
    List<Profile> profiles = stack(latin1);
    for (Profile profile : profiles) {
      if (!profile.name().latin1().equals(UNCONFINED)) {
        return Optional.empty();
      }
    }
    // The one profile of which the kernel does not say the mode.
    return Optional.of(new AppArmorLabel(profiles, UNCONFINED));
  }

  /** A lower-case word, or the dash of a label of which no profile has a mode, and then the end. */
  private static boolean isMode(String latin1, int from) {
    int end = latin1.length() - 1;
    for (int at = from; at < end; at++) {
      char c = latin1.charAt(at);
      if ((c < 'a' || c > 'z') && c != '-') {
        return false;
      }
    }
    return from < end && latin1.charAt(end) == ')';
  }

  private static List<Profile> stack(String latin1) {
    List<Profile> profiles = new ArrayList<>();
    int from = 0;
    for (int at = latin1.indexOf(STACKED); at >= 0; at = latin1.indexOf(STACKED, from)) {
      profiles.add(Profile.of(latin1.substring(from, at)));
      from = at + STACKED.length();
    }
    profiles.add(Profile.of(latin1.substring(from)));
    return profiles;
  }
}
