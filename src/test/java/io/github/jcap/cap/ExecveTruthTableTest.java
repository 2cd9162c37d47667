package io.github.jcap.cap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Every combination of what execve heeds, beside the formula told in booleans: {@link
 * ExecveOracle}.
 */
class ExecveTruthTableTest {
  private static final int LAST = 19;
  private static final long OWN = 1000;
  private static final long OTHER = 1001;
  private static final long GROUP = 100;
  private static final long SUPPLEMENTARY = 101;
  private static final long STRANGE = 102;
  private static final CapSet SETUID = CapSet.of(Capability.SETUID);

  /** One capability of a caller: the ten that can be, since ambient is within P and I. */
  private enum Bit {
    NOTHING(""),
    P("P"),
    I("I"),
    PI("PI"),
    PIA("PIA"),
    X("X"),
    PX("PX"),
    IX("IX"),
    PIX("PIX"),
    PIAX("PIAX");

    private final String in;

    Bit(String in) {
      this.in = in;
    }

    /** What a caller holds of each of these capabilities. */
    ThreadCaps of(CapSet these, CapSet effective) {
      return new ThreadCaps(
          effective, in('P', these).or(effective), in('I', these), in('X', these), in('A', these));
    }

    private CapSet in(char letter, CapSet these) {
      return in.indexOf(letter) >= 0 ? these : CapSet.EMPTY;
    }
  }

  private static ThreadCaps join(ThreadCaps a, ThreadCaps b) {
    return new ThreadCaps(
        a.effective().or(b.effective()),
        a.permitted().or(b.permitted()),
        a.inheritable().or(b.inheritable()),
        a.bounding().or(b.bounding()),
        a.ambient().or(b.ambient()));
  }

  /** The ten side by side, from capability 10 on. */
  private static ThreadCaps sideBySide(CapSet effective) {
    ThreadCaps all = Bit.NOTHING.of(CapSet.EMPTY, effective);
    for (Bit bit : Bit.values()) {
      all = join(all, bit.of(one(bit), CapSet.EMPTY));
    }
    return all;
  }

  @SuppressWarnings("EnumOrdinal") // a place for each
  private static CapSet one(Bit bit) {
    return CapSet.of(1L << (10 + bit.ordinal()));
  }

  private static final CapSet PLACES = CapSet.of(0x3ffL << 10);

  private static List<Image.Attribute> attributes() {
    List<Image.Attribute> attributes =
        new ArrayList<>(List.of(Image.Attribute.NONE, Image.Attribute.MALFORMED));
    for (int bits = 0; bits < 8; bits++) {
      FileCaps caps =
          FileCaps.of(
              (bits & 1) != 0 ? PLACES : CapSet.EMPTY,
              (bits & 2) != 0 ? PLACES : CapSet.EMPTY,
              (bits & 4) != 0);
      attributes.add(new Image.Attribute.Caps(caps, Image.Standing.COUNTS));
    }
    for (Image.Standing standing :
        List.of(Image.Standing.FOREIGN_ROOTID, Image.Standing.DISABLED)) {
      attributes.add(new Image.Attribute.Caps(FileCaps.of(PLACES, PLACES, true), standing));
      attributes.add(
          new Image.Attribute.Caps(FileCaps.of(CapSet.EMPTY, CapSet.EMPTY, false), standing));
    }
    return attributes;
  }

  /** The set-id bits of files: their owners and groups, empty for one without a number here. */
  private static List<Image> files() {
    List<Image> files = new ArrayList<>();
    for (OptionalLong owner :
        List.of(
            OptionalLong.of(0),
            OptionalLong.of(OWN),
            OptionalLong.of(OTHER),
            OptionalLong.empty())) {
      for (OptionalLong group :
          List.of(
              OptionalLong.of(GROUP),
              OptionalLong.of(SUPPLEMENTARY),
              OptionalLong.of(STRANGE),
              OptionalLong.empty())) {
        for (int bits = 0; bits < 4; bits++) {
          files.add(
              new Image(
                  Image.Attribute.NONE,
                  (bits & 1) != 0,
                  (bits & 2) != 0,
                  owner,
                  group,
                  Image.Trust.TRUSTED,
                  Optional.empty()));
        }
      }
    }
    // Without its bit it matters of an owner or group only whether it has a number.
    files.removeIf(
        file ->
            (!file.setuid() && file.owner().isPresent() && file.owner().getAsLong() != 0)
                || (!file.setgid()
                    && file.group().isPresent()
                    && file.group().getAsLong() != GROUP));
    return files;
  }

