package io.github.jcap.proc;

import io.github.jcap.outcome.ByteString;
import java.util.Optional;

/**
 * The uid of a Kubernetes pod in the name of its control group, as the kubelet's two drivers write
 * it ({@code pkg/kubelet/cm/cgroup_manager_linux.go}): {@code kubepods/burstable/podUID}, and
 * {@code kubepods-burstable-podUID.slice} with {@code _} for each dash of the uid.
 *
 * <p>The uid of a static pod is a hash of 32 digits without a dash, unless its manifest says
 * another.
 */
final class PodName {
  private static final String SLICE = ".slice";
  private static final int UUID = 36;
  private static final int HASH = 32;

  private PodName() {}

  /**
   * {@return the uid; empty where the name is not a pod's}
   *
   * @param above the name of the group it is in; empty where that is not known
   */
  static Optional<ByteString> uid(String name, String above) {
    int colon = name.indexOf(SLICE + ":");
    String slice = colon < 0 ? name : name.substring(0, colon + SLICE.length());
    if (slice.endsWith(SLICE)) {
      int tree = slice.indexOf("kubepods");
      int pod = tree < 0 ? -1 : slice.indexOf("-pod", tree);
      if (pod < 0) {
        return Optional.empty();
      }
      String uid = slice.substring(pod + "-pod".length(), slice.length() - SLICE.length());
      return isWord(uid) ? Optional.of(new ByteString(uid.replace('_', '-'))) : Optional.empty();
    }
    if (!name.startsWith("pod")) {
      return Optional.empty();
    }
    String uid = name.substring("pod".length());
    boolean inTree =
        above.equals("kubepods") || above.equals("burstable") || above.equals("besteffort");
    return isUid(uid) || (inTree && isWord(uid))
        ? Optional.of(new ByteString(uid))
        : Optional.empty();
  }

  private static boolean isWord(String text) {
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c != '-' && c != '_' && c != '.' && Character.digit(c, 36) < 0) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static boolean isUid(String text) {
    if (text.length() != UUID && text.length() != HASH) {
      return false;
    }
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      boolean dash = text.length() == UUID && (at == 8 || at == 13 || at == 18 || at == 23);
      if (dash ? c != '-' : Character.digit(c, 16) < 0) {
        return false;
      }
    }
    return true;
  }
}
