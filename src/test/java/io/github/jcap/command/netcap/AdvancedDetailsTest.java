package io.github.jcap.command.netcap;

import static io.github.jcap.cap.SetKind.EFFECTIVE;
import static io.github.jcap.cap.SetKind.INHERITABLE;
import static io.github.jcap.cap.SetKind.PERMITTED;
import static io.github.jcap.command.netcap.PlaneSubjects.listener;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.cap.CapSet;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import io.github.jcap.socket.BluetoothSocket;
import io.github.jcap.socket.Socket;
import io.github.jcap.socket.SocketFamily;
import io.github.jcap.socket.VsockSocket;
import io.github.jcap.socket.XdpSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the tree says of who answers, and in which colours. */
class AdvancedDetailsTest {
  private static final Socket LOCAL = listener(SocketFamily.TCP, "127.0.0.1", 80);

  private static String tree(PlaneSubjects subjects) {
    return AdvancedLine.of(subjects).columns(300).run("--advanced");
  }

  /** With colours written as words. */
  private static String colors(PlaneSubjects subjects) {
    return AdvancedLine.of(subjects)
        .columns(300)
        .terminal()
        .run("--advanced")
        .replace("\u001b[38;5;208m", "<orange>")
        .replace("\u001b[38;5;226m", "<yellow>")
        .replace("\u001b[38;5;82m", "<green>")
        .replace("\u001b[m", "</>");
  }

  private static PlaneSubjects held(PlaneOwner owner) {
    return PlaneSubjects.host().with(LOCAL, owner);
  }

  @Test
  void aProcessIsDrawnWithWhatItHoldsItsDefensesAndFlags() {
    PlaneOwner owner =
        PlaneOwner.of(7, "httpd")
            .uids(1000, 33)
            .exe(Reading.of(ByteString.of("/usr/sbin/httpd (deleted)")))
            .unit(Reading.of(ByteString.of("httpd.service")))
            .label("/usr/sbin/httpd (enforce)")
            .holds("net_raw");
    assertThat(tree(held(owner)))
        .isEqualTo(
            """
            └─ INET (loopback)
               └─ lo
                  └─ tcp
                     └─ 127.0.0.1
                        └─ 80
                           └─ httpd (pid=7 uid=1000 euid=33 exe=/usr/sbin/httpd unit=httpd.service)
                              ├─ caps: net_raw
                              ├─ defenses
                              │  ├─ runs_as_nonroot: yes
                              │  ├─ no_new_privs: no
                              │  ├─ seccomp: disabled
                              │  └─ lsm: /usr/sbin/httpd (enforce)
                              └─ flags
                                 └─ privileged-caps
            """);
  }

  @Test
  void withoutUtf8TheStrokesAreAscii() {
    assertThat(AdvancedLine.of(held(PlaneOwner.of(7, "d"))).ascii().run("--advanced", "--wide"))
        .startsWith("`- INET (loopback)\n   `- lo\n")
        .contains("|- caps: (none)\n")
        .matches("[\\n -~]+");
  }

  @Test
  void aLineIsWrappedToTheTerminalUnlessWide() {
    PlaneSubjects subjects = held(PlaneOwner.of(7, "d").set(PERMITTED, PlaneSubjects.MOST));
    String narrow = AdvancedLine.of(subjects).columns(60).run("--advanced");
    assertThat(narrow.lines()).allMatch(line -> line.length() <= 60);
    String wide = AdvancedLine.of(subjects).columns(60).run("--advanced", "--wide");
    assertThat(wide).hasLineCount(13).contains("caps: chown, ").contains(", checkpoint_restore");
  }

  /** The real uid of a program that is setuid root is its caller's. */
  @Test
  void whetherItRunsAsRootIsToldByTheEffectiveUid() {
    assertThat(tree(held(PlaneOwner.of(7, "su").uids(1000, 0))))
        .contains("su (pid=7 uid=1000 euid=0 ")
        .contains("runs_as_nonroot: no");
  }

  @Test
  void permittedIsShownWhereNothingIsEffective() {
    assertThat(tree(held(PlaneOwner.of(7, "d").caps(PERMITTED, "net_raw", "kill"))))
        .contains("caps: kill, net_raw\n")
        .contains("└─ (none)\n")
        .doesNotContain("privileged-caps");
  }

  @Test
  void everythingIsSaidInOneWordWithoutMarks() {
    CapSet all = CapSet.all(PlaneSubjects.LAST_CAP);
    PlaneOwner owner = PlaneOwner.of(7, "d").set(EFFECTIVE, all).set(PERMITTED, all).bounded(all);
    assertThat(colors(held(owner)))
        .contains("caps: <orange>(full)</>\n")
        .contains("<orange>privileged-caps</>\n");
  }

