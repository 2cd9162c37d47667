package io.github.jcap.command.netcap;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Capability;
import io.github.jcap.cap.NgText;
import io.github.jcap.command.CapTone;
import io.github.jcap.command.netcap.PlaneTree.Node;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.LsmLabel;
import io.github.jcap.proc.PidStatus;
import io.github.jcap.render.Tone;
import io.github.jcap.render.TonedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who answers at an endpoint, and what is known of him, as nodes of the tree. What could not be
 * read is a {@code ?} without colour.
 */
final class PlaneDetails {
  private static final String UNKNOWN = "?";
  private static final String NONE = "(none)";
  private static final Optional<Tone> ALARM = Optional.of(Tone.ALARM);
  private static final Optional<Tone> CAUTION = Optional.of(Tone.CAUTION);
  private static final Optional<Tone> GOOD = Optional.of(Tone.GOOD);

  private PlaneDetails() {}

  /** {@return the processes at an endpoint, and what no process is known to hold} */
  static List<Node> holders(PlaneEndpoint endpoint) {
    List<Node> nodes = new ArrayList<>();
    for (Published port : endpoint.published()) {
      nodes.add(
          Node.leaf(
              TonedText.of(
                  "published as "
                      + port.address().escaped()
                      + ":"
                      + port.port()
                      + " by "
                      + port.by())));
    }
    for (PlaneProcess process : endpoint.processes()) {
      nodes.add(Node.plain(name(process), () -> details(process, endpoint)));
    }
    for (PlaneEndpoint.Unowned each : PlaneEndpoint.Unowned.values()) {
      if (endpoint.unowned().contains(each)) {
        nodes.add(Node.plain(each.label(), () -> details(each, endpoint)));
      }
    }
    return nodes;
  }

  private static List<Node> details(PlaneEndpoint.Unowned unowned, PlaneEndpoint endpoint) {
    List<Node> nodes = new ArrayList<>(2);
    if (unowned == PlaneEndpoint.Unowned.UNKNOWN) {
      nodes.add(Node.leaf(TonedText.of("caps: " + UNKNOWN)));
    }
    nodes.add(Node.plain("flags", () -> flags(endpoint.ownFlags(), Optional.empty())));
    return nodes;
  }

  /** The effective uid only where it is another: netcap shows the real one alone. */
  private static String name(PlaneProcess process) {
    StringBuilder text = new StringBuilder(80);
    Reading<PidStatus> status = process.owner().status();
    text.append(status.known().map(read -> read.comm().escaped()).orElse(UNKNOWN));
    text.append(" (pid=").append(process.pid());
    text.append(" uid=");
    text.append(status.known().map(read -> Long.toString(read.uid().real())).orElse(UNKNOWN));
    if (status instanceof Reading.Value<PidStatus> read
        && read.value().uid().real() != read.value().uid().effective()) {
      text.append(" euid=").append(read.value().uid().effective());
    }
    append(text, " exe=", process.exe());
    append(text, " unit=", process.unit());
    return text.append(')').toString();
  }

  private static void append(StringBuilder text, String name, Reading<ByteString> bytes) {
    if (!(bytes instanceof Reading.Absent)) {
      text.append(name).append(bytes.known().map(ByteString::escaped).orElse(UNKNOWN));
    }
  }

  private static List<Node> details(PlaneProcess process, PlaneEndpoint endpoint) {
    List<Node> nodes = new ArrayList<>(4);
    nodes.add(Node.leaf(caps(process)));
    if (process.ambient() instanceof Reading.Value<CapSet> ambient) {
      nodes.add(
          Node.leaf(
              TonedText.startingWith("ambient: ")
                  .add(NgText.list(ambient.value()), ALARM)
                  .build()));
    }
    nodes.add(Node.plain("defenses", () -> defenses(process)));
    nodes.add(Node.plain("flags", () -> flags(endpoint.flagsOf(process), toneOf(process))));
    return nodes;
  }

