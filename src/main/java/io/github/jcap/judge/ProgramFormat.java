package io.github.jcap.judge;

import io.github.jcap.outcome.ByteString;
import java.util.Optional;

/**
 * What execve(2) takes a file for by its first bytes: {@code fs/binfmt_script.c}, {@code
 * fs/binfmt_elf.c}.
 *
 * @param kind what it is
 * @param interpreter of a script what runs it, of a program its loader; empty where it has none, or
 *     that cannot be told
 */
record ProgramFormat(Kind kind, Optional<ByteString> interpreter) {

  /** The formats. */
  enum Kind {
    /** Begins with {@code #!}. */
    SCRIPT,
    /** A program for this machine. */
    PROGRAM,
    /** A program for this kind of machine with 32 bits, which not every kernel runs. */
    PROGRAM_OF_32_BITS,
    /** Neither: ENOEXEC, unless somebody has registered the format. */
    OTHER
  }

  /** How many bytes must be read of a program to find its loader's name: nearly always enough. */
  static final int ENOUGH = 4096;

  private static final ProgramFormat NEITHER = new ProgramFormat(Kind.OTHER, Optional.empty());
  private static final int SCRIPT_BUFFER = 256;

  // struct elf64_hdr and elf64_phdr of include/uapi/linux/elf.h; little-endian machines alone.
  private static final int CLASS = 4;
  private static final int DATA = 5;
  private static final int TYPE = 16;
  private static final int MACHINE = 18;
  private static final int HEADER = 64;
  private static final int PROGRAM_HEADERS = 32;
  private static final int PROGRAM_HEADER_SIZE = 54;
  private static final int PROGRAM_HEADER_COUNT = 56;
  private static final int SIZE_OF_PROGRAM_HEADER = 56;
  private static final int INTERPRETER = 3;
  private static final int OFFSET = 8;
  private static final int FILE_SIZE = 32;

  /**
   * {@return what a file is}
   *
   * @param begins its first bytes
   * @param machine as uname(2) names it: {@code x86_64}
   */
  static ProgramFormat of(ByteString begins, String machine) {
    String bytes = begins.latin1();
    if (bytes.startsWith("#!")) {
      return script(bytes.length() > SCRIPT_BUFFER ? bytes.substring(0, SCRIPT_BUFFER) : bytes);
    }
    return bytes.startsWith("\u007fELF") && bytes.length() >= HEADER
        ? elf(bytes, machine)
        : NEITHER;
  }

  /** The line ends where the buffer does, but then the name must have ended before. */
  private static ProgramFormat script(String bytes) {
    int end = bytes.indexOf('\n');
    boolean isCut = end < 0 && bytes.length() == SCRIPT_BUFFER;
    end = end < 0 ? bytes.length() : end;
    int from = 2;
    while (from < end && isBlank(bytes.charAt(from))) {
      from++;
    }
    int to = from;
    while (to < end && !isBlank(bytes.charAt(to)) && bytes.charAt(to) != 0) {
      to++;
    }
    if (to == from || (isCut && to >= SCRIPT_BUFFER - 1)) {
      return NEITHER;
    }
    return new ProgramFormat(Kind.SCRIPT, Optional.of(new ByteString(bytes.substring(from, to))));
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private static ProgramFormat elf(String bytes, String machine) {
    boolean littleEndian = bytes.charAt(DATA) == 1;
    boolean wide = bytes.charAt(CLASS) == 2;
    long type = number(bytes, TYPE, 2);
    long its = number(bytes, MACHINE, 2);
    if (!littleEndian) {
      // Of a machine that is big-endian nothing is known here but that this is a program.
      return numberOf(machine) == 0 ? new ProgramFormat(Kind.PROGRAM, Optional.empty()) : NEITHER;
    }
    if (type != 2 && type != 3) {
      return NEITHER;
    }
    if (!wide) {
      boolean runs = numberOf(machine) == 0 || its == narrowNumberOf(machine);
      return runs ? new ProgramFormat(Kind.PROGRAM_OF_32_BITS, Optional.empty()) : NEITHER;
    }
    if (numberOf(machine) != 0 && its != numberOf(machine)) {
      return NEITHER;
    }
    boolean hasHeaders =
        number(bytes, PROGRAM_HEADER_SIZE, 2) == SIZE_OF_PROGRAM_HEADER
            && number(bytes, PROGRAM_HEADER_COUNT, 2) > 0;
    return hasHeaders ? new ProgramFormat(Kind.PROGRAM, loader(bytes)) : NEITHER;
  }

  private static Optional<ByteString> loader(String bytes) {
    long at = number(bytes, PROGRAM_HEADERS, 4);
    long count = number(bytes, PROGRAM_HEADER_COUNT, 2);
    for (int i = 0; i < count && at + SIZE_OF_PROGRAM_HEADER <= bytes.length(); i++) {
      int header = (int) at;
      if (number(bytes, header, 4) == INTERPRETER) {
        long from = number(bytes, header + OFFSET, 4);
        long to = from + number(bytes, header + FILE_SIZE, 4) - 1;
        return from > 0 && to > from && to <= bytes.length()
            ? Optional.of(new ByteString(bytes.substring((int) from, (int) to)))
            : Optional.empty();
      }
      at += SIZE_OF_PROGRAM_HEADER;
    }
    return Optional.empty();
  }

  /** Unsigned; the low half of what is longer: no header lies beyond 4 GiB. */
  private static long number(String bytes, int at, int size) {
    long number = 0;
    for (int i = size - 1; i >= 0; i--) {
      number = (number << 8) | bytes.charAt(at + i);
    }
    return number;
  }

  /** {@code include/uapi/linux/elf-em.h}; 0 of a machine that is not in this table. */
  private static int numberOf(String machine) {
    return switch (machine) {
      case "x86_64" -> 62;
      case "aarch64" -> 183;
      case "riscv64" -> 243;
      case "ppc64le" -> 21;
      case "loongarch64" -> 258;
      default -> 0;
    };
  }

  private static int narrowNumberOf(String machine) {
    return switch (machine) {
      case "x86_64" -> 3;
      case "aarch64" -> 40;
      case "riscv64" -> 243;
      default -> -1;
    };
  }
}
