package io.github.jcap.command.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.jcap.fixture.Untrusted;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Malformed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Pasted lines of any bytes: values, and lines that are unclear, and nothing else. */
class DecodeFuzzTest {
  static Stream<byte[]> lines() {
    return Untrusted.seeds(
        "type=AVC msg=audit(1:2): avc:  denied  { net_admin } for pid=1 comm=\"a b\" capability=12"
            + " tclass=capability",
        "type=PATH name=\"/bin/x\" cap_fp=0000000000002000 cap_fi=0 cap_fe=1 cap_fver=3"
            + " cap_frootid=1000\u001dOUID=\"root\"",
        "type=BPRM_FCAPS fver=2 fp=2000 fi=0 fe=1 old_pp=0 old_pi=0 old_pe=0 old_pa=0 pp=2000 pi=0"
            + " pe=2000 pa=0",
        "type=CAPSET cap_pi=0 cap_pp=1fffeffffff cap_pe=? cap_pa=0",
        "apparmor=\"DENIED\" capability=13  capname=\"net_raw\"",
        "CapInh:\t0000000000000000\nCapPrm:\t0000000000003000\nName:\tcat",
        "# file: usr/bin/ping\nsecurity.capability=0sAQAAAgAgAAAAAAAAAAAAAAAAAAA=\n",
        "1: \"=ep\" [!cap_sys_resource]",
        "Capabilities for '1': =ep",
        "Current IAB: !cap_sys_resource",
        "Bounding set =cap_chown,cap_kill",
        "0x0000000000003000=cap_net_admin,cap_net_raw",
        "/usr/bin/ping cap_net_raw=ep [rootid=-2]",
        "CapabilityBoundingSet=~CAP_SYS_ADMIN",
        "{drop: [\"ALL\"], add: [\"NET_ADMIN\"]}",
        "--cap-drop=ALL",
        "[!cap_chown]",
        "3000\n#10\nall,-chown",
        "x".repeat(Lines.LONGEST + 2));
  }

  @MethodSource("lines")
  @FuzzTest
  void lines(byte[] bytes) throws IOException {
    Counter counter = new Counter();
    Lines lines = new Lines(new Decoder(40), counter);
    new InputLines(new ByteArrayInputStream(bytes)).into(lines);
    lines.end();
    assertThat(counter.count).as("of each input something is said").isPositive();
  }

  /** Checks each value: that what it needs is in its sets, and that it is read again. */
  private static final class Counter implements Lines.Sink {
    private int count;

    @Override
    public void value(Value value) throws IOException {
      count++;
      assertThat(value.text().length()).isPositive();
      assertThat(value.notes()).allSatisfy(Untrusted::assertShownLines);
    }

    @Override
    public void unclear(ByteString line, Malformed why) {
      count++;
      assertThat(line.length()).isLessThanOrEqualTo(Lines.LONGEST);
      assertThat(why).message().isNotBlank();
    }
  }
}
