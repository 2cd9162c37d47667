package io.github.jcap.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code jcap check} from the line that is typed to the inventory that is read. */
class CheckTest {
  private static final String POLICY =
      """
      policy_version: 1
      name: site
      rules:
        - id: writable
          severity: high
          kind: file
          description: A file with capabilities can be changed by anybody.
          match: {field: notes, any_of: [writable by others]}
          remedy: chmod o-w.
      """;
  private static final String HEAD =
      "'name':'web1','kernel':'6.18.0','arch':'x86_64','boot_id':'b','cap_last_cap':40,"
          + "'collected_at':'2026-01-01T00:00:00.000Z'";
  private static final String PARTS =
      "'parts':{'files':{'count':1,'complete':true,'all_found':true,'milliseconds':5}}";

  @TempDir private Path directory;

  private String policy = "";

  @BeforeEach
  void writePolicy() throws IOException {
    policy = file("site.yaml", POLICY);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text, UTF_8).toString();
  }

  private static String record(String path, String note) {
    return "{'path':'" + path + "','setuid':true,'setgid':false,'notes':['" + note + "']}";
  }

  private String json(String name, String record) throws IOException {
    return file(
        name,
        ("{'schema_version':1,'kind':'inventory','host':{"
                + HEAD
                + "},'scope':{'files':['/']},'files':["
                + record
                + "],"
                + PARTS
                + ",'complete':true,'problems':[]}")
            .replace('\'', '"'));
  }

  private String ndjson(String name, String record) throws IOException {
    return file(
        name,
        ("{'kind':'host','schema_version':1,'report':'inventory','scope':{'files':['/']},"
                + HEAD
                + "}\n"
                + record.replace("{'path'", "{'kind':'file','path'")
                + "\n{'kind':'end','complete':true,'problems':[],"
                + PARTS
                + "}\n")
            .replace('\'', '"'));
  }

  @Test
  void inventoryOfEitherFormIsJudged() throws IOException {
    String record = record("/f", "writable by others");
    for (String inventory :
        new String[] {json("host.json", record), ndjson("host.ndjson", record)}) {
      Cli.Result result = Cli.jcap().run("check", "--policy", policy, "--json", inventory);
      assertThat(result.err()).isEmpty();
      assertThat(result.code()).isEqualTo(1);
      assertThat(result.out()).contains("\"name\": \"web1\"", "\"path\": \"/f\"");
    }
  }

  @Test
  void whatTheBaselineHasIsNotJudged() throws IOException {
    String before = json("before.json", record("/f", "writable by others"));
    String same = ndjson("same.ndjson", record("/f", "writable by others"));
    String other = json("other.json", record("/g", "writable by others"));
    Cli jcap = Cli.jcap();
    assertThat(jcap.run("check", "--policy", policy, "--baseline", before, same).code()).isZero();
    Cli.Result result = jcap.run("check", "--policy", policy, "--baseline", before, other);
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).contains("/g").doesNotContain("/f");
  }

  @Test
  void inventoryThatIsNoneIsCodeThreeAndNamed() throws IOException {
    String cut = file("cut.json", "{\"schema_version\":1,");
    Cli.Result result = Cli.jcap().run("check", "--policy", policy, cut);
    assertThat(result.code()).isEqualTo(3);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("jcap check: " + cut + ": ").hasLineCount(1);
    assertThat(Cli.jcap().run("check", "--policy", policy, "/none.json").err())
        .isEqualTo("jcap check: /none.json: read: ENOENT\n");
  }

  @Test
  void standardInputIsNotTwoInventories() {
    Cli.Result result = Cli.jcap().run("check", "--policy", policy, "--baseline", "-", "-");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("standard input is read once");
  }

  @Test
  void twoInventoriesAreNotJudgedAtOnce() {
    assertThat(Cli.jcap().run("check", "--policy", policy, "a", "b").code()).isEqualTo(2);
  }
}
