package io.github.jcap.command.netcap;

import io.github.jcap.cap.Capability;
import io.github.jcap.command.CapsText;
import io.github.jcap.command.SetStyle;
import io.github.jcap.command.Workloads;
import io.github.jcap.kernel.Accounts;
import io.github.jcap.kernel.Netlinks;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.ProcRoot;
import io.github.jcap.proc.ProcessPart;
import io.github.jcap.proc.ProcessSnapshot;
import io.github.jcap.render.DocumentWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The sockets of every network namespace as {@code netcap --netns=all --json} writes them, for a
 * report that reads the processes itself: those without capabilities are owners too. What nobody
 * can hold, as a connection in TIME_WAIT, is left out.
 */
public final class SocketRecords {
  private static final SocketQuestion QUESTION =
      new SocketQuestion(false, SocketQuestion.States.USUAL, Set.of(), List.of(), false);

  private final Netcap netcap;
  private final NetcapRows rows;

  /**
   * Prepares to collect.
   *
   * @param live whether the tree shows the running kernel, which can then be asked as well
   * @param root where the files are that name namespaces
   * @param netlinks asks the kernel
   * @param self jcap itself, whose sockets are left out; absent where it is not in the tree
   * @param missing why a socket may not have been found
   * @param problems what else could not be learned
   */
  public SocketRecords(
      ProcRoot proc,
      boolean live,
      Path root,
      Supplier<Netlinks> netlinks,
      Accounts accounts,
      Workloads workloads,
      Reading<Integer> self,
      Problems missing,
      Problems problems) {
    this.netcap =
        new Netcap(
            proc,
            live,
            new NamedNamespaces(root, missing),
            live ? new InBackground<>(netlinks) : netlinks,
            accounts,
            workloads,
            QUESTION,
            new Netcap.Detail(true, true, true, true, true, parts()),
            missing,
            problems);
    this.rows =
        new NetcapRows(
            true,
            List.of(),
            self,
            new NetcapRow.Around(new CapsText(Capability.last(), SetStyle.NAMES), workloads, true));
  }

  /**
   * A network namespace.
   *
   * @param inode unsigned 32 bits
   * @param name absent where nothing names it
   * @param own whether it is the one that jcap lives in, or of another tree pid 1
   * @param link what a thread enters it by
   */
  public record Namespace(Reading<Long> inode, Reading<ByteString> name, boolean own, Path link) {}

  /** Reads the processes, after the sockets were listed. */
  public interface Census {
    /** Learns the namespaces, the own one first; called once, before any process is read. */
    void begin(List<Namespace> namespaces);

    /**
     * {@return those of these processes that hold sockets, or may: {@link #parts} of them must have
     * been read, or have been refused}
     *
     * @param pids all; a second time those that were started meanwhile
     */
    List<ProcessSnapshot> read(int[] pids);
  }

  /** {@return what must have been read of a process} */
  public static Set<ProcessPart> parts() {
    return EnumSet.of(ProcessPart.SOCKETS, ProcessPart.CGROUP);
  }

  /** {@return whether a process holds sockets, or may} */
  public static boolean mayHold(ProcessSnapshot process) {
    return new HolderChoice().keeps(process).known().orElse(true);
  }

  /**
   * {@return what a body finds inside a namespace, where the kernel shows each reader his own; gone
   * where that is not to be had: of a saved tree but for the own one}
   */
  public <T> Outcome<T> inside(Namespace namespace, Supplier<T> body) {
    if (namespace.own()) {
      return Outcome.found(body.get());
    }
    return netcap.live() ? netcap.netlinks().get().inside(namespace.link(), body) : Outcome.gone();
  }

  /**
   * {@return the fields of each socket, each namespace's in netcap's order}
   *
   * @param census not asked where it is not known which namespace is the own one
   */
  public List<DocumentWriter.Fields> find(Census census) {
    Netcap.Found found = netcap.find(new NetnsChoice.All(), new Reader(census));
    List<DocumentWriter.Fields> records = new ArrayList<>();
    for (NetcapRow row : rows.sockets(found.sockets())) {
      if (row.socket().mayBeHeld()) {
        records.add(json -> NetcapJson.write(json, row));
      }
    }
    return records;
  }

  private record Reader(Census census) implements Netcap.Census {
    @Override
    public void begin(List<NetcapNamespace> namespaces, List<Path> links) {
      List<Namespace> all = new ArrayList<>();
      for (int i = 0; i < namespaces.size(); i++) {
        NetcapNamespace one = namespaces.get(i);
        all.add(new Namespace(one.inode(), one.name(), one.own(), links.get(i)));
      }
      census.begin(all);
    }

    @Override
    public List<ProcessSnapshot> read(int[] pids) {
      return census.read(pids);
    }
  }
}
