package io.github.jcap.command.filecap;

import java.util.Set;

/**
 * The names of programs that run any code, or any other program, that their user gives them: what
 * such a file may do, everybody who may execute it may do.
 */
final class Interpreters {
  private static final Set<String> SHELLS =
      names(
          """
          ash bash bash-static busybox csh dash elvish fish ksh ksh93 lksh mksh nu pwsh rbash sh
          tcsh toybox yash zsh zsh-static
          """);

  private static final Set<String> LANGUAGES =
      names(
          """
          awk beam.smp bun clisp csi deno ecl expect gawk gforth ghc gjs gjs-console gsi guile
          java jimsh jshell julia lua luajit mawk mono mono-sgen nawk node nodejs ocaml ocamlrun
          octave octave-cli original-awk perl php php-cgi pypy python qjs racket Rscript ruby sbcl
          scala swipl tclsh wish
          """);

  /** Debuggers and tracers, editors with a shell in them, make. */
  private static final Set<String> TOOLS =
      names(
          """
          bpftrace gdb gdbserver lldb lldb-server ltrace perf rr strace
          ed emacs emacs-gtk emacs-nox ex nvim rview rvim vi view vim vim.basic vim.gtk vim.nox
          vim.tiny
          gmake make
          """);

  /** What runs the program that it is told to, with what it holds itself. */
  private static final Set<String> RUNNERS =
      names(
          """
          capsh chroot env find flock ionice nice nohup nsenter parallel prlimit runcon script
          setarch setpriv setsid stdbuf taskset time timeout unshare watch xargs
          """);

  private Interpreters() {}

  /**
   * {@return whether a program of that name is one}
   *
   * @param name the last part of a path, one char a byte; a version may follow the name: {@code
   *     python3.11}, {@code perl5.36-x86_64-linux-gnu}, {@code luajit-2.1.0}, {@code python3.13t}
   */
  static boolean isOne(String name) {
    return isListed(name)
        || isListed(withoutVersion(name))
        || name.startsWith("ld-linux")
        || name.startsWith("ld-musl");
  }

  private static boolean isListed(String name) {
    return SHELLS.contains(name)
        || LANGUAGES.contains(name)
        || TOOLS.contains(name)
        || RUNNERS.contains(name);
  }

  private static Set<String> names(String text) {
    return Set.of(text.strip().split("\\s+", -1));
  }

  /** Digits and dots, at most one letter, and then what a hyphen begins; or the name as it is. */
  private static String withoutVersion(String name) {
    int digit = 0;
    while (digit < name.length() && !isDigit(name.charAt(digit))) {
      digit++;
    }
    int at = digit;
    while (at < name.length() && (isDigit(name.charAt(at)) || name.charAt(at) == '.')) {
      at++;
    }
    if (at < name.length() && name.charAt(at) != '-') {
      at++;
    }
    boolean hasVersion = digit > 0 && digit < name.length();
    if (!hasVersion || (at < name.length() && name.charAt(at) != '-')) {
      return name;
    }
    return name.substring(0, name.charAt(digit - 1) == '-' ? digit - 1 : digit);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
