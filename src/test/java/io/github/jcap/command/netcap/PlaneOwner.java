package io.github.jcap.command.netcap;

import static io.github.jcap.cap.SetKind.AMBIENT;
import static io.github.jcap.cap.SetKind.BOUNDING;
import static io.github.jcap.cap.SetKind.EFFECTIVE;
import static io.github.jcap.cap.SetKind.INHERITABLE;
import static io.github.jcap.cap.SetKind.PERMITTED;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Capability;
import io.github.jcap.cap.Ids;
import io.github.jcap.cap.SetKind;
import io.github.jcap.cap.ThreadCaps;
import io.github.jcap.kernel.Accounts;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.LsmLabel;
import io.github.jcap.proc.PidStatus;
import io.github.jcap.proc.ProcessSnapshot;
import io.github.jcap.proc.TaskId;
import io.github.jcap.proc.Workload;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A process that holds a socket, in words; root without capabilities unless told otherwise. */
final class PlaneOwner {
  private final int pid;
  private ByteString comm;
  private Ids uid = Ids.all(0);
  private final Map<SetKind, CapSet> sets = new EnumMap<>(SetKind.class);
  private Reading<Boolean> noNewPrivs = Reading.of(false);
  private Reading<Integer> seccomp = Reading.of(0);
  private Reading<ByteString> exe = Reading.of(ByteString.of("/usr/bin/python3.11"));
  private Reading<ByteString> unit = Reading.absent();
  private Reading<LsmLabel> label = Reading.absent();
  private boolean unreadable;

  private PlaneOwner(int pid, String comm) {
    this.pid = pid;
    this.comm = ByteString.of(comm);
  }

  static PlaneOwner of(int pid, String comm) {
    return new PlaneOwner(pid, comm);
  }

  /** Names the capabilities of a set. */
  PlaneOwner caps(SetKind kind, String... names) {
    long mask = 0;
    for (String name : names) {
      mask |= 1L << Capability.valueOf(name.toUpperCase(Locale.ROOT)).number();
    }
    return set(kind, new CapSet(mask));
  }

  PlaneOwner set(SetKind kind, CapSet set) {
    sets.put(kind, set);
    return this;
  }

  PlaneOwner holds(String... names) {
    return caps(EFFECTIVE, names).caps(PERMITTED, names);
  }

  PlaneOwner ambient(String... names) {
    return holds(names).caps(INHERITABLE, names).caps(AMBIENT, names);
  }

  PlaneOwner bounded(CapSet set) {
    return set(BOUNDING, set);
  }

  PlaneOwner comm(ByteString name) {
    comm = name;
    return this;
  }

  PlaneOwner uid(int id) {
    uid = Ids.all(id);
    return this;
  }

  PlaneOwner uids(int real, int effective) {
    uid = new Ids(real, effective, effective, effective);
    return this;
  }

  PlaneOwner noNewPrivs(Reading<Boolean> value) {
    noNewPrivs = value;
    return this;
  }

  PlaneOwner seccomp(Reading<Integer> mode) {
    seccomp = mode;
    return this;
  }

  PlaneOwner exe(Reading<ByteString> path) {
    exe = path;
    return this;
  }

  PlaneOwner unit(Reading<ByteString> name) {
    unit = name;
    return this;
  }

  PlaneOwner label(String text) {
    return label(LsmLabel.parse(text.getBytes(UTF_8)));
  }

  PlaneOwner label(Reading<LsmLabel> read) {
    label = read;
    return this;
  }

  /** Nothing of it could be read. */
  PlaneOwner unreadable() {
    unreadable = true;
    exe = Reading.unknown();
    unit = Reading.unknown();
    label = Reading.unknown();
    return this;
  }

  private CapSet set(SetKind kind) {
    return sets.getOrDefault(kind, CapSet.EMPTY);
  }

  private PidStatus status() {
    return new PidStatus(
        comm,
        'S',
        1,
        0,
        uid,
        uid,
        List.of(),
        Reading.of(false),
        Reading.of(1),
        new ThreadCaps(
            set(EFFECTIVE), set(PERMITTED), set(INHERITABLE), set(BOUNDING), set(AMBIENT)),
        noNewPrivs,
        seccomp,
        Reading.absent());
  }

  NetcapOwner owner() {
    ProcessSnapshot process =
        new ProcessSnapshot(
            TaskId.leader(pid),
            unreadable ? Reading.unknown() : Reading.of(status()),
            Reading.absent(),
            exe,
            Reading.absent(),
            Reading.absent(),
            label,
            Reading.absent(),
            Reading.absent(),
            Reading.absent(),
            Map.of(),
            Reading.absent(),
            Reading.absent(),
            Reading.absent(),
            Reading.absent(),
            Reading.absent());
    Workload workload =
        new Workload(unit, Reading.absent(), Reading.absent(), Reading.absent(), Reading.absent());
    return new NetcapOwner(process, Accounts.none(), workload, Reading.of(1));
  }
}
