package io.github.jcap.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.jcap.fixture.Container;
import io.github.jcap.fixture.Ext4Image;
import io.github.jcap.fixture.Live;
import io.github.jcap.fixture.Mounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** The README's table of what older articles say: each of its lines is tried on this kernel. */
@Tag("live")
final class OlderArticlesLiveTest {
  private static final String HEADING = "## What older articles say and the kernel does today";
  private static final String ORDINARY =
      "setpriv --reuid=65534 --regid=65534 --clear-groups --inh-caps=-all ";
  private static final String OF_ITSELF = " -E '^Cap(Prm|Eff|Amb)' /proc/self/status";
  private static final String SETS = " grep" + OF_ITSELF;
  private static final String NET_RAW = "0000000000002000";
  private static final String NONE = "0000000000000000";

  @TempDir Path directory;

  @BeforeEach
  void assumeRoot() {
    Live.assumeRoot();
    Live.assumeInitialUserNamespace();
    Live.assumePrograms("busybox", "setpriv", "setcap", "unshare", "perl");
  }

  @TestFactory
  Stream<DynamicTest> eachLineIsWhatThisKernelDoes() {
    return lines().entrySet().stream().map(line -> dynamicTest(line.getKey(), line.getValue()));
  }

  @Test
  void theTableOfTheReadmeHasTheseLines() throws IOException {
    List<String> readme = Files.readAllLines(Path.of("README.md"));
    int heading = readme.indexOf(HEADING);
    List<String> said = new ArrayList<>();
    for (String line : readme.subList(heading + 1, readme.size())) {
      if (line.startsWith("## ")) {
        break;
      }
      if (line.startsWith("| ") && !line.startsWith("| it is said")) {
        said.add(line.substring(2, line.indexOf(" | ", 2)));
      }
    }
    assertThat(said).containsExactlyElementsOf(lines().keySet());
  }

  /** The first cell of each line, and what proves the second. */
  private Map<String, Executable> lines() {
    Map<String, Executable> lines = new LinkedHashMap<>();
    lines.put(
        "give the file `+ie` and add the capability to the container",
        this::anInheritableFileGivesNothingInAContainer);
    lines.put("a port below 1024 needs `CAP_NET_BIND_SERVICE`", this::portsBelowTheLimit);
    lines.put("`CapEff: 000001ffffffffff` is root", this::allOfAUserNamespaceIsNothingOfTheHost);
    lines.put(
        "the bounding set is the most that a program can get",
        this::whatIsInheritableIsNotMaskedByTheBoundingSet);
    lines.put("`no_new_privs` makes a `+ep` program fail", this::theBoundingSetFailsNotNoNewPrivs);
    lines.put(
        "a program without file capabilities keeps those of its caller",
        this::aPlainProgramKeepsTheAmbientSetAlone);
    lines.put(
        "ambient capabilities survive every execve but a setuid one",
        this::anyAttributeThatCountsClearsTheAmbientSet);
    lines.put(
        "a process whose real and effective uid differ keeps its ambient set",
        this::differingUidsKeepTheAmbientSetSince617);
    lines.put("root without capabilities is an ordinary user", this::uidZeroReadsWhatItOwns);
    lines.put(
        "a setuid-root program has all of root's capabilities",
        this::aSetuidRootProgramWithAnAttributeHasThatAlone);
    lines.put(
        "`getcap` shows every file that gives capabilities", this::revisionOneIsHeededAndNotShown);
    lines.put("`ping` needs `CAP_NET_RAW`", this::pingWithinTheRangeOfGroups);
    lines.put("capabilities on a script count", this::aScriptsOwnCapabilitiesDoNotCount);
    lines.put("a file's capabilities stay with it", this::whatTakesCapabilitiesFromAFile);
    return lines;
  }

  private void anInheritableFileGivesNothingInAContainer() throws IOException {
    Container.assumePossible();
    try (Container container = Container.start(directory, "--cap-add=NET_RAW")) {
      String status = Files.readString(Path.of("/proc/" + container.pid() + "/status"));
      assertThat(status).contains("CapInh:\t" + NONE);
      assertThat(status.lines().filter(line -> line.startsWith("CapBnd")).findFirst().orElse(""))
          .as("net_raw is in the bounding set")
          .matches("CapBnd:\\t[0-9a-f]{12}[2367abef].{3}");
    }
    String file = copy("inheritable", "cap_net_raw=ie");
    assertThat(shell(ORDINARY + file + OF_ITSELF)).contains("CapPrm:\t" + NONE);
    assertThat(shell(ORDINARY + copy("forced", "cap_net_raw=ep") + OF_ITSELF))
        .contains("CapPrm:\t" + NET_RAW, "CapEff:\t" + NET_RAW);
  }

