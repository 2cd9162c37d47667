package io.github.jcap.command.filecap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Capability;
import io.github.jcap.cap.FileCaps;
import io.github.jcap.kernel.FileCapsWriter;
import io.github.jcap.kernel.LinuxFileCapsWriter;
import io.github.jcap.kernel.LinuxFileTree;
import io.github.jcap.kernel.RawPath;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.proc.ProcRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Beside the tools of this machine, on a tree that holds every kind. The numbers of deliberate
 * differences are those of the defects of libcap-ng 0.9.5 that the README lists.
 */
@Tag("peer")
class FilecapPeerTest {
  private static final CapSet NONE = CapSet.EMPTY;
  private static final CapSet CHOWN = CapSet.of(Capability.CHOWN);
  private static final CapSet NET_RAW = CapSet.of(Capability.NET_RAW);

  private static final String PATH = "PATH=$PATH:/usr/sbin:/sbin; ";

  @TempDir private Path tree;
  private final Map<String, FileCaps> kinds = new TreeMap<>();

  @BeforeEach
  void makeEveryKind() throws IOException {
    CapSet full =
        CapSet.all(((Outcome.Found<Integer>) ProcRoot.of(ProcRoot.SYSTEM).capLastCap()).value());
    kinds.put("ep", FileCaps.of(CapSet.of(Capability.NET_ADMIN, Capability.NET_RAW), NONE, true));
    kinds.put("p", FileCaps.of(NET_RAW, NONE, false));
    kinds.put("i", FileCaps.of(NONE, NET_RAW, false));
    kinds.put("ei", FileCaps.of(NONE, NET_RAW, true));
    kinds.put("pi", FileCaps.of(CHOWN, NET_RAW, false));
    kinds.put("epi", FileCaps.of(CHOWN, NET_RAW, true));
    kinds.put("empty", FileCaps.of(NONE, NONE, false));
    kinds.put("e_empty", FileCaps.of(NONE, NONE, true));
    kinds.put("full_ep", FileCaps.of(full, NONE, true));
    kinds.put("full_p", FileCaps.of(full, NONE, false));
    kinds.put("full_ei", FileCaps.of(NONE, full, true));
    kinds.put("v3_1000", new FileCaps(CHOWN, NONE, true, OptionalLong.of(1000), 3));
    kinds.put("dir/name with blank", FileCaps.of(CHOWN, NONE, true));
    kinds.put("dir/sub/deep", FileCaps.of(CHOWN, NONE, true));
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 40; i++) {
      kinds.put(
          "random/" + i,
          FileCaps.of(
              new CapSet(random.nextLong() & full.mask()),
              i % 3 == 0 ? new CapSet(random.nextLong() & full.mask()) : NONE,
              random.nextBoolean()));
    }
    for (Map.Entry<String, FileCaps> kind : kinds.entrySet()) {
      Path file = tree.resolve(kind.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, "x");
      Outcome<FileCapsWriter.Change> written =
          LinuxFileCapsWriter.bind()
              .write(RawPath.bytes(file), FileCapsWriter.Change.set(kind.getValue()));
      assumeThat(written).as("needs CAP_SETFCAP").isInstanceOf(Outcome.Found.class);
    }
    Files.writeString(tree.resolve("clean"), "x");
    Files.createSymbolicLink(tree.resolve("link"), Path.of("ep"));
  }

  @Test
  void textIsWhatGetcapPrints() throws Exception {
    assumeTool("getcap");
    List<String> ours =
        run("-o", "path,text", "--format=csv", "--no-headers")
            .lines()
            .map(line -> line.replace("\"", "").replaceFirst(",", " "))
            .toList();
    // Before libcap 2.41 " = " stood between path and text.
    assertThat(ours).containsExactlyInAnyOrderElementsOf(tool("getcap", "-r", tree.toString()));
  }

  @Test
  void textLinesAreGetcapsByteForByte() throws Exception {
    assumeTool("getcap");
    List<String> theirs = new ArrayList<>(tool("getcap", "-n", "-r", tree.toString()));
    theirs.sort(null); // getcap's order is that of the directories
    assertThat(run("--text").lines().toList()).isEqualTo(theirs).hasSizeGreaterThan(50);
  }

  @Test
  void rowsOfThePackagedFilecapArePrinted() throws Exception {
    assumeTool("filecap");
    List<String> theirs = tool("filecap", tree.toString());
    List<String> ours = run().lines().map(FilecapPeerTest::squeezed).toList();
    assertThat(theirs.get(0)).matches("set +file +capabilities  rootid");
    assertThat(ours.get(0)).isEqualTo("set file capabilities rootid");
    assertThat(run().lines().findFirst())
        .contains("set       file                   capabilities  rootid");
    int compared = 0;
    for (String row : theirs.subList(1, theirs.size())) {
      if (isDefect20(row)) {
        continue;
      }
      compared++;
      // 0.8.3 repeats the last rootid on the files after it.
      assertThat(ours)
          .anySatisfy(
              our -> assertThat(squeezed(row)).matches(Pattern.quote(our) + "( -?[0-9]+)?"));
    }
    assertThat(compared).isGreaterThan(20);
  }

  @Test
  void hiddenFilesAreTheOnesOfDefect20() throws Exception {
    assumeTool("filecap");
    List<String> theirs = new ArrayList<>();
    for (String row : tool("filecap", tree.toString())) {
      theirs.add(squeezed(row));
    }
    for (String row : run().lines().skip(1).map(FilecapPeerTest::squeezed).toList()) {
      String path = row.substring(row.indexOf(' ') + 1);
      if (theirs.stream().noneMatch(their -> their.contains(path))) {
        assertThat(row).matches("(inheritable|empty|mixed) .*");
      }
    }
  }

  @Test
  void whatSetcapWritesIsReadAndWhatWeWriteGetcapReads() throws Exception {
    assumeTool("getcap");
    assumeTool("setcap");
    String file = tree + "/clean";
    tool("setcap", "cap_kill,cap_bpf=eip", file);
    assertThat(run("-o", "text", "--no-headers", file)).isEqualTo("cap_kill,cap_bpf=eip\n");
    FilecapRun.of(
        LinuxFileTree.bind(), LinuxFileCapsWriter.bind(), Map.of(), file, "sys_admin", "kill");
    assertThat(tool("getcap", file)).containsExactly(file + " cap_kill,cap_sys_admin=ep");
    FilecapRun.of(LinuxFileTree.bind(), LinuxFileCapsWriter.bind(), Map.of(), file, "none");
    assertThat(tool("getcap", file)).isEmpty();
  }

  /** 20: of a file whose inheritable set is not empty the original says nothing, or not all. */
  private boolean isDefect20(String row) {
    return kinds.entrySet().stream()
        .filter(kind -> !kind.getValue().inheritable().isEmpty())
        .anyMatch(kind -> row.contains(tree + "/" + kind.getKey() + " "));
  }

  private String run(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    if (all.stream().noneMatch(arg -> arg.startsWith("/"))) {
      all.add(tree.toString());
    }
    FilecapRun run =
        FilecapRun.of(
            LinuxFileTree.bind(), LinuxFileCapsWriter.bind(), Map.of(), all.toArray(String[]::new));
    assertThat(run.code()).isZero();
    return run.out();
  }

  private static String squeezed(String row) {
    return row.replaceAll(" +", " ");
  }

  private static void assumeTool(String name) throws Exception {
    Process process = new ProcessBuilder("sh", "-c", PATH + "command -v " + name).start();
    assumeThat(process.waitFor()).as("needs " + name).isZero();
  }

  private static List<String> tool(String... command) throws Exception {
    List<String> all = new ArrayList<>(List.of("sh", "-c", PATH + "exec \"$@\"", "sh"));
    all.addAll(List.of(command));
    Process process =
        new ProcessBuilder(all).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    ByteString out = ByteString.of(process.getInputStream().readAllBytes());
    process.waitFor();
    return new String(out.bytes(), ISO_8859_1).lines().toList();
  }
}
