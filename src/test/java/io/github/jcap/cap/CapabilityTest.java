package io.github.jcap.cap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The one table of capabilities, against the kernel's header and the running kernel. */
class CapabilityTest {
  private static final Path HEADER = Path.of("/usr/include/linux/capability.h");
  private static final Path LAST = Path.of("/proc/sys/kernel/cap_last_cap");

  @Test
  void numbersAndNamesAreThoseOfTheHeader() throws IOException {
    assumeTrue(Files.exists(HEADER), HEADER + " is not installed (linux-libc-dev)");
    Map<Integer, String> header = new TreeMap<>();
    Pattern define = Pattern.compile("(?m)^#define\\s+(CAP_[A-Z_]+)\\s+(\\d+)\\s*$");
    for (MatchResult line : define.matcher(Files.readString(HEADER)).results().toList()) {
      header.put(Integer.valueOf(line.group(2)), line.group(1));
    }
    assertThat(header).hasSizeGreaterThan(37);
    header.forEach(
        (number, name) ->
            assertThat(Capability.of(number).map(Capability::constantName))
                .as("capability %s of %s", number, HEADER)
                .contains(name));
  }

  @Test
  void theRunningKernelHasNoneThatTheTableLacks() throws IOException {
    assumeTrue(Files.isReadable(LAST), LAST + " cannot be read");
    assertThat(Integer.parseInt(Files.readString(LAST).strip()))
        .isLessThanOrEqualTo(Capability.last());
  }

  @Test
  void everyOneHasANumberAReleaseAndAMeaning() {
    int number = 0;
    for (Capability capability : Capability.values()) {
      assertThat(capability.number()).isEqualTo(number++);
      assertThat(capability.release()).matches("\\d+\\.\\d+(\\.\\d+)?");
      assertThat(capability.meaning()).isNotBlank();
    }
    assertThat(number).isEqualTo(41);
  }

  @Test
  void namesAreTakenInEveryCaseWithAndWithoutPrefix() {
    for (Capability capability : Capability.values()) {
      assertThat(Capability.ofName(capability.plainName())).contains(capability);
      assertThat(Capability.ofName(capability.libcapName())).contains(capability);
      assertThat(Capability.ofName(capability.constantName())).contains(capability);
    }
    assertThat(Capability.ofName("Cap_Sys_Admin")).contains(Capability.SYS_ADMIN);
    assertThat(Capability.ofName("cap_")).isEmpty();
    assertThat(Capability.ofName("")).isEmpty();
    assertThat(Capability.of(-1)).isEmpty();
    assertThat(Capability.of(41)).isEmpty();
  }
}
