package io.github.jcap.socket;

import static io.github.jcap.fixture.NetTables.inet;
import static io.github.jcap.fixture.NetTables.line;
import static io.github.jcap.fixture.NetTables.listener;
import static io.github.jcap.fixture.NetTables.unconnected;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.jcap.fixture.ProcTree;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Problems;
import io.github.jcap.proc.FaultyAccess;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** All tables of a namespace. */
class ProcSocketsTest {
  private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());
  private final ProcTree tree = ProcTree.on(files);
  private final Problems problems = new Problems();

  @AfterEach
  void close() throws IOException {
    files.close();
  }

  private ProcSockets tables(FaultyAccess access) {
    Path proc = tree.write();
    return new ProcSockets(access.tree(proc).netOf(1), ByteOrder.LITTLE_ENDIAN, problems);
  }

  private List<Long> inodes(FaultyAccess access) {
    return tables(access).read().stream().map(Socket::inode).toList();
  }

  private String said() {
    return problems.sorts().stream().map(s -> s.count() + " " + s.first()).toList().toString();
  }

  @Test
  void aMissingTableIsAFamilyThatTheKernelHasNot() {
    tree.process(1)
        .file("net/udp", inet(unconnected(53, 2)))
        .file("net/tcp", inet(listener(80, 1)));
    assertThat(inodes(FaultyAccess.none())).containsExactly(1L, 2L);
    assertThat(problems.isEmpty()).isTrue();
  }

  @Test
  void aTableThatCannotBeReadIsAProblemAndCostsNoOther() {
    tree.process(1)
        .file("net/udp", inet(unconnected(53, 2)))
        .file("net/tcp", inet(listener(80, 1)));
    assertThat(inodes(FaultyAccess.failing(a -> a.endsWith("net/udp"), Errno.EACCES)))
        .containsExactly(1L);
    assertThat(said()).isEqualTo("[1 read /proc/<pid>/net/udp: EACCES (/proc/1/net/udp)]");
  }

  @Test
  void noTableAtAllIsAProblem() {
    tree.process(1);
    assertThat(inodes(FaultyAccess.none())).isEmpty();
    assertThat(said()).isEqualTo("[1 read /proc/<pid>/net: ENOENT (/proc/1/net)]");
  }

  @Test
  void brokenLinesAreCountedAndTheFirstIsQuoted() {
    tree.process(1).file("net/tcp", inet("x\n", listener(80, 1), "y\n"));
    assertThat(inodes(FaultyAccess.none())).containsExactly(1L);
    assertThat(said())
        .isEqualTo(
            "[2 read /proc/<pid>/net/tcp: line 2: too few columns: \"x\" (/proc/1/net/tcp)]");
  }

  @Test
  void aSocketThatComesTwiceIsOne() {
    String flow = line("0100007F:9000", "0100007F:0050", 1, 7);
    String other = line("0100007F:9001", "0100007F:0050", 1, 7);
    tree.process(1).file("net/tcp", inet(listener(80, 1), flow, listener(80, 1), other));
    assertThat(inodes(FaultyAccess.none()))
        .as("flows of one MPTCP socket stay")
        .containsExactly(1L, 7L, 7L);
  }
}
