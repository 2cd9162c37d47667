package io.github.jcap.command.inventory;

import io.github.jcap.command.Session;
import io.github.jcap.command.netcap.SocketRecords;
import io.github.jcap.command.pscap.ProcessRecords;
import io.github.jcap.kernel.DescriptorScan;
import io.github.jcap.kernel.LinuxDescriptorScan;
import io.github.jcap.kernel.UserNamespaces;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.ProcRoot;
import io.github.jcap.proc.ProcessPart;
import io.github.jcap.proc.ProcessSnapshot;
import io.github.jcap.proc.ProcessWalk;
import io.github.jcap.proc.Sources;
import io.github.jcap.render.ListsWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads every process once, a few hundred at a time, and writes each. What is kept of those that
 * hold sockets is what tells whose these are.
 */
final class ProcessPass implements SocketRecords.Census {
  /** Enough for each core to be busy, few enough to be kept whole. */
  private static final int AT_A_TIME = 512;

  private final Reading<Integer> self;
  private final ProcessRecords records;
  private final ListsWriter out;
  private final Part part;
  private final Consumer<List<SocketRecords.Namespace>> head;
  private final ProcessWalk walk;
  private boolean begun;
  private long nanoseconds;

  /**
   * Prepares to read.
   *
   * @param live whether the tree shows the running kernel
   * @param self jcap itself, which is not written; absent where it is not in the tree
   * @param part counts processes
   * @param head writes what stands before the processes
   */
  ProcessPass(
      Session session,
      ProcRoot proc,
      boolean live,
      Reading<Integer> self,
      ProcessRecords records,
      ListsWriter out,
      Part part,
      Consumer<List<SocketRecords.Namespace>> head) {
    this.self = self;
    this.records = records;
    this.out = out;
    this.part = part;
    this.head = head;
    Set<ProcessPart> parts = EnumSet.copyOf(ProcessRecords.parts());
    parts.addAll(SocketRecords.parts());
    Sources sources =
        new Sources(
            Sources.FILES.statuses(),
            UserNamespaces.known(() -> session.kernel().get().userNamespaces()),
            live ? LinuxDescriptorScan.bind() : DescriptorScan.NONE);
    this.walk = new ProcessWalk(proc, parts, ProcessPass::isProgram, sources, part.problems());
  }

  /** Threads of the kernel hold what it holds, whatever is done: only pscap shows them. */
  private static boolean isProgram(ProcessSnapshot process) {
    return !process.kernelThread().known().orElse(false);
  }

  /** {@return whether the first was read} */
  boolean hasBegun() {
    return begun;
  }

  /** {@return how long it took so far} */
  long nanoseconds() {
    return nanoseconds;
  }

  @Override
  public void begin(List<SocketRecords.Namespace> namespaces) {
    begun = true;
    long start = System.nanoTime();
    head.accept(namespaces);
    nanoseconds += System.nanoTime() - start;
  }

  @Override
  public List<ProcessSnapshot> read(int[] pids) {
    long start = System.nanoTime();
    List<ProcessSnapshot> holders = new ArrayList<>();
    for (int from = 0; from < pids.length; from += AT_A_TIME) {
      int to = Math.min(pids.length, from + AT_A_TIME);
      for (ProcessSnapshot process : walk.read(Arrays.copyOfRange(pids, from, to))) {
        write(process);
        if (SocketRecords.mayHold(process)) {
          holders.add(process.asHolder());
        }
      }
    }
    long took = System.nanoTime() - start;
    part.took(took);
    nanoseconds += took;
    return holders;
  }

  private void write(ProcessSnapshot process) {
    if (self.known().filter(pid -> pid == process.task().tgid()).isPresent()) {
      return;
    }
    try {
      part.count();
      out.item(records.of(process));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
