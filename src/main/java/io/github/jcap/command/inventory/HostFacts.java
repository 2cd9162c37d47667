package io.github.jcap.command.inventory;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.jcap.command.RootedFiles;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Malformed;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.ProcRoot;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a host is beside its kernel's release: which machine, which system, which security modules,
 * and the settings that change what capabilities mean. A setting that this kernel does not have is
 * absent.
 *
 * @param proc the tree of proc
 * @param files those of the same host: /etc and /sys
 * @param problems what could not be learned
 */
record HostFacts(ProcRoot proc, RootedFiles files, Problems problems) {

  /** Whose id it is that is made from the machine's: it must not be told itself, machine-id(5). */
  private static final String APPLICATION = "io.github.jcap";

  /**
   * A security module.
   *
   * @param name as the kernel lists it
   * @param enforcing whether it refuses anything; absent of one that has no such switch
   */
  record Module(String name, Reading<Boolean> enforcing) {}

  /** {@return what a host is, of its files below a root} */
  static HostFacts of(ProcRoot proc, Path root, Problems problems) {
    return new HostFacts(proc, new RootedFiles(root, problems), problems);
  }

  /** {@return a file's text without the line end; absent where there is no such file} */
  private Reading<String> text(String file) {
    return files
        .read(RootedFiles.Place.of(file), HostFacts::line)
        .flatMap(read -> read)
        .map(ByteString::escaped);
  }

  private static ByteString line(InputStream in) throws IOException {
    byte[] bytes = in.readAllBytes();
    int end = bytes.length;
    return ByteString.of(bytes, 0, end > 0 && bytes[end - 1] == '\n' ? end - 1 : end);
  }

  /** {@return the machine's id, of 32 hexadecimal digits; absent where it has none yet} */
  Reading<String> machineId() {
    return text("/etc/machine-id").flatMap(id -> isId(id) ? Reading.of(id) : Reading.absent());
  }

  private static boolean isId(String id) {
    for (int i = 0; i < id.length(); i++) {
      if (Character.digit(id.charAt(i), 16) < 0) {
        return false;
      }
    }
    return id.length() == 32;
  }

  /**
   * {@return an id that is always the same of this machine and tells nothing of its own:
   * HMAC-SHA256 of jcap's name with the machine's id as key, its first 128 bits}
   */
  Reading<String> machineIdHash() {
    return machineId().map(HostFacts::hash);
  }

  private static String hash(String id) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(id.getBytes(US_ASCII), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(APPLICATION.getBytes(US_ASCII)), 0, 16);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  /** {@return the lines of os-release(5); absent where there is no such file} */
  Reading<OsRelease> osRelease() {
    for (String file : List.of("/etc/os-release", "/usr/lib/os-release")) {
      Reading<Reading<OsRelease>> read =
          files.read(RootedFiles.Place.of(file), in -> OsRelease.parse(in.readAllBytes()));
      if (!(read instanceof Reading.Absent)) {
        return read.flatMap(release -> release);
      }
    }
    return Reading.absent();
  }

  /**
   * {@return the security modules in the kernel's order, {@code /sys/kernel/security/lsm}; unknown
   * where securityfs is not mounted}
   */
  Reading<List<Module>> modules() {
    String file = "/sys/kernel/security/lsm";
    Reading<String> list = text(file);
    if (list instanceof Reading.Absent) {
      problems.add(
          Problem.of(
              "read " + file,
              Errno.ENOENT,
              file,
              "mount securityfs there: mount -t securityfs securityfs /sys/kernel/security"));
      return Reading.unknown();
    }
    return list.map(this::modules);
  }

  private List<Module> modules(String list) {
    List<Module> modules = new ArrayList<>();
    for (String name : list.split(",", -1)) {
      if (!name.isEmpty()) {
        modules.add(new Module(name, enforcing(name)));
      }
    }
    return modules;
  }

  /** Absent of a module without such a switch: it is in the list, so it decides. */
  private Reading<Boolean> enforcing(String module) {
    return switch (module) {
      case "selinux" -> orUnknown(text("/sys/fs/selinux/enforce").map("1"::equals));
      case "apparmor" ->
          orUnknown(text("/sys/module/apparmor/parameters/mode").map(HostFacts::enforces));
      case "lockdown" -> lockdown().map(level -> !level.equals("none"));
      default -> Reading.absent();
    };
  }

  private static boolean enforces(String mode) {
    return mode.equals("enforce") || mode.equals("kill");
  }

  /** Of a module that is there, a switch that is not cannot be read. */
  private static <T> Reading<T> orUnknown(Reading<T> reading) {
    return reading instanceof Reading.Absent ? Reading.unknown() : reading;
  }

  /** {@return {@code none}, {@code integrity} or {@code confidentiality}} */
  Reading<String> lockdown() {
    return text("/sys/kernel/security/lockdown").map(HostFacts::chosen);
  }

  /** Of {@code none [integrity] confidentiality}, what stands in brackets. */
  private static String chosen(String line) {
    int open = line.indexOf('[');
    int close = line.indexOf(']', open + 1);
    return open >= 0 && close > open ? line.substring(open + 1, close) : line;
  }

  /** {@return whether the kernel was told to give no file capabilities: {@code no_file_caps}} */
  Reading<Boolean> noFileCaps() {
    return sysctl("cmdline", line -> List.of(line.split(" ", -1)).contains("no_file_caps"));
  }

  /** {@return a setting that is a number; absent where this kernel does not have it} */
  Reading<Long> number(String file) {
    return sysctl(file, HostFacts::parse);
  }

  private static long parse(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new Malformed("not a number");
    }
  }

  /** {@return the settings of the namespace that the calling thread is in} */
  NetworkSettings networkSettings() {
    return new NetworkSettings(
        number("sys/net/ipv4/ip_unprivileged_port_start"),
        sysctl("sys/net/ipv4/ping_group_range", HostFacts::groups));
  }

  /** The two numbers of a range have a tab between them. */
  private static NetworkSettings.Groups groups(String line) {
    int tab = line.indexOf('\t');
    if (tab < 0) {
      throw new Malformed("not two numbers");
    }
    return new NetworkSettings.Groups(
        parse(line.substring(0, tab)), parse(line.substring(tab + 1)));
  }

  /** {@return what is made of a file of the tree of proc; absent where there is none} */
  private <T> Reading<T> sysctl(String file, Function<String, T> parser) {
    Outcome<ByteString> read = proc.text(file);
    if (read instanceof Outcome.Failed<ByteString> failed
        && failed.problem().cause().equals(Errno.ENOENT.name())) {
      return Reading.absent();
    }
    try {
      return read.orReport(problems).map(text -> parser.apply(text.latin1()));
    } catch (Malformed e) {
      problems.add(
          Problem.malformed(
              "read /proc/" + file,
              String.valueOf(e.getMessage()),
              ByteString.of(proc.path() + "/" + file)));
      return Reading.unknown();
    }
  }
}
