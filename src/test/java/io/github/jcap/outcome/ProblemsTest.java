package io.github.jcap.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The tally of what could not be learned, and the errors' names. */
class ProblemsTest {
  private static Problem refused(String subject) {
    return Problem.of("readlink /proc/<pid>/exe", Errno.EACCES, subject, "needs CAP_SYS_PTRACE");
  }

  @Test
  void eachSortIsKeptOnceWithItsCountAndFirstSubject() {
    Problems problems = new Problems();
    problems.add(refused("/proc/10/exe"));
    problems.add(refused("/proc/9/exe"));
    problems.add(Problem.of("readlink /proc/<pid>/exe", Errno.EIO, "/proc/8/exe", ""));
    assertThat(problems.sorts())
        .extracting(sort -> sort.count() + " " + sort.first())
        .containsExactly(
            "2 readlink /proc/<pid>/exe: EACCES (/proc/9/exe)",
            "1 readlink /proc/<pid>/exe: EIO (/proc/8/exe)");
  }

  @Test
  void whatIsSaidDoesNotDependOnTheOrder() {
    List<Problem> all = new ArrayList<>();
    for (int pid = 1; pid <= 40; pid++) {
      all.add(refused("/proc/" + pid + "/exe"));
      all.add(Problem.of("read /proc/<pid>/status", Errno.EIO, "/proc/" + pid + "/status", ""));
    }
    Problems first = new Problems();
    all.forEach(first::add);
    SplittableRandom random = new SplittableRandom(2);
    for (int round = 0; round < 50; round++) {
      Problems one = new Problems();
      Problems other = new Problems();
      while (!all.isEmpty() && one.sorts().stream().mapToLong(Problems.Sort::count).sum() < 30) {
        one.add(all.get(random.nextInt(all.size())));
      }
      List<Problem> left = new ArrayList<>(all);
      Problems whole = new Problems();
      while (!left.isEmpty()) {
        Problem next = left.remove(random.nextInt(left.size()));
        (random.nextBoolean() ? whole : other).add(next);
      }
      whole.addAll(other);
      assertThat(whole.sorts()).isEqualTo(first.sorts());
    }
  }

  @Test
  void errorsAreOfTheKindThatTheirErrnoSays() {
    assertThat(Problem.of("x", Errno.EPERM, "s", "").kind()).isEqualTo(Problem.Kind.DENIED);
    assertThat(Problem.of("x", Errno.EACCES, "s", "").kind()).isEqualTo(Problem.Kind.DENIED);
    assertThat(Problem.of("x", Errno.ENOSYS, "s", "").kind()).isEqualTo(Problem.Kind.UNSUPPORTED);
    assertThat(Problem.of("x", Errno.EMFILE, "s", "").kind()).isEqualTo(Problem.Kind.IO);
  }

  @Test
  void errorsAreKnownByNumberAndByText() {
    for (Errno errno : Errno.values()) {
      assertThat(Errno.of(errno.number())).isEqualTo(errno);
    }
    assertThat(Errno.ofText("No such process")).contains(Errno.ESRCH);
    assertThat(Errno.ofText("Aucun processus")).isEmpty();
    assertThat(Errno.of(0)).isEqualTo(Errno.EIO);
    assertThat(Errno.of(41)).isEqualTo(Errno.EIO);
    assertThat(Errno.of(4096)).isEqualTo(Errno.EIO);
  }

  /** jnr-constants has its own table of them, made from the C headers. */
  @Test
  void numbersAreThoseOfTheCHeaders() {
    for (Errno errno : Errno.values()) {
      jnr.constants.platform.Errno other = jnr.constants.platform.Errno.valueOf(errno.number());
      if (other.defined() && other.intValue() == errno.number()) {
        assertThat(other.name()).isIn(errno.name(), "EDEADLOCK", "ENOTSUP", "EWOULDBLOCK");
      }
    }
  }

  @Test
  void aProblemIsUnknownAndCountedAndAGoneSubjectIsNeither() {
    Problems problems = new Problems();
    assertThat(Outcome.gone().orReport(problems)).isEqualTo(Reading.absent());
    assertThat(problems.isEmpty()).isTrue();
    assertThat(Outcome.failed(refused("/proc/1/exe")).orReport(problems).isUnknown()).isTrue();
    assertThat(problems.isEmpty()).isFalse();
    assertThat(Outcome.found(1).map(n -> n + 1).orReport(problems)).isEqualTo(Reading.of(2));
  }

  @Test
  void unknownAndAbsentStayWhatTheyAre() {
    assertThat(Reading.unknown().map(Object::toString).isUnknown()).isTrue();
    assertThat(Reading.absent().flatMap(Reading::of)).isEqualTo(Reading.absent());
    assertThat(Reading.of(1).flatMap(n -> Reading.unknown()).isUnknown()).isTrue();
  }
}
