package io.github.jcap.proc;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.jcap.cap.Ids;
import io.github.jcap.fixture.StatusText;
import io.github.jcap.fixture.Untrusted;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a tree of proc says, be it a copy that somebody made up, is read or refused. */
class ProcFuzzTest {
  private static final long HIGHEST_ID = 0xffff_ffffL;

  static Stream<byte[]> statuses() {
    return Untrusted.seeds(
        StatusText.root().bytes().latin1(),
        StatusText.user(1000).bytes().latin1(),
        "Name:\ta\\n"
            + "b\\\\\n"
            + "State:\tS (sleeping)\n"
            + "PPid:\t1\n"
            + "TracerPid:\t0\n"
            + "Uid:\t0\t0\t0\t4294967295\n"
            + "Gid:\t0\t0\t0\t0\n"
            + "Groups:\t0 4294967295 \n"
            + "Kthread:\t0\n"
            + "Threads:\t3\n"
            + "CapInh:\t0\n"
            + "CapPrm:\t000001ffffffffff\n"
            + "CapEff:\t8000000000000000\n"
            + "CapBnd:\t000001ffffffffff\n"
            + "CapAmb:\t0000000000000000\n"
            + "NoNewPrivs:\t1\n"
            + "Seccomp:\t2\n"
            + "Seccomp_filters:\t1\n"
            + "more:\t1\n");
  }

  @MethodSource("statuses")
  @FuzzTest
  void status(byte[] bytes) {
    Untrusted.parse(() -> PidStatus.parse(bytes))
        .ifPresent(
            status -> {
              assertIds(status.uid());
              assertIds(status.gid());
              assertThat(status.groups()).allMatch(ProcFuzzTest::isId);
              assertThat(status.ppid()).isNotNegative();
              assertThat(status.threads().known().orElse(0)).isNotNegative();
              assertThat(status.comm().length()).isLessThanOrEqualTo(bytes.length);
              assertThat(status.seccompMode().known().orElse("none")).isNotEmpty();
              assertThat(status.with(status.capabilities())).isEqualTo(status);
            });
  }

  private static void assertIds(Ids ids) {
    assertThat(List.of(ids.real(), ids.effective(), ids.saved(), ids.filesystem()))
        .allMatch(ProcFuzzTest::isId);
  }

  private static boolean isId(long id) {
    return id >= 0 && id <= HIGHEST_ID;
  }

  static Stream<byte[]> stats() {
    return Untrusted.seeds(
        "1 (a) b) S 0 1 1 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 77 1 2 3\n",
        "2 (kthreadd) S 0 0 0 0 -1 2129984 0 0 0 0 0 0 0 0 20 0 1 0 9223372036854775807 0\n",
        "4294967295\n",
        "1000",
        ")");
  }

  /** {@code stat}, and the files that hold one number. */
  @MethodSource("stats")
  @FuzzTest
  void stat(byte[] bytes) {
    Untrusted.parse(() -> PidStat.parse(bytes)).ifPresent(PidStat::kernelThread);
    Untrusted.parse(() -> AuditId.parse(bytes))
        .ifPresent(id -> assertThat(id.known().orElse(0L)).isBetween(0L, HIGHEST_ID - 1));
    ProcRoot.parsePid(ByteString.of(bytes).latin1()).ifPresent(pid -> assertThat(pid).isPositive());
    Untrusted.parse(() -> OpenSockets.inode("socket:[" + ByteString.of(bytes).latin1() + "]"));
  }

  static Stream<byte[]> cgroups() {
    return Untrusted.seeds(
        "0::/system.slice/nginx.service\n",
        "0::/user.slice/user-1000.slice/user@1000.service/app.slice/app-x.scope (deleted)\n",
        "4:memory:/docker/" + "a1".repeat(32) + "\n1:name=systemd:/init.scope\n0::/\n",
        "0::/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod"
            + "0123abcd_0123_4567_89ab_0123456789ab.slice/cri-containerd-"
            + "0f".repeat(32)
            + ".scope\n",
        "0::/machine.slice/libpod-" + "0f".repeat(32) + ".scope/container\n",
        "0::/../../lxc.payload.web/system.slice/x\\x2dy.service\n",
        "0::/kubepods/besteffort/pod0123abcd-0123-4567-89ab-0123456789ab/" + "0f".repeat(32));
  }