  private void portsBelowTheLimit() {
    String listen = ORDINARY + "timeout 0.2 busybox nc -l -p 80 2> /dev/null; echo $?";
    String limit = "echo %s > /proc/sys/net/ipv4/ip_unprivileged_port_start; ";
    assertThat(inNetwork(String.format(limit, "1024") + listen)).isEqualTo("1");
    assertThat(inNetwork(String.format(limit, "0") + listen))
        .as("ended by timeout")
        .isEqualTo("124");
  }

  private void allOfAUserNamespaceIsNothingOfTheHost() {
    Live.assumeStarts("unshare", "-Ur");
    String tried =
        shell(
            ORDINARY
                + "unshare -Ur sh -c 'busybox grep CapEff /proc/self/status;"
                + " timeout 0.2 busybox nc -l -p 80 2>&1; echo $?'");
    assertThat(tried).startsWith("CapEff:\t000001ffffffffff").contains("Permission denied");
    assertThat(tried).endsWith("1");
  }

  private void whatIsInheritableIsNotMaskedByTheBoundingSet() throws IOException {
    String file = copy("inherits", "cap_net_raw=ie");
    String without = "setpriv --inh-caps=+net_raw setpriv --bounding-set=-net_raw ";
    assertThat(shell(without + "busybox grep CapPrm /proc/self/status"))
        .as("root gets it back")
        .matches("CapPrm:\\t[0-9a-f]{12}[2367abef].{3}");
    assertThat(
            shell(
                "setpriv --inh-caps=+net_raw setpriv --bounding-set=-net_raw --reuid=65534"
                    + " --clear-groups "
                    + file
                    + OF_ITSELF))
        .contains("CapPrm:\t" + NET_RAW, "CapEff:\t" + NET_RAW);
  }

  private void theBoundingSetFailsNotNoNewPrivs() throws IOException {
    String file = copy("forced", "cap_net_raw=ep");
    assertThat(shell(ORDINARY + "setpriv --no-new-privs " + file + OF_ITSELF))
        .contains("CapPrm:\t" + NONE);
    String both = "setpriv --bounding-set=-net_raw " + ORDINARY + "setpriv --no-new-privs ";
    assertThat(shell(both + file + OF_ITSELF)).contains("Operation not permitted");
  }

  private void aPlainProgramKeepsTheAmbientSetAlone() {
    String raised = "setpriv --reuid=65534 --clear-groups --inh-caps=+net_raw ";
    assertThat(shell(raised + SETS)).contains("CapPrm:\t" + NONE);
    assertThat(shell(raised + "--ambient-caps=+net_raw" + SETS))
        .contains("CapPrm:\t" + NET_RAW, "CapEff:\t" + NET_RAW, "CapAmb:\t" + NET_RAW);
  }

  private void anyAttributeThatCountsClearsTheAmbientSet() throws IOException {
    String ambient = ambient("65534", "");
    assertThat(shell(ambient + copy("plain", "") + OF_ITSELF)).contains("CapAmb:\t" + NET_RAW);
    assertThat(shell(ambient + copy("empty", "=") + OF_ITSELF)).contains("CapAmb:\t" + NONE);
    String setgid = copy("setgid", "");
    shell("chgrp 4242 " + setgid + "; chmod 2755 " + setgid);
    assertThat(shell(ambient + setgid + OF_ITSELF)).contains("CapAmb:\t" + NONE);
    String setuid = copy("setuid", "");
    shell("chown 65534 " + setuid + "; chmod 4755 " + setuid);
    assertThat(shell(ambient + setuid + OF_ITSELF)).contains("CapAmb:\t" + NET_RAW);
  }

  private void differingUidsKeepTheAmbientSetSince617() throws IOException {
    String[] release = Files.readString(Path.of("/proc/sys/kernel/osrelease")).split("[.-]", 3);
    boolean since617 =
        Integer.parseInt(release[0]) > 6
            || (Integer.parseInt(release[0]) == 6 && Integer.parseInt(release[1]) >= 16);
    String sets =
        shell(
            "setpriv --ruid=1000 --euid=65534 --clear-groups --inh-caps=+net_raw"
                + " --ambient-caps=+net_raw"
                + SETS);
    assertThat(sets).contains("CapAmb:\t" + (since617 ? NET_RAW : NONE));
  }

