package io.github.jcap.proc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Ids;
import io.github.jcap.cap.SetKind;
import io.github.jcap.cap.ThreadCaps;
import io.github.jcap.fixture.ProcSubject;
import io.github.jcap.fixture.ProcTree;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Malformed;
import io.github.jcap.outcome.Reading;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /proc/<pid>/status} and {@code stat}. */
class PidStatusTest {
  /** As Linux 6.18 wrote it for a shell of root. */
  private static final String LINUX_6_18 =
      """
      Name:\tcat
      Umask:\t0022
      State:\tR (running)
      Tgid:\t18805
      Ngid:\t0
      Pid:\t18805
      PPid:\t18786
      TracerPid:\t0
      Uid:\t0\t0\t0\t0
      Gid:\t0\t0\t0\t0
      FDSize:\t256
      Groups:\t\s
      NStgid:\t18805
      NSpid:\t18805
      NSpgid:\t18786
      NSsid:\t28272
      Kthread:\t0
      VmPeak:\t    3060 kB
      CoreDumping:\t0
      THP_enabled:\t1
      untag_mask:\t0xffffffffffffffff
      Threads:\t1
      SigQ:\t1/96365
      SigCgt:\t0000000000000000
      CapInh:\t0000000000000000
      CapPrm:\t000001fffeffffff
      CapEff:\t000001fffeffffff
      CapBnd:\t000001fffeffffff
      CapAmb:\t0000000000000000
      NoNewPrivs:\t0
      Seccomp:\t0
      Seccomp_filters:\t0
      Speculation_Store_Bypass:\tthread vulnerable
      Cpus_allowed:\t3
      voluntary_ctxt_switches:\t0
      """;

  private static ProcSubject subject() {
    return ProcTree.at(Path.of("unused")).process(7).comm("seven");
  }

  @Test
  void theTextOfLinux618IsRead() {
    CapSet most = new CapSet(0x1fffeffffffL);
    assertThat(PidStatus.parse(LINUX_6_18.getBytes(US_ASCII)))
        .isEqualTo(
            new PidStatus(
                ByteString.of("cat"),
                'R',
                18786,
                0,
                new Ids(0, 0, 0, 0),
                new Ids(0, 0, 0, 0),
                List.of(),
                Reading.of(false),
                Reading.of(1),
                new ThreadCaps(most, most, CapSet.EMPTY, most, CapSet.EMPTY),
                Reading.of(false),
                Reading.of(0),
                Reading.of(0)));
  }

  @Test
  void supplementaryGroupsAreUnsignedAndMayBeNone() {
    assertThat(PidStatus.parse(subject().groups(4, 24, 4294967294L).status()).groups())
        .containsExactly(4L, 24L, 4294967294L);
    assertThat(PidStatus.parse(subject().groups().status()).groups()).isEmpty();
  }

  @Test
  void nothingAfterTheLastLineOfInterestIsLookedAt() {
    String text = new String(subject().status(), ISO_8859_1);
    byte[] odd = (text + "Uid:\tnot an id\n").getBytes(ISO_8859_1);
    assertThat(PidStatus.parse(odd)).isEqualTo(PidStatus.parse(subject().status()));
  }

  @Test
  void theFourIdsAreUnsignedAndInTheKernelsOrder() {
    PidStatus status = PidStatus.parse(subject().uids(1, 2, 3, 4294967295L).status());
    assertThat(status.uid()).isEqualTo(new Ids(1, 2, 3, 4294967295L));
  }

