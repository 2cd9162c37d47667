package io.github.jcap.command.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.FileCaps;
import io.github.jcap.cap.SetKind;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Malformed;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a text is read, and what is said of one that is unclear. */
class DecoderTest {
  private static final String ATTRIBUTE = "0100000200200000000000000000000000000000";

  private static Value decode(String text) {
    return new Decoder(40).decode(ByteString.of(text.replace("\\t", "\t")));
  }

  /** The set of no sort, or each set by its letter. */
  private static String meaning(Value value) {
    return value
        .set()
        .known()
        .map(set -> Long.toHexString(set.mask()))
        .orElseGet(
            () ->
                value.sets().entrySet().stream()
                    .map(e -> e.getKey().letter() + Long.toHexString(e.getValue().mask()))
                    .collect(Collectors.joining(" ")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3000|MASK|3000",
        "00000000a80425fb|MASK|a80425fb",
        "0x3000|MASK|3000",
        "10|MASK|10",
        "#10|NUMBER|400",
        "net_raw,CAP_CHOWN 13|LIST|2001",
        "all,-net_raw|LIST|1ffffffdfff",
        "all except sys_resource|LIST|1fffeffffff",
        "none|LIST|0",
        "cap_net_admin,cap_net_raw|LIST|3000",
        "cap_net_raw+ep|LIBCAP|e2000 p2000 i0",
        "cap_net_raw=ep|LIBCAP|e2000 p2000 i0",
        "= cap_sys_chroot+ep cap_net_bind_service+eip|LIBCAP|e40400 p40400 i400",
        "=ep cap_net_raw-e|LIBCAP|e1ffffffdfff p1ffffffffff i0",
        "=|LIBCAP|e0 p0 i0",
        "!cap_sys_resource|IAB|i0 b1fffeffffff a0",
        "[!cap_sys_resource]|IAB|i0 b1fffeffffff a0",
        "cap_kill,^cap_net_raw|IAB|i2020 b1ffffffffff a2000",
        "0sAQAAAgAgAAAAAAAAAAAAAAAAAAA=|ATTRIBUTE|e2000 p2000 i0",
        "AQAAAgAgAAAAAAAAAAAAAAAAAAA=|ATTRIBUTE|e2000 p2000 i0",
        "0x" + ATTRIBUTE + "|ATTRIBUTE|e2000 p2000 i0",
        ATTRIBUTE + "|ATTRIBUTE|e2000 p2000 i0",
        "0x010000010020000000000000|ATTRIBUTE|e2000 p2000 i0",
        "0x0100000300200000000000000000000000000000e8030000|ATTRIBUTE|e2000 p2000 i0",
        "security.capability=0sAQAAAgAgAAAAAAAAAAAAAAAAAAA=|ATTRIBUTE|e2000 p2000 i0",
        "security.capability=0x" + ATTRIBUTE + "|ATTRIBUTE|e2000 p2000 i0",
        "CapEff:\\t000001ffffffffff|STATUS|e1ffffffffff",
        "CapBnd: 00000000000004c0|STATUS|b4c0",
        "CapAmb: 0|STATUS|a0",
        "/usr/bin/ping = cap_net_raw+ep|GETCAP|e2000 p2000 i0",
        "/usr/bin/ping cap_net_raw=ep|GETCAP|e2000 p2000 i0",
        "/usr/bin/ping cap_net_raw=ep [rootid=1000]|GETCAP|e2000 p2000 i0",
        "ping cap_net_raw=ep|GETCAP|e2000 p2000 i0",
        "/opt/a file cap_chown=p|GETCAP|e0 p1 i0",
        "1: =ep cap_sys_resource-ep|GETPCAPS|e1fffeffffff p1fffeffffff i0",
        "1: \"=ep\" [!cap_sys_resource]|GETPCAPS|e1ffffffffff p1ffffffffff i0 b1fffeffffff a0",
        "Capabilities for '7': =|GETPCAPS|e0 p0 i0",
        "Capabilities for `7': = cap_kill+p|GETPCAPS|e0 p20 i0",
        "Current: =ep cap_sys_resource-ep|CAPSH|e1fffeffffff p1fffeffffff i0",
        "Current IAB: !cap_sys_resource|CAPSH|i0 b1fffeffffff a0",
        "Current IAB:|CAPSH|i0 b1ffffffffff a0",
        "Bounding set =cap_chown,cap_kill|CAPSH|b21",
        "Ambient set =|CAPSH|a0",
        "0x0000000000003000=cap_net_admin,cap_net_raw|CAPSH|3000",
        "0x0000020000000000=41|CAPSH|20000000000",
        "CapabilityBoundingSet=CAP_NET_RAW cap_kill|SYSTEMD|b2020",
        "CapabilityBoundingSet=~CAP_SYS_RESOURCE|SYSTEMD|b1fffeffffff",
        "AmbientCapabilities=|SYSTEMD|a0",
        "--cap-drop=ALL --cap-add=NET_RAW|DOCKER|2000",
        "[\"CAP_NET_ADMIN\", \"CAP_NET_RAW\"]|OCI|3000",
        "[]|OCI|0",
        "{drop: [\"ALL\"], add: [\"NET_RAW\"]}|KUBERNETES|2000",
        "capability=12|AUDIT|1000",
        "capname=\"net_admin\"|AUDIT|1000",
        "cap_fp=0000000000002000 cap_fi=0 cap_fe=1 cap_fver=2|AUDIT|e2000 p2000 i0",
        "cap_fp=0000000000002000|AUDIT|e0 p2000 i0",
        "cap_pp=0000000000002000 cap_pi=0 cap_pe=0 cap_pa=0|AUDIT|e0 p2000 i0 a0",
        "type=AVC msg=audit(1.2:3): avc:  denied  { net_admin } for  pid=1 comm=\"x\" capability=12"
            + "  scontext=a tclass=capability|AUDIT|1000",
        "avc:  denied  { sys_admin } for  pid=1 comm=\"x\" tclass=capability|AUDIT|200000",
        "type=AVC msg=audit(1.2:3): apparmor=\"DENIED\" operation=\"capable\" comm=\"ping\""
            + " capability=13  capname=\"net_raw\"|AUDIT|2000",
        "type=CAPSET msg=audit(1:2): pid=7 cap_pi=0 cap_pp=1 cap_pe=1 cap_pa=0|AUDIT|e1 p1 i0 a0",
        "' 3000 '|MASK|3000",
      })
  void aTextIsReadByItsShape(String text, Form form, String meaning) {
    Value value = decode(text);
    assertThat(value.form()).as(text).isEqualTo(form);
    assertThat(meaning(value)).as(text).isEqualTo(meaning);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10|capability number 10, net_bind_service, is #10",
        "41|capability number 41, which has no name here, is #41",
        "3000|in decimal it would be the mask 0xbb8",
        "ff|''",
        "0000000000003000|''",
        "0x10|''",
        "=e|no file can have it: one flag makes all of its sets effective, or none",
        "#41|no name is known for 41; Docker, OCI and Kubernetes take names alone",
        "cap_fp=0 cap_fi=0 cap_fe=0 cap_fver=0|the file has no attribute",
        "capability=12 capname=\"kill\"|capname says another: kill",
      })
  void whatElseThereIsToKnowIsSaid(String text, String notes) {
    assertThat(String.join("; ", decode(text).notes())).isEqualTo(notes);
  }

