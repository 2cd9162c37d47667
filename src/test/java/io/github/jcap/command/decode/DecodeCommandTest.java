package io.github.jcap.command.decode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.Cli;
import io.github.jcap.fixture.Golden;
import io.github.jcap.fixture.Schemas;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Whole command lines of {@code jcap decode}, and what it reads from standard input. */
class DecodeCommandTest {
  private static final Golden GOLDEN = Golden.of("decode");

  private static Cli.Result run(String... args) {
    List<String> line = new ArrayList<>(List.of("decode", "--last=40"));
    line.addAll(List.of(args));
    return Cli.jcap().run(line.toArray(String[]::new));
  }

  private static DecodeRun input(String text, String... args) {
    List<String> line = new ArrayList<>(List.of("--last=40"));
    line.addAll(List.of(args));
    return DecodeRun.of(
        new ByteArrayInputStream(text.getBytes(ISO_8859_1)), line.toArray(String[]::new));
  }

  /** Scenario 9: what people come with. */
  @Test
  void theNumbersPeopleComeWithArePages() {
    Cli.Result result =
        run(
            "CapBnd: 00000000000004c0",
            "security.capability=0sAQAAAgAgAAAAAAAAAAAAAAAAAAA=",
            "cap_net_raw+ep",
            "= cap_sys_chroot+ep cap_net_bind_service+eip");
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    GOLDEN.check("numbers.txt", result.out());
  }

  @Test
  void aMaskANumberIabAndNothingArePages() {
    Cli.Result result = run("3000", "10", "#63", "1fffeffffff", "!^cap_net_raw", "none");
    assertThat(result.code()).isZero();
    GOLDEN.check("sets.txt", result.out());
  }

  @Test
  void linesThatBelongTogetherAreOneValue() {
    DecodeRun result =
        input(
            "Name:\tbash\nUmask:\t0022\nCapInh:\t0000000000000000\nCapPrm:\t0000000000003000\n"
                + "CapEff:\t0000000000003000\nCapBnd:\t000001fffeffffff\n"
                + "CapAmb:\t0000000000000000\nNoNewPrivs:\t0\n\n"
                + "# file: usr/bin/ping\nsecurity.capability=0sAQAAAgAgAAAAAAAAAAAAAAAAAAA=\n\n"
                + "type=BPRM_FCAPS msg=audit(1:2): fver=2 fp=0000000000002000 fi=0 fe=1 old_pp=1"
                + " old_pi=0 old_pe=1 old_pa=0 pp=0000000000002000 pi=0 pe=0000000000002000 pa=0");
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    GOLDEN.check("lines.txt", result.out());
  }

  @Test
  void twoStatusesAreTwoValues() {
    DecodeRun result = input("CapPrm:\t1\nCapEff:\t1\nCapPrm:\t2\nCapEff:\t2\n", "--format=csv");
    assertThat(result.out().lines().filter(line -> line.contains("status"))).hasSize(2);
  }

  @Test
  void jsonHasEveryForm() {
    Cli.Result result = run("--json", "3000", "cap_net_raw=ep", "!cap_kill", "no such");
    assertThat(result.code()).isEqualTo(3);
    JsonNode root = Schemas.parse(result.out());
    assertThat(root.get("complete").asBoolean()).isFalse();
    assertThat(root.get("problems").get(0).get("subject").asString()).isEqualTo("no such");
    assertThat(root.get("values")).hasSize(3);
    GOLDEN.check("values.json", root.get("values").toPrettyString() + "\n");
  }

  @Test
  void ndjsonIsOneObjectALine() {
    DecodeRun result = input("3000\ncap_net_raw=ep\n", "--format=ndjson");
    assertThat(result.out().lines().map(line -> Schemas.parse(line).get("kind").asString()))
        .containsExactly("host", "value", "value", "end");
  }