  private void uidZeroReadsWhatItOwns() {
    String bare = "setpriv --bounding-set=-all --inh-caps=-all ";
    assertThat(shell(bare + "busybox grep CapEff /proc/self/status")).isEqualTo("CapEff:\t" + NONE);
    assertThat(shell(bare + "cat /etc/shadow > /dev/null; echo $?")).isEqualTo("0");
  }

  private void aSetuidRootProgramWithAnAttributeHasThatAlone() throws IOException {
    String file = copy("mixed", "cap_net_raw=ep");
    shell("chmod 4755 " + file);
    assertThat(shell(ORDINARY + file + OF_ITSELF)).contains("CapPrm:\t" + NET_RAW);
    String empty = copy("hollow", "=");
    shell("setcap = " + empty + "; chmod 4755 " + empty);
    assertThat(shell(ORDINARY + empty + OF_ITSELF)).contains("CapPrm:\t" + NONE);
  }

  private void revisionOneIsHeededAndNotShown() {
    try (Mounts mounts = Mounts.on(directory)) {
      Ext4Image image = Ext4Image.in(mounts.root());
      image.program("old", Path.of("/bin/grep"), "01000001" + "00200000" + "00000000");
      Path file = mounts.loop("mounted", image.write(), "nodev").resolve("old");
      assertThat(shell("getcap " + file + " 2> /dev/null")).isEmpty();
      assertThat(shell(ORDINARY + file + OF_ITSELF)).contains("CapPrm:\t" + NET_RAW);
    }
  }

  private void pingWithinTheRangeOfGroups() {
    String ping = ORDINARY + "perl -MSocket -e 'exit !socket(S, PF_INET, SOCK_DGRAM, 1)'; echo $?";
    String range = "echo '%s' > /proc/sys/net/ipv4/ping_group_range; ";
    assertThat(inNetwork(String.format(range, "1 0") + ping)).isEqualTo("1");
    assertThat(inNetwork(String.format(range, "0 2147483647") + ping)).isEqualTo("0");
  }

  private void aScriptsOwnCapabilitiesDoNotCount() throws IOException {
    Path script = directory.resolve("script");
    Files.writeString(script, "#!/usr/bin/busybox sh\n" + SETS + "\n");
    shell("chmod 755 " + script + "; setcap cap_net_raw=ep " + script);
    assertThat(shell(ORDINARY + script)).contains("CapPrm:\t" + NONE);
  }

  private void whatTakesCapabilitiesFromAFile() throws IOException {
    for (String taking : List.of("echo >> %s", "truncate -s 100 %s", "chown 1 %s")) {
      String file = copy("taken", "cap_net_raw=ep");
      shell(String.format(taking, file));
      assertThat(shell("getcap " + file)).as(taking).isEmpty();
    }
    String file = copy("moved", "cap_net_raw=ep");
    assertThat(shell("cp " + file + " " + file + "-copy; getcap " + file + "-copy")).isEmpty();
    assertThat(shell("mv " + file + " " + file + "-away; getcap " + file + "-away"))
        .contains("cap_net_raw=ep");
  }

  private static String ambient(String uid, String options) {
    return "setpriv --reuid="
        + uid
        + " --regid=65534 --clear-groups --inh-caps=+net_raw"
        + " --ambient-caps=+net_raw "
        + options;
  }

  /** Ends with the namespace. */
  private static String inNetwork(String script) {
    return output(Live.run("unshare", "-n", "sh", "-c", script));
  }

  private static String shell(String script) {
    return output(Live.run("sh", "-c", script));
  }

  private static String output(Live.Output output) {
    return (output.out() + output.err()).strip();
  }

  /** A grep of this name with these capabilities; {@code ""} for none. */
  private String copy(String name, String capabilities) throws IOException {
    Path file = directory.resolve(name);
    Files.deleteIfExists(file);
    Files.copy(Path.of("/bin/grep"), file);
    shell("chmod 755 " + directory + " " + file);
    if (!capabilities.isEmpty()) {
      assertThat(shell("setcap '" + capabilities + "' " + file)).isEmpty();
    }
    return file.toString();
  }
}