  @Test
  void aCapabilityWithoutANameIsANumber() {
    CapSet newer = new CapSet(1L << 63 | 1);
    assertThat(tree(held(PlaneOwner.of(7, "d").set(PERMITTED, newer))))
        .contains("caps: chown, 63\n");
  }

  @Test
  void whatCouldNotBeReadIsAQuestionMarkWithoutColour() {
    assertThat(colors(held(PlaneOwner.of(7, "secret").unreadable())))
        .isEqualTo(
            """
            └─ INET (loopback)
               └─ lo
                  └─ tcp
                     └─ 127.0.0.1
                        └─ 80
                           └─ ? (pid=7 uid=? exe=? unit=?)
                              ├─ caps: ?
                              ├─ defenses
                              │  ├─ runs_as_nonroot: ?
                              │  ├─ no_new_privs: ?
                              │  ├─ seccomp: ?
                              │  └─ lsm: ?
                              └─ flags
                                 └─ (none)
            """);
  }

  @Test
  void anOldKernelThatDoesNotTellHasNetcapsWordForIt() {
    PlaneOwner owner = PlaneOwner.of(7, "d").noNewPrivs(Reading.absent()).seccomp(Reading.absent());
    assertThat(colors(held(owner)))
        .contains("no_new_privs: unknown\n")
        .contains("seccomp: <yellow>disabled</>\n");
  }

  @Test
  void whatNobodyHoldsIsOfTheKernelOrUnknown() {
    PlaneSubjects subjects =
        PlaneSubjects.host()
            .with(listener(SocketFamily.TCP, "0.0.0.0", 2049))
            .with(listener(SocketFamily.TCP, "0.0.0.0", 3000), Reading.unknown());
    assertThat(colors(subjects))
        .isEqualTo(
            """
            └─ INET (external)
               └─ eth0
                  └─ tcp
                     └─ *
                        ├─ 2049
                        │  └─ kernel?
                        │     └─ flags
                        │        └─ <yellow>wildcard-bind</>
                        └─ 3000
                           └─ ?
                              ├─ caps: ?
                              └─ flags
                                 └─ <yellow>wildcard-bind</>
            """);
  }

  @Test
  void aContainersPortIsSaidToBePublished() {
    Published port = new Published(ByteString.of("0.0.0.0"), 5432, "docker-proxy");
    assertThat(tree(PlaneSubjects.host().published(LOCAL, port, PlaneOwner.of(7, "d"))))
        .contains("├─ published as 0.0.0.0:5432 by docker-proxy\n")
        .contains("└─ d (pid=7 ");
  }

  @Test
  void aProcessAtSeveralAddressesOfAnInterfaceIsDrawnOnce() {
    PlaneSubjects subjects =
        PlaneSubjects.empty()
            .nic("eth0", "10.0.0.1", "10.0.0.2")
            .with(listener(SocketFamily.TCP, "0.0.0.0", 80), PlaneOwner.of(7, "d"));
    assertThat(tree(subjects)).containsOnlyOnce("└─ d (pid=7 ").doesNotContain("├─ d (");
  }

  @Test
  void eachCapabilityHasTheColourOfItsTier() {
    PlaneOwner owner =
        PlaneOwner.of(7, "d").holds("kill", "setuid", "net_raw").bounded(PlaneSubjects.MOST);
    assertThat(colors(held(owner)))
        .contains("caps: kill, <orange>setuid</>, <yellow>net_raw</> [open-ended-bounding]\n")
        .contains("<orange>privileged-caps</>");
  }

  @Test
  void aBoundingSetIsOrangeForWhoCanTakeFromIt() {
    PlaneOwner owner = PlaneOwner.of(7, "d").holds("setpcap").bounded(PlaneSubjects.MOST);
    assertThat(colors(held(owner)))
        .contains("caps: <orange>setpcap</> [<orange>open-ended-bounding</>]\n");
  }

  @Test
  void ambientIsOrange() {
    assertThat(colors(held(PlaneOwner.of(7, "d").ambient("kill", "net_raw"))))
        .contains("caps: kill, <yellow>net_raw</> [<orange>ambient-present</>]\n")
        .contains("├─ ambient: <orange>kill, net_raw</>\n")
        .contains("<yellow>privileged-caps</>");
  }

  @Test
  void privilegedIsWhatIsEffective() {
    PlaneOwner inheritable = PlaneOwner.of(7, "d").caps(INHERITABLE, "sys_admin").holds("kill");
    assertThat(tree(held(inheritable))).doesNotContain("privileged-caps");
    for (String name :
        List.of("sys_admin", "sys_ptrace", "dac_read_search", "net_admin", "net_raw")) {
      assertThat(tree(held(PlaneOwner.of(7, "d").holds(name)))).contains("privileged-caps");
    }
    assertThat(tree(held(PlaneOwner.of(7, "d").holds("setuid", "sys_module"))))
        .doesNotContain("privileged-caps");
  }