  @Test
  void columnsAreATable() {
    assertThat(run("-o", "mask,names,docker", "3000", "none").out().lines())
        .containsExactly(
            "mask               names             docker",
            "0x0000000000003000 net_admin net_raw NET_ADMIN NET_RAW",
            "0x0000000000000000 none              none");
    assertThat(run("--format=csv", "-o", "value,mask,permitted", "3000", "cap_kill=p").out())
        .isEqualTo("value,mask,permitted\n3000,0x0000000000003000,\ncap_kill=p,,kill\n");
    assertThat(run("--list-columns").out()).contains("kubernetes ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3000|net_admin,net_raw|0|''",
        "0000000000003000|0x3000|0|''",
        "CapEff: 3000|3000|0|''",
        "3000|net_raw|1|the first alone has net_admin",
        "1|2|1|the first alone has chown; the second alone has dac_override",
        "cap_net_raw+ep|cap_net_raw=ep|0|''",
        "cap_net_raw=ep|0sAQAAAgAgAAAAAAAAAAAAAAAAAAA=|0|''",
        "/usr/bin/ping = cap_net_raw+ep|/bin/ping cap_net_raw=ep|0|''",
        "cap_net_raw=ep|cap_net_raw=p|1|effective: the first alone has net_raw",
        "/x cap_kill=p [rootid=1000]|/x cap_kill=p|1|rootid: the first is 1000, the second 0",
        "=ep cap_sys_resource-ep|1: =ep cap_sys_resource-ep|0|''",
        "!cap_kill,cap_chown|cap_chown,!cap_kill|0|''",
      })
  void sameComparesWhatTheyMean(String first, String second, int code, String says) {
    Cli.Result result = run("--same", first, second);
    assertThat(result.code()).as(result.err()).isEqualTo(code);
    assertThat(result.out()).isEqualTo(says.isEmpty() ? "" : says + "\n");
    assertThat(result.err()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--same 3000|2|jcap decode: --same compares two values, not 1",
        "--same 1 2 3|2|jcap decode: --same compares two values, not 3",
        "--same --json 1 2|2|jcap decode: --same answers by its exit code and in text alone",
        "--same 3000 net_rwa|3|jcap decode: net_rwa: unknown capability \"net_rwa\" (did you mean"
            + " net_raw?)",
        "--same 3000 cap_kill=ep|3|jcap decode: they cannot be compared: one tells of one set, not"
            + " which, the other of effective, permitted, inheritable",
        "--same CapEff:1 CapPrm:1|3|jcap decode: they cannot be compared: one tells of effective,"
            + " the other of permitted",
        "--last=64 1|2|jcap decode: --last is a capability's number, 0 to 63, not 64",
        "--last=x 1|2|jcap decode: --last is a capability's number, 0 to 63, not x",
        "net_rwa|3|jcap decode: net_rwa: unknown capability \"net_rwa\" (did you mean net_raw?)",
        "cap_kil=ep|3|jcap decode: cap_kil=ep: unknown capability \"cap_kil\", at character 1 of"
            + " \"cap_kil=ep\" (did you mean cap_kill?)",
        "rumpelstiltskin|3|jcap decode: rumpelstiltskin: unknown capability \"rumpelstiltskin\"; it"
            + " could be a mask, names, libcap's text or IAB, an attribute, or a line of status,"
            + " getcap, getpcaps, getfattr or audit",
        "12345678901234567|3|jcap decode: 12345678901234567: a mask has 64 bits, 16 hexadecimal"
            + " digits at most, and an attribute 24, 40 or 48; \"12345678901234567\" has 17",
      })
  void whatIsWrongIsSaid(String line, int code, String message) {
    List<String> words = new ArrayList<>(List.of("decode"));
    words.addAll(List.of(line.split(" ")));
    Cli.Result result = Cli.jcap().run(words.toArray(String[]::new));
    assertThat(result.err()).isEqualTo(message + "\n");
    assertThat(result.code()).isEqualTo(code);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void whatBeginsWithAMinusStandsBehindTwo() {
    assertThat(run("--same", "--", "[\"CAP_KILL\"]", "--cap-drop=ALL --cap-add=KILL").code())
        .isZero();
  }

  @Test
  void theGoodOnesArePrintedBesideTheUnclear() {
    Cli.Result result = run("net_rwa", "#13");
    assertThat(result.out()).contains("names        net_raw\n");
    assertThat(result.err()).contains("net_rwa");
    assertThat(result.code()).isEqualTo(3);
  }

  @Test
  void theLastCapabilityIsThisKernelsOrThatOfTheTable() {
    assertThat(Cli.jcap().run("decode", "-o", "mask", "--no-headers", "--last=37", "all").out())
        .isEqualTo("0x0000003fffffffff\n");
    Cli.Result none = Cli.jcap().run("decode", "--proc=/nonexistent", "-o", "mask", "all");
    assertThat(none.out()).contains("0x000001ffffffffff");
    assertThat(none.err()).contains("cap_last_cap");
    assertThat(none.code()).isZero();
  }

  @Test
  void nothingOnStandardInputIsSaid() {
    for (String nothing : List.of("", "\n\n", "  \n")) {
      DecodeRun result = input(nothing);
      assertThat(result.code()).isEqualTo(3);
      assertThat(result.err()).contains("nothing to decode");
    }
    assertThat(input("Name:\tbash\n").err()).contains("without capabilities");
  }

  @Test
  void aLineThatIsTooLongIsRefusedAndTheNextIsRead() {
    DecodeRun result = input("f".repeat(3_000_000) + "\n3000\n", "-o", "mask", "--no-headers");
    assertThat(result.code()).isEqualTo(3);
    assertThat(result.err())
        .isEqualTo("jcap decode: " + "f".repeat(60) + ": the line is longer than 16384 bytes\n");
    assertThat(result.out()).isEqualTo("0x0000000000003000\n");
  }

  @Test
  void whatALineHoldsIsSafeToShow() {
    DecodeRun result =
        input("\u001b[31m\u0000\u00ff\n/x\u001b]0;y\u0007 cap_kill=p\n\u009b1m,kill\n");
    assertThat(result.code()).isEqualTo(3);
    assertThat(result.out()).contains("of           /x\\x1B]0;y\\x07\n");
    assertThat(result.out() + result.err())
        .doesNotContain("\u001b", "\u0000", "\u0007", "\u009b", "\ufffd");
  }

  @Test
  void aLineWithoutAnEndAndOneWithACarriageReturnAreLines() {
    assertThat(input("3000\r\nnet_raw", "-o", "mask", "--no-headers").out())
        .isEqualTo("0x0000000000003000\n0x0000000000002000\n");
  }

  @Test
  void anInputThatCannotBeReadIsSaid() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("Is a directory");
          }

          @Override
          public int read(byte[] bytes, int from, int count) throws IOException {
            throw new IOException("Is a directory");
          }
        };
    InputStream input =
        new SequenceInputStream(new ByteArrayInputStream("3000\n".getBytes(UTF_8)), broken);
    DecodeRun result = DecodeRun.of(input);
    assertThat(result.err()).contains("standard input: read: EISDIR");
    assertThat(result.code()).isEqualTo(3);
  }
}