  private static List<Image> images() {
    List<Image> images = new ArrayList<>();
    for (Image file : files()) {
      for (Image.Attribute attribute : attributes()) {
        for (Image.Trust trust : Image.Trust.values()) {
          images.add(file.with(attribute).on(trust));
        }
      }
    }
    return images;
  }

  private static final List<Ids> UIDS =
      List.of(
          Ids.all(0),
          Ids.all(OWN),
          new Ids(0, OWN, OWN, OWN),
          new Ids(OWN, 0, 0, 0),
          new Ids(OWN, OTHER, 0, OTHER));
  private static final List<Ids> GIDS =
      List.of(Ids.all(GROUP), new Ids(GROUP, STRANGE, GROUP, GROUP));
  private static final List<Set<Execve.Unsafe>> UNSAFE =
      List.of(Set.of(), Set.of(Execve.Unsafe.TRACED), EnumSet.allOf(Execve.Unsafe.class));

  private static Securebits securebits(boolean noroot) {
    return new Securebits(noroot ? Securebits.Flag.NOROOT.mask() : 0);
  }

  /** All callers but for their sets. */
  private static List<Credentials> callers() {
    List<Credentials> callers = new ArrayList<>();
    for (Ids uid : UIDS) {
      for (Ids gid : GIDS) {
        for (boolean noroot : new boolean[] {false, true}) {
          for (boolean noNewPrivs : new boolean[] {false, true}) {
            for (CapSet effective : List.of(CapSet.EMPTY, SETUID)) {
              callers.add(
                  new Credentials(
                      uid,
                      gid,
                      List.of(SUPPLEMENTARY),
                      sideBySide(effective),
                      securebits(noroot),
                      noNewPrivs));
            }
          }
        }
      }
    }
    return callers;
  }

  private static List<Execve> kernels() {
    return List.of(
        new Execve(Execve.IdChange.FROM_REAL, LAST),
        new Execve(Execve.IdChange.FROM_EFFECTIVE, LAST));
  }

  @Test
  void everyRowIsAsTheFormulaSays() {
    List<Image> images = images();
    long rows =
        callers().parallelStream()
            .mapToLong(
                caller -> {
                  long compared = 0;
                  for (Image image : images) {
                    for (Set<Execve.Unsafe> unsafe : UNSAFE) {
                      for (Execve kernel : kernels()) {
                        compared += compareRows(kernel, caller, unsafe, image);
                      }
                    }
                  }
                  return compared;
                })
            .sum();
    assertThat(rows).isGreaterThan(6_000_000);
  }

  /**
   * The ten side by side where none can stop the others; each alone where the file's effective flag
   * lets one stop all.
   */
  private static int compareRows(
      Execve kernel, Credentials caller, Set<Execve.Unsafe> unsafe, Image image) {
    compare(kernel, caller, unsafe, image);
    boolean mayRefuseAll =
        image.trust() == Image.Trust.TRUSTED
            && image.attribute() instanceof Image.Attribute.Caps known
            && known.standing() == Image.Standing.COUNTS
            && known.caps().effective()
            && !known.caps().permitted().isEmpty();
    if (mayRefuseAll) {
      CapSet effective = caller.capabilities().effective();
      for (Bit bit : Bit.values()) {
        Image only = image.with(narrow(image.attribute(), one(bit)));
        compare(kernel, caller.with(bit.of(one(bit), effective)), unsafe, only);
      }
    }
    return Bit.values().length;
  }

  private static Image.Attribute narrow(Image.Attribute attribute, CapSet only) {
    Image.Attribute.Caps known = (Image.Attribute.Caps) attribute;
    FileCaps caps = known.caps();
    return new Image.Attribute.Caps(
        FileCaps.of(caps.permitted().and(only), caps.inheritable().and(only), caps.effective()),
        known.standing());
  }

  private static void compare(
      Execve kernel, Credentials old, Set<Execve.Unsafe> unsafe, Image image) {
    Execution execution = kernel.apply(old, unsafe, image);
    ExecveOracle oracle = new ExecveOracle(kernel, old, unsafe, image);
    Optional<String> difference = difference(old, execution, oracle);
    if (difference.isPresent()) {
      List<Object> told =
          List.of(difference.get(), kernel, "caller", old, unsafe, image, "execution", execution);
      throw new AssertionError(told);
    }
  }