  @Test
  void eachSetIsItsOwn() {
    ProcSubject subject = subject();
    for (SetKind kind : SetKind.values()) {
      subject.caps(kind, new CapSet(1L << kind.letter() % 64));
    }
    ThreadCaps caps = PidStatus.parse(subject.status()).capabilities();
    for (SetKind kind : SetKind.values()) {
      assertThat(caps.get(kind)).as("%s", kind).isEqualTo(new CapSet(1L << kind.letter() % 64));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a\nb", "\\n", "\\", "a\\\\b", "x\nUid:\t0\t0\t0\t0", "", " ", "\u00ff", "\t\r"})
  void anyNameIsReadAsTheProcessChoseIt(String latin1) {
    ByteString name = new ByteString(latin1);
    assertThat(PidStatus.parse(subject().comm(name).uid(5).status()))
        .extracting(PidStatus::comm, status -> status.uid().real())
        .containsExactly(name, 5L);
  }

  @Test
  void linesOfLaterKernelsAreAbsentInEarlierOnes() {
    ProcSubject old =
        subject()
            .withoutLine("CapAmb")
            .withoutLine("NoNewPrivs")
            .withoutLine("Seccomp")
            .withoutLine("Seccomp_filters")
            .withoutLine("Threads")
            .withoutLine("Kthread");
    PidStatus status = PidStatus.parse(old.status());
    assertThat(status.capabilities().ambient()).isEqualTo(CapSet.EMPTY);
    assertThat(status.noNewPrivs()).isEqualTo(Reading.absent());
    assertThat(status.seccomp()).isEqualTo(Reading.absent());
    assertThat(status.seccompFilters()).isEqualTo(Reading.absent());
    assertThat(status.threads()).isEqualTo(Reading.absent());
    assertThat(status.kernelThread()).isEqualTo(Reading.absent());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Name", "State", "PPid", "Uid", "Gid", "CapInh", "CapPrm", "CapEff", "CapBnd"})
  void aLineThatEveryKernelHasIsNotGuessed(String key) {
    assertThatThrownBy(() -> PidStatus.parse(subject().withoutLine(key).status()))
        .isInstanceOf(Malformed.class)
        .hasMessage("no line " + key);
  }

  @Test
  void aFileThatEndsEarlyIsMalformed() {
    byte[] whole = subject().status();
    String text = new String(whole, ISO_8859_1);
    byte[] cut = text.substring(0, text.indexOf("CapBnd") + 12).getBytes(ISO_8859_1);
    assertThatThrownBy(() -> PidStatus.parse(cut)).hasMessage("no line CapBnd");
  }

  @Test
  void anyBytesAreReadOrMalformedAndTheMessageIsSafe() {
    SplittableRandom random = new SplittableRandom(7);
    for (int round = 0; round < 30_000; round++) {
      byte[] bytes = mutated(random, round % 2 == 0 ? subject().status() : subject().stat());
      try {
        if (round % 2 == 0) {
          PidStatus.parse(bytes);
        } else {
          PidStat.parse(bytes);
        }
      } catch (Malformed e) {
        assertThat(String.valueOf(e.getMessage()).chars()).noneMatch(Character::isISOControl);
      }
    }
  }

  private static byte[] mutated(SplittableRandom random, byte[] bytes) {
    byte[] copy = java.util.Arrays.copyOf(bytes, bytes.length - random.nextInt(bytes.length) / 4);
    for (int i = random.nextInt(1, 8); i > 0; i--) {
      copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
    }
    return copy;
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "x) R 1 (", ") ) )", "a\nb) S 9", "((", "\u00ff\u0000)"})
  void theNameOfStatMayHoldAnything(String latin1) {
    PidStat stat =
        PidStat.parse(subject().comm(new ByteString(latin1)).startTicks(123456789).stat());
    assertThat(stat.startTicks()).isEqualTo(123456789);
    assertThat(stat.kernelThread()).isFalse();
    assertThat(PidStat.parse(subject().kernelThread().stat()).kernelThread()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1 (a)",
        "1 (a) S 1 2 3",
        "1 (a) S 1 1 1 0 -1 x 0 0 0 0 0 0 0 0 20 0 1 0 5 "
      })
  void aStatThatIsNotOfTheFormIsMalformed(String text) {
    assertThatThrownBy(() -> PidStat.parse(text.getBytes(ISO_8859_1)))
        .isInstanceOf(Malformed.class);
  }
}