  @Test
  void whatTheKernelDoesNotKnowIsSaid() {
    assertThat(new Decoder(39).decode(ByteString.of("bpf checkpoint_restore")).notes())
        .containsExactly("beyond the last capability of the kernel, 39: checkpoint_restore");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/usr/bin/ping = cap_net_raw+ep|/usr/bin/ping",
        "/opt/a file cap_chown=p|/opt/a file",
        "12: =|12",
        "type=PATH msg=audit(1:2): name=\"/usr/bin/ping\" cap_fp=0 cap_fe=0|/usr/bin/ping",
        "type=AVC avc: denied { kill } comm=\"a b\" capability=5|a b",
      })
  void whatItIsOfIsSaid(String text, String subject) {
    assertThat(decode(text).subject().known()).contains(ByteString.of(subject));
  }

  @Test
  void anAttributeKeepsItsRevisionAndRootid() {
    FileCaps caps =
        decode("0x0100000300200000000000000000000000000000e8030000").file().known().orElseThrow();
    assertThat(caps.revision()).isEqualTo(3);
    assertThat(caps.rootid()).hasValue(1000);
    assertThat(
            decode("cap_fp=0000000000002000 cap_fe=1 cap_fver=3 cap_frootid=1000").file().known())
        .contains(caps);
    assertThat(decode("/x cap_net_raw=ep [rootid=1000]").file().known()).contains(caps);
  }

  @Test
  void aRecordOfExecveHasBothStatesAndTheFile() {
    Value value =
        decode(
            "type=BPRM_FCAPS msg=audit(1:2): fver=2 fp=0000000000002000 fi=0 fe=1 old_pp=1"
                + " old_pi=0 old_pe=1 old_pa=0 pp=0000000000002000 pi=0 pe=0000000000002000 pa=0"
                + " frootid=0");
    assertThat(value.before().get(SetKind.PERMITTED)).isEqualTo(new CapSet(1));
    assertThat(value.sets().get(SetKind.PERMITTED)).isEqualTo(new CapSet(0x2000));
    assertThat(value.file().known()).contains(FileCaps.of(new CapSet(0x2000), CapSet.EMPTY, true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1ffffffffffffffff|a mask has 64 bits, 16 hexadecimal digits at most, and an attribute 24,"
            + " 40 or 48; \"1ffffffffffffffff\" has 17",
        "net_rwa|unknown capability \"net_rwa\"",
        "cap_net_rwa+ep|unknown capability \"cap_net_rwa\", at character 1 of \"cap_net_rwa+ep\"",
        "net_raw=ep|unknown capability \"net_raw\" (cap_net_raw?), at character 1 of"
            + " \"net_raw=ep\"",
        "+=ep|a capability is expected, not \"+\", at character 1 of \"+=ep\"",
        "cap_chown=p+i=e|\"+\" or \"-\", not \"=\", at character 14 of \"cap_chown=p+i=e\"",
        "!net_raw|unknown capability \"net_raw\" (cap_net_raw?), at character 2 of \"!net_raw\"",
        "CapEf: 3|no line of /proc/PID/status: \"CapEf\"; those are CapInh, CapPrm, CapEff, CapBnd"
            + " and CapAmb",
        "CapEff: xyz|not a capability mask: \"xyz\"",
        "0x0100000500200000000000000000000000000000|unknown revision 5",
        "0x010000020020000000000000|malformed: revision 2 of 12 bytes",
        "0s!!!!|not base64: \"!!!!\"",
        "0x0000000000003000=cap_net_raw|the mask is 0x0000000000003000 and the names are"
            + " 0x0000000000002000",
        "cap_fp=?|cap_fp=?: the kernel could not read it",
        "type=SYSCALL msg=audit(1:2): arch=c000003e|a record of the audit log without capability=,"
            + " capname=, cap_fp=, cap_pp= or the like",
        "--cap-add=NET_RAW|what it gives depends on the runtime's default set, unless ALL is added"
            + " or dropped",
        "a/b|neither a mask, a list of names, libcap's text or IAB, an attribute, nor a line of"
            + " status, getcap, getpcaps, getfattr or audit",
        "64 10|a capability's number is 0 to 63 in decimal, not \"64\"; a mask stands alone",
        "capability=64|a capability's number is 0 to 63 in decimal, not \"#64\"",
      })
  void whatIsUnclearIsRefusedInWords(String text, String why) {
    assertThatThrownBy(() -> decode(text)).isInstanceOf(Malformed.class).hasMessage(why);
  }

  @Test
  void anyBytesAreReadOrMalformed() {
    SplittableRandom random = new SplittableRandom(9);
    String[] parts = {
      "Cap",
      "CapEff:",
      "\t",
      " ",
      "0s",
      "0x",
      "AQAA",
      "security.capability=",
      "1: ",
      "\"",
      "=ep",
      "cap_chown",
      "net_raw",
      "+",
      "-",
      "=",
      "!",
      "^",
      "[",
      "]",
      "{",
      "}",
      "rootid=",
      "Current",
      "Current: ",
      "Bounding set =",
      "Capabilities for ",
      "'",
      "type=",
      "audit(",
      "capability=",
      "capname=",
      "cap_fp=",
      "cap_fe=",
      "cap_fver=3",
      "cap_frootid=",
      "-1",
      "99999999999",
      "old_pp=",
      "#",
      ",",
      "~",
      "/",
      "\u00ff",
      "\u0000",
      "63",
      "64",
      "fff",
      "--cap-add=ALL",
      "\u0080"
    };
    int read = 0;
    for (int i = 0; i < 60_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(8); length > 0; length--) {
        text.append(
            random.nextInt(12) == 0
                ? String.valueOf((char) random.nextInt(256))
                : parts[random.nextInt(parts.length)]);
      }
      try {
        new Decoder(40).decode(new ByteString(text.toString()));
        read++;
      } catch (Malformed e) {
        // What it should be.
      }
    }
    assertThat(read).isGreaterThan(1_000);
  }
}