  @MethodSource("cgroups")
  @FuzzTest
  void cgroup(byte[] bytes) {
    Untrusted.parse(() -> PidCgroup.parse(bytes))
        .ifPresent(
            cgroup -> {
              assertThat(cgroup.hierarchies())
                  .allSatisfy(
                      one -> {
                        assertThat(one.id()).isNotNegative();
                        assertThat(one.path().latin1()).startsWith("/");
                        assertThat(one.unified()).isEqualTo(one.id() == 0);
                      });
              Workload whole = Workload.of(cgroup, true);
              Workload part = Workload.of(cgroup, false);
              assertThat(whole.container().known()).isEqualTo(part.container().known());
              assertThat(part.pod()).isNotInstanceOf(Reading.Absent.class);
              whole
                  .container()
                  .known()
                  .ifPresent(one -> assertThat(one.shortId().length()).isPositive());
            });
  }

  static Stream<byte[]> mounts() {
    return Untrusted.seeds(
        "36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw\n",
        "22 1 0:20 / /proc rw,nosuid - proc proc rw,hidepid=invisible\n",
        "1 1 0:1 /a\\040b /c\\134\\011 rw shared:2 x - fuse.sshfs  rw,a=b\n",
        "1 1 0:1 / /\u001b[2J rw\n");
  }

  @MethodSource("mounts")
  @FuzzTest
  void mountInfo(byte[] bytes) {
    Untrusted.parse(() -> MountInfo.parse(bytes))
        .ifPresent(
            mounts ->
                assertThat(mounts)
                    .allSatisfy(
                        mount -> {
                          assertThat(mount.options()).isNotEmpty();
                          assertThat(mount.superOptions()).isNotEmpty();
                        }));
  }

  static Stream<byte[]> maps() {
    return Untrusted.seeds(
        "         0          0 4294967295\n",
        "         0       1000          1\n         1     100000      65536\n",
        "0 4294967295 1\n",
        "4294967294 4294967294 1");
  }

  @MethodSource("maps")
  @FuzzTest
  void idMap(byte[] bytes) {
    Untrusted.parse(() -> IdMap.parse(bytes))
        .ifPresent(
            map -> {
              for (IdMap.Range range : map.ranges()) {
                map.inside(range.outside().known().orElse(0L))
                    .ifPresent(id -> assertThat(id).isBetween(0L, HIGHEST_ID - 1));
                map.outside(range.inside())
                    .ifPresent(id -> assertThat(id).isBetween(0L, HIGHEST_ID - 1));
                map.outside(range.inside() + range.count() - 1)
                    .ifPresent(id -> assertThat(id).isBetween(0L, HIGHEST_ID - 1));
              }
              if (map.ranges().size() == 1 && map.ranges().get(0).outside().known().isPresent()) {
                IdMap.Range only = map.ranges().get(0);
                long outside = map.outside(only.inside()).orElseThrow();
                assertThat(map.inside(outside)).hasValue(only.inside());
              }
              assertIds(map.inside(new Ids(0, 1, HIGHEST_ID - 1, HIGHEST_ID)));
            });
  }

  static Stream<byte[]> labels() {
    return Untrusted.seeds(
        "unconfined\n",
        "/usr/sbin/cupsd//&:ns://unconfined (enforce)\n",
        "a (complain)//&b (enforce)\n",
        "system_u:system_r:container_t:s0:c1,c5.c7\0",
        "user_u:role_r:type_t:s0-s15:c0.c1023\0",
        "kernel\0",
        "_",
        "a\0b\0\0c");
  }

  /** Labels of a security module, and the arguments, which are free bytes as well. */
  @MethodSource("labels")
  @FuzzTest
  void label(byte[] bytes) {
    LsmLabel.parse(bytes).known().ifPresent(ProcFuzzTest::assertLabel);
    LsmLabel.parseAppArmor(bytes)
        .known()
        .ifPresent(
            label -> {
              assertLabel(label);
              assertThat(label.lsm()).isEqualTo(LsmLabel.Lsm.APPARMOR);
            });
    Cmdline.parse(bytes)
        .known()
        .ifPresent(
            arguments -> {
              int length = arguments.stream().mapToInt(each -> each.length() + 1).sum();
              assertThat(length).isBetween(bytes.length, bytes.length + 1);
            });
  }

  private static void assertLabel(LsmLabel label) {
    assertThat(label.text().length()).isPositive();
    assertThat(label.lsm().word()).isNotEmpty();
    assertThat(label.appArmor().known().isPresent() && label.selinux().known().isPresent())
        .isFalse();
  }
}
