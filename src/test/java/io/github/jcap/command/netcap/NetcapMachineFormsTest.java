package io.github.jcap.command.netcap;

import static io.github.jcap.fixture.NetTables.inet;
import static io.github.jcap.fixture.NetTables.line;
import static io.github.jcap.fixture.NetTables.listener;
import static io.github.jcap.fixture.NetTables.packet;
import static io.github.jcap.fixture.NetTables.packetLine;
import static io.github.jcap.fixture.NetTables.unconnected;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.jcap.Cli;
import io.github.jcap.cap.SetKind;
import io.github.jcap.fixture.Golden;
import io.github.jcap.fixture.NetTables;
import io.github.jcap.fixture.ProcTree;
import io.github.jcap.fixture.Schemas;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import io.github.jcap.proc.FaultyAccess;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** JSON and NDJSON of {@code jcap netcap}: one object for each socket. */
class NetcapMachineFormsTest {
  private static final Golden GOLDEN = Golden.of("netcap");

  private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());
  private final ProcTree tree = ProcTree.on(files);

  @AfterEach
  void close() throws IOException {
    files.close();
  }

  private Cli.Result run(FaultyAccess access, String... options) {
    Path proc = tree.write();
    List<String> args = new ArrayList<>(List.of("netcap", "-n"));
    args.addAll(List.of(options));
    return Cli.jcap().trees(path -> access.tree(proc)).run(args.toArray(String[]::new));
  }

  private void describe() {
    tree.process(1)
        .comm("init")
        .parent(0)
        .file(
            "net/tcp",
            inet(listener(80, 1), line("0100007F:1000", "0100007F:0050", 1, 2), listener(2049, 9)))
        .file("net/udp", inet(unconnected(53, 3)))
        .file("net/raw", inet(unconnected(1, 4)))
        .file("net/packet", packet(packetLine(0x88cc, 1, 5), packetLine(3, 0, 6)));
    NetTables.interfaces(tree.process(1));
    tree.process(7)
        .comm("web")
        .holds("net_bind_service")
        .fd(3, "socket:[1]")
        .fd(4, "socket:[1]")
        .fd(5, "socket:[2]");
    tree.process(8).comm(new ByteString("ch\u00ff")).parent(7).uid(33).fd(3, "socket:[1]");
    tree.process(9).comm("dns").fd(3, "socket:[3]");
    tree.process(10)
        .comm("sniffer")
        .holds("net_raw")
        .caps(SetKind.INHERITABLE, "net_raw")
        .caps(SetKind.AMBIENT, "net_raw")
        .fd(3, "socket:[5]")
        .fd(4, "socket:[4]")
        .fd(5, "socket:[6]");
  }

  @Test
  void oneObjectForEachSocketWithAllItsOwners() {
    describe();
    GOLDEN.check("sockets.json", run(FaultyAccess.none(), "--json").out());
  }

  @Test
  void oneLineForEachSocket() {
    describe();
    GOLDEN.check("sockets.ndjson", run(FaultyAccess.none(), "--format=ndjson").out());
  }

  @Test
  void ownersWithoutCapabilitiesOnRequest() {
    describe();
    JsonNode shown = Schemas.parse(run(FaultyAccess.none(), "--json", "-a").out()).get("sockets");
    assertThat(shown).hasSize(7);
    assertThat(shown.toString()).contains("\"comm\":\"dns\"");
  }

  @Test
  void ownersAreUnknownWhereSomeDescriptorsCouldNotBeRead() {
    describe();
    JsonNode report =
        Schemas.parse(
            run(FaultyAccess.failing(a -> a.equals("list /proc/9/fd"), Errno.EACCES), "--json")
                .out());
    assertThat(report.get("complete").asBoolean()).isFalse();
    List<String> unknown = new ArrayList<>();
    for (JsonNode socket : report.get("sockets")) {
      if (socket.get("owners").isNull()) {
        unknown.add(socket.get("protocol").asString() + " " + socket.get("local_port").asInt());
      }
    }
    assertThat(unknown).containsExactly("tcp 2049", "udp 53");
  }

  @Test
  void netnsIsNullWhereItCouldNotBeRead() {
    describe();
    FaultyAccess access = FaultyAccess.failing(a -> a.endsWith("ns/net"), Errno.EACCES);
    JsonNode report = Schemas.parse(run(access, "--json").out());
    assertThat(report.get("sockets").get(0).get("netns").isNull()).isTrue();
    assertThat(report.get("problems").toString()).contains("CAP_SYS_PTRACE");
  }
}