  private static Optional<String> difference(
      Credentials old, Execution execution, ExecveOracle oracle) {
    Credentials after = execution.after();
    if (!execution.error().equals(oracle.error)) {
      return Optional.of("errno is not " + oracle.error);
    }
    if (execution.secure() != oracle.secure) {
      return Optional.of("secure execution is not " + oracle.secure);
    }
    if (execution.reasons().isEmpty()) {
      return Optional.of("no reason is told");
    }
    ThreadCaps sets = after.capabilities();
    boolean fails = execution.error().isPresent();
    Set<Missing> missing = new TreeSet<>(MISSING);
    for (int n = 0; n <= LAST; n++) {
      for (Withholder by : oracle.missing(n)) {
        missing.add(new Missing(n, by));
      }
      if (!fails
          && (sets.permitted().contains(n) != oracle.permitted(n)
              || sets.effective().contains(n) != oracle.effective(n)
              || sets.ambient().contains(n) != oracle.ambient(n))) {
        return Optional.of("capability " + n + " is not as the formula says");
      }
    }
    Set<Missing> told = new TreeSet<>(MISSING);
    told.addAll(execution.missing());
    if (!told.equals(missing) || told.size() != execution.missing().size()) {
      return Optional.of("missing is not " + missing);
    }
    if (fails) {
      return after.equals(old) ? Optional.empty() : Optional.of("the caller changed");
    }
    Credentials expected =
        new Credentials(
            new Ids(old.uid().real(), oracle.euid, oracle.euid, oracle.euid),
            new Ids(old.gid().real(), oracle.egid, oracle.egid, oracle.egid),
            old.groups(),
            sets,
            new Securebits(old.securebits().bits() & ~0x10),
            old.noNewPrivs());
    if (!after.equals(expected)) {
      return Optional.of("it is not " + expected);
    }
    boolean keeps =
        sets.inheritable().equals(old.capabilities().inheritable())
            && sets.bounding().equals(old.capabilities().bounding());
    return keeps && sets.violations().isEmpty()
        ? Optional.empty()
        : Optional.of("inheritable or bounding changed, or the sets are not sound");
  }

  private static final Comparator<Missing> MISSING =
      Comparator.comparingInt(Missing::capability).thenComparing(Missing::by);

  /** Any masks, in which each capability must be what it would be alone. */
  @Test
  void capabilitiesDoNotTouchEachOther() {
    SplittableRandom random = new SplittableRandom(42);
    List<Image> images = images();
    List<Credentials> callers = callers();
    List<Execve> kernels = kernels();
    int refused = 0;
    for (int round = 0; round < 60_000; round++) {
      CapSet permitted = mask(random);
      CapSet inheritable = mask(random);
      Credentials caller =
          pick(random, callers)
              .with(
                  new ThreadCaps(
                      permitted.and(mask(random)),
                      permitted,
                      inheritable,
                      mask(random),
                      permitted.and(inheritable).and(mask(random))));
      Image drawn = pick(random, images);
      Image image = random.nextInt(3) == 0 ? drawn : drawn.on(Image.Trust.TRUSTED);
      if (image.attribute() instanceof Image.Attribute.Caps known) {
        FileCaps caps =
            FileCaps.of(CapSet.of(anyMask(random)), mask(random), known.caps().effective());
        // Often enough one that is obtained.
        if (random.nextInt(2) == 0) {
          caps =
              FileCaps.of(
                  caps.permitted().and(caller.capabilities().bounding()),
                  caps.inheritable(),
                  caps.effective());
        }
        image = image.with(new Image.Attribute.Caps(caps, known.standing()));
      }
      Execve kernel = pick(random, kernels);
      Set<Execve.Unsafe> unsafe = pick(random, UNSAFE);
      compare(kernel, caller, unsafe, image);
      refused += kernel.apply(caller, unsafe, image).succeeds() ? 0 : 1;
    }
    assertThat(refused).isBetween(1_000, 20_000);
  }

  private static <T> T pick(SplittableRandom random, List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  /** Half of all, few or nearly all. */
  private static CapSet mask(SplittableRandom random) {
    return CapSet.of(anyMask(random)).and(CapSet.all(LAST));
  }

  private static long anyMask(SplittableRandom random) {
    long one = random.nextLong();
    long two = random.nextLong();
    return switch (random.nextInt(3)) {
      case 0 -> one;
      case 1 -> one & two;
      default -> one | two;
    };
  }
}