  @Test
  void defensesAreGreenWhereTheyAreOnAndYellowWhereTheyAreOff() {
    PlaneOwner strict =
        PlaneOwner.of(7, "d").uid(1).noNewPrivs(Reading.of(true)).seccomp(Reading.of(1));
    assertThat(colors(held(strict)))
        .contains("caps: <green>(none)</>\n")
        .contains("runs_as_nonroot: <green>yes</>\n")
        .contains("no_new_privs: <green>yes</>\n")
        .contains("seccomp: <green>strict</>\n");
    assertThat(colors(held(PlaneOwner.of(7, "d").seccomp(Reading.of(2)))))
        .contains("runs_as_nonroot: <yellow>no</>\n")
        .contains("no_new_privs: <yellow>no</>\n")
        .contains("seccomp: <green>filter</>\n");
    assertThat(colors(held(PlaneOwner.of(7, "d").seccomp(Reading.of(9))))).contains("seccomp: 9\n");
  }

  /** netcap has all but unconfined_t green. */
  @Test
  void aLabelIsGreenOnlyWhereItConfines() {
    assertThat(label("system_u:system_r:httpd_t:s0")).isEqualTo("<green>");
    assertThat(label("unconfined_u:unconfined_r:unconfined_t:s0")).isEqualTo("<orange>");
    assertThat(label("/usr/bin/a (enforce)")).isEqualTo("<green>");
    assertThat(label("/usr/bin/a (kill)")).isEqualTo("<green>");
    assertThat(label("/usr/bin/a (complain)")).isEqualTo("<yellow>");
    assertThat(label("unconfined")).isEqualTo("<yellow>");
    assertThat(label("System")).isEqualTo("<green>");
    assertThat(label("two words")).isEmpty();
  }

  private static String label(String text) {
    String line =
        colors(held(PlaneOwner.of(7, "d").label(text)))
            .lines()
            .filter(each -> each.contains("lsm: "))
            .findFirst()
            .orElseThrow();
    assertThat(line.replaceAll("<[a-z]*/?>", "")).endsWith("lsm: " + text);
    return line.contains("<") ? line.replaceAll(".*lsm: (<[a-z]+>).*", "$1") : "";
  }

  @Test
  void whatSeesFramesOrPacketsIsYellow() {
    assertThat(colors(PlaneSubjects.mirrored()))
        .contains(" <yellow>raw</>\n")
        .contains(" <yellow>raw6</>\n")
        .contains(" <yellow>packet</>\n")
        .contains(" tcp\n");
    assertThat(colors(PlaneSubjects.host().with(new XdpSocket(3, 0, 1))))
        .contains(" <yellow>xdp</>\n");
    assertThat(
            colors(
                PlaneSubjects.host()
                    .with(new BluetoothSocket(SocketFamily.HCI, 1), PlaneOwner.of(7, "bt"))
                    .with(new BluetoothSocket(SocketFamily.RFCOMM, 1), PlaneOwner.of(7, "bt"))))
        .contains("└─ BLUETOOTH\n   └─ hci?\n      ├─ <yellow>hci</>\n")
        .contains("      └─ rfcomm\n")
        .contains("<yellow>proximity-plane</>");
  }

  @Test
  void machinesAreDrawnWithoutInterfaces() {
    VsockSocket socket = new VsockSocket(1, 10, VsockSocket.ANY, 22, 0, 0, 1);
    assertThat(colors(PlaneSubjects.host().with(socket, PlaneOwner.of(7, "sshd").uid(1))))
        .startsWith("└─ VSOCK\n   └─ stream:cid=ANY:22\n      └─ sshd (pid=7 uid=1 ")
        .contains("├─ <yellow>hypervisor-plane</>\n")
        .contains("└─ ssh-on-vsock-port-22\n");
  }

  @Test
  void nothingThatWasChosenByOthersReachesTheTerminal() {
    ByteString hostile = new ByteString("a\nb\u001b[31m\\\u0080\u00ff");
    PlaneSubjects subjects =
        PlaneSubjects.empty()
            .nic(new ByteString("e\u001bh"), "10.0.0.1")
            .with(
                listener(SocketFamily.TCP, "10.0.0.1", 80),
                PlaneOwner.of(7, "")
                    .comm(hostile)
                    .exe(Reading.of(hostile))
                    .unit(Reading.of(hostile)));
    String safe = "a\\x0Ab\\x1B[31m\\\\\\x80\\xFF";
    assertThat(tree(subjects))
        .contains("   └─ e\\x1Bh\n")
        .contains(safe + " (pid=7 uid=0 exe=" + safe + " unit=" + safe + ")\n");
  }
}