  private static TonedText caps(PlaneProcess process) {
    TonedText.Builder text = TonedText.startingWith("caps: ");
    if (!(process.permitted() instanceof Reading.Value<CapSet> read)) {
      return text.add(UNKNOWN).build();
    }
    CapSet permitted = read.value();
    if (process.full()) {
      return text.add("(full)", ALARM).build();
    }
    if (permitted.isEmpty()) {
      return text.add(NONE, GOOD).build();
    }
    String separator = "";
    for (long left = permitted.mask(); left != 0; left &= left - 1) {
      CapSet one = CapSet.of(Long.lowestOneBit(left));
      text.add(separator).add(NgText.list(one), CapTone.of(one));
      separator = ", ";
    }
    if (process.ambient() instanceof Reading.Value) {
      text.add(" [").add("ambient-present", ALARM).add("]");
    }
    if (process.openEnded().known().orElse(false)) {
      // Who has setpcap may take what the bounding set leaves into his inheritable set.
      boolean reachable = permitted.contains(Capability.SETPCAP);
      text.add(" [").add("open-ended-bounding", reachable ? ALARM : Optional.empty()).add("]");
    }
    return text.build();
  }

  private static Optional<Tone> toneOf(PlaneProcess process) {
    return process.full() ? ALARM : process.permitted().known().flatMap(CapTone::of);
  }

  private static List<Node> defenses(PlaneProcess process) {
    List<Node> nodes = new ArrayList<>(4);
    nodes.add(yesOrNo("runs_as_nonroot: ", process.nonroot()));
    nodes.add(yesOrNo("no_new_privs: ", process.noNewPrivs()));
    String mode = process.seccomp().known().orElse(UNKNOWN);
    nodes.add(Node.leaf(TonedText.startingWith("seccomp: ").add(mode, seccompTone(mode)).build()));
    Reading<LsmLabel> label = process.snapshot().label();
    if (label instanceof Reading.Value<LsmLabel> read) {
      nodes.add(
          Node.leaf(
              TonedText.startingWith("lsm: ")
                  .add(read.value().text().escaped(), tone(read.value()))
                  .build()));
    } else if (label.isUnknown()) {
      nodes.add(Node.leaf(TonedText.of("lsm: " + UNKNOWN)));
    }
    return nodes;
  }

  /** Absent on a kernel that does not tell: netcap's word for that stays. */
  private static Node yesOrNo(String name, Reading<Boolean> value) {
    if (value instanceof Reading.Value<Boolean> read) {
      boolean yes = read.value();
      return Node.leaf(
          TonedText.startingWith(name).add(yes ? "yes" : "no", yes ? GOOD : CAUTION).build());
    }
    return Node.leaf(TonedText.of(name + (value.isUnknown() ? UNKNOWN : "unknown")));
  }

  private static Optional<Tone> seccompTone(String mode) {
    return switch (mode) {
      case "filter", "strict" -> GOOD;
      case "disabled" -> CAUTION;
      default -> Optional.empty();
    };
  }

  /** Green only what confines: netcap has every label but unconfined_t so. */
  private static Optional<Tone> tone(LsmLabel label) {
    return switch (label.lsm()) {
      case APPARMOR ->
          label
              .appArmor()
              .known()
              .map(profile -> confines(profile.mode()) ? Tone.GOOD : Tone.CAUTION);
      case SELINUX ->
          label
              .selinux()
              .known()
              .map(
                  context ->
                      label.text().latin1().contains("unconfined_t") ? Tone.ALARM : Tone.GOOD);
      case SMACK -> GOOD;
      case UNKNOWN -> Optional.empty();
    };
  }

  private static boolean confines(String mode) {
    return mode.equals("enforce") || mode.equals("kill");
  }

  private static List<Node> flags(List<PlaneFlag> flags, Optional<Tone> privileged) {
    List<Node> nodes = new ArrayList<>(flags.size());
    for (PlaneFlag flag : flags) {
      Optional<Tone> tone = flag == PlaneFlag.PRIVILEGED_CAPS ? privileged : flag.tone();
      nodes.add(Node.leaf(TonedText.startingWith("").add(flag.label(), tone).build()));
    }
    if (nodes.isEmpty()) {
      nodes.add(Node.leaf(TonedText.of(NONE)));
    }
    return nodes;
  }
}
