package io.github.jcap.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jcap.fixture.Listeners;
import io.github.jcap.fixture.Live;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Beside the packaged netcap and ss: the same listeners with the same owners. Versions of netcap
 * differ in their widths alone, so fields are compared. Deliberate differences have their number in
 * the list of libcap-ng's defects.
 */
@Tag("peer")
class NetcapPeerTest {
  private static final Pattern SS =
      Pattern.compile("^(tcp|udp)\\s+\\S+\\s+\\d+\\s+\\d+\\s+(\\S+):(\\d+)\\s.*pid=(\\d+).*$");

  @BeforeEach
  void peersAreInstalled() {
    Listeners.assumePossible();
    Live.assumePrograms("netcap", "ss");
    assumeTrue(
        Live.run("netcap", "--help").out().isEmpty(),
        "the packaged netcap is not of the form of 0.8");
  }

  private static List<String> fields(String table) {
    return table.lines().skip(1).map(row -> row.strip().replaceAll(" +", " ")).sorted().toList();
  }

  private static List<String> jcap(Listeners listeners, String... options) {
    List<String> words = new ArrayList<>(List.of("netcap"));
    words.addAll(List.of(options));
    return fields(listeners.run(Live.jcap(words.toArray(String[]::new))).out());
  }

  private static List<String> netcap(Listeners listeners) {
    return fields(listeners.run(List.of("netcap")).out());
  }

  /** Defect 3: a packet socket on every interface has the table's header, "face", as its name. */
  @Test
  void everyRowThatNetcapPrintsIsPrinted() {
    for (String state :
        List.of(
            "--bounding-set=-all,+net_raw", "--bounding-set=-all,+chown,+kill", "--no-new-privs")) {
      try (Listeners listeners = Listeners.start("setpriv", state)) {
        List<String> peer =
            netcap(listeners).stream().map(row -> row.replace(" pkt face ", " pkt any ")).toList();
        assertThat(peer).hasSizeGreaterThanOrEqualTo(11);
        assertThat(jcap(listeners)).containsExactlyElementsOf(peer.stream().sorted().toList());
      }
    }
  }

  /** Defect 1: what is permitted and not effective is hidden by netcap. */
  @Test
  void permittedOnlyIsPrintedAlthoughNetcapHidesIt() {
    try (Listeners listeners =
        Listeners.start("setpriv", "--ruid=0", "--euid=65534", "--bounding-set=-all,+chown")) {
      assertThat(netcap(listeners)).isEmpty();
      assertThat(jcap(listeners))
          .hasSizeGreaterThanOrEqualTo(11)
          .allMatch(row -> row.endsWith("chown (permitted only) +"));
    }
  }

  /** Defect 7: a listener whose owner cannot be found is dropped by netcap. */
  @Test
  void listenersWithoutAVisibleOwnerArePrintedAlthoughNetcapDropsThem() {
    try (Listeners listeners = Listeners.start("setpriv", "--no-new-privs")) {
      List<String> hiding =
          List.of("unshare", "--pid", "--fork", "--mount-proc", "--propagation=private");
      Live.assumeStarts(hiding.toArray(String[]::new));
      List<String> peer = new ArrayList<>(hiding);
      peer.add("netcap");
      assertThat(fields(listeners.run(peer).out())).isEmpty();
      List<String> ours = new ArrayList<>(hiding);
      ours.addAll(Live.jcap("netcap"));
      assertThat(fields(listeners.run(ours).out()))
          .contains("? ? ? ? tcp 8080 ?", "? ? ? ? tcp6 8443 ?", "? ? ? ? raw 0 ?");
    }
  }

  @Test
  void ssNamesTheSameListenersWithTheSameOwners() {
    try (Listeners listeners = Listeners.start("setpriv", "--no-new-privs")) {
      SortedSet<String> peer = new TreeSet<>();
      for (String line : listeners.run(List.of("ss", "-tulpnH")).out().lines().toList()) {
        Matcher row = SS.matcher(line);
        assertThat(row.matches()).as(line).isTrue();
        peer.add(row.group(1) + " " + row.group(3) + " " + row.group(4));
      }
      SortedSet<String> ours = new TreeSet<>();
      for (String row : jcap(listeners, "--state=listen", "-o", "protocol,local_port,pid")) {
        if (row.startsWith("tcp") || row.startsWith("udp ")) {
          ours.add(row);
        }
      }
      assertThat(ours).hasSize(4).isEqualTo(peer);
    }
  }

  /**
   * Whoever lsof sees listening, jcap sees with the same port; lsof has no raw or packet socket.
   */
  @Test
  void lsofNamesTheSameListenersWithTheSameOwners() {
    Live.assumePrograms("lsof");
    try (Listeners listeners = Listeners.start("setpriv", "--no-new-privs")) {
      SortedSet<String> peer = new TreeSet<>();
      String pid = "";
      String protocol = "";
      String name = "";
      List<String> fields =
          listeners.run(List.of("lsof", "-nP", "-i", "-FpPnT")).out().lines().toList();
      for (String field : fields) {
        String value = field.substring(1);
        switch (field.charAt(0)) {
          case 'p' -> pid = value;
          case 'P' -> protocol = value.toLowerCase(Locale.ROOT);
          case 'n' -> {
            name = value;
            if (protocol.equals("udp") && !name.contains("->")) {
              peer.add("udp " + name.substring(name.lastIndexOf(':') + 1) + " " + pid);
            }
          }
          case 'T' -> {
            if (value.equals("ST=LISTEN")) {
              peer.add("tcp " + name.substring(name.lastIndexOf(':') + 1) + " " + pid);
            }
          }
          default -> {}
        }
      }
      SortedSet<String> ours = new TreeSet<>();
      for (String row :
          jcap(
              listeners,
              "-a",
              "--state=listen",
              "--proto=tcp,udp",
              "-o",
              "protocol,local_port,pid")) {
        ours.add(row);
      }
      assertThat(ours).hasSize(4).isEqualTo(peer);
    }
  }
}
