package io.github.jcap.command.filecap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.jcap.fixture.Live;
import io.github.jcap.kernel.LinuxFileCapsWriter;
import io.github.jcap.kernel.LinuxFileTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Set-id files and their packages, beside find and dpkg on this machine's own programs. */
@Tag("peer")
class FilecapSetidPeerTest {

  @Test
  void setidFilesAreThoseThatFindFinds() {
    Live.assumePrograms("find");
    Live.Output found = Live.run("find", "/usr", "-xdev", "-type", "f", "-perm", "/6000");
    assumeThat(found.err()).as("all of it can be read").isEmpty();
    assumeThat(found.out()).as("there are any").isNotEmpty();
    List<String> ours = new ArrayList<>();
    for (String row : rows("-x", "--setid", "-o", "setuid,setgid,path", "/usr")) {
      String[] words = row.split(" +", 3);
      if (words[0].equals("yes") || words[1].equals("yes")) {
        ours.add(words[2]);
      }
    }
    assertThat(ours).containsExactlyInAnyOrderElementsOf(found.out().lines().toList());
  }

  @Test
  void modeAndOwnersAreThoseThatFindPrints() {
    Live.assumePrograms("find");
    Live.Output found =
        Live.run(
            "find", "/usr/bin", "-type", "f", "-perm", "/6000", "-printf", "%04m %u %g %s %p\\n");
    assumeThat(found.out()).as("there are any").isNotEmpty();
    List<String> ours = new ArrayList<>();
    for (String row : rows("--setid", "-o", "mode,owner,group,size,path", "/usr/bin")) {
      if (row.charAt(0) != '0') {
        ours.add(row.replaceAll(" +", " "));
      }
    }
    assertThat(ours).containsExactlyInAnyOrderElementsOf(found.out().lines().toList());
  }

  /** dpkg knows a file by the path of its list alone: /bin/su, where we say /usr/bin/su. */
  @Test
  void packagesAreThoseThatDpkgNames() {
    Live.assumePrograms("dpkg");
    assumeThat(Path.of("/var/lib/dpkg/info/dpkg.list")).as("it installed this machine").exists();
    List<String> lines =
        rows("--setid", "--owner-package", "-o", "path,package", "/usr/bin", "/usr/sbin");
    int compared = 0;
    for (String row : lines) {
      int blank = row.indexOf(' ');
      String path = row.substring(0, blank);
      String theirs = dpkg(path);
      if (theirs.isEmpty() && Files.isSymbolicLink(Path.of("/bin"))) {
        theirs = dpkg(path.substring("/usr".length()));
      }
      assertThat(row.substring(blank).strip()).as(path).isEqualTo(theirs.isEmpty() ? "-" : theirs);
      compared += theirs.isEmpty() ? 0 : 1;
    }
    assumeThat(compared).as("set-id programs from packages").isPositive();
  }

  /** The packages of a path, in the order of their names. */
  private static String dpkg(String path) {
    Live.Output said = Live.run("dpkg", "-S", path);
    TreeSet<String> packages = new TreeSet<>();
    for (String line : said.out().lines().toList()) {
      if (line.endsWith(": " + path) && !line.startsWith("diversion by ")) {
        packages.addAll(
            List.of(line.substring(0, line.length() - path.length() - 2).split(", ", -1)));
      }
    }
    return String.join(", ", packages);
  }

  private static List<String> rows(String... args) {
    List<String> line = new ArrayList<>(List.of("--no-headers"));
    line.addAll(List.of(args));
    FilecapRun run =
        FilecapRun.of(
            LinuxFileTree.bind(),
            LinuxFileCapsWriter.bind(),
            Map.of(),
            line.toArray(String[]::new));
    assertThat(run.err()).isEmpty();
    return run.out().lines().toList();
  }
}
