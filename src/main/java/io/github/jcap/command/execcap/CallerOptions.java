package io.github.jcap.command.execcap;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.CapWords;
import io.github.jcap.cap.Credentials;
import io.github.jcap.cap.Execve;
import io.github.jcap.cap.Ids;
import io.github.jcap.cap.Securebits;
import io.github.jcap.cap.SetKind;
import io.github.jcap.cap.ThreadCaps;
import io.github.jcap.command.Arguments;
import io.github.jcap.command.CapsJson;
import io.github.jcap.command.CommandException;
import io.github.jcap.command.Option;
import io.github.jcap.command.SetArgument;
import io.github.jcap.judge.Caller;
import io.github.jcap.judge.SubjectReader;
import io.github.jcap.text.Nearest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the caller is supposed to hold in place of what it does. A set that is not given follows one
 * that is: effective stays within permitted, ambient within permitted and inheritable. One that is
 * given and does not fit is a mistake, since no kernel lets a thread have it.
 */
final class CallerOptions {
  private static final long LARGEST_ID = 0xffff_fffeL;

  private final Arguments arguments;
  private final int last;

  CallerOptions(Arguments arguments, int last) {
    this.arguments = arguments;
    this.last = last;
  }

  static List<Option> options() {
    return List.of(
        Option.value("R[,E[,S[,F]]]", "User ids: real, effective, saved, filesystem.", "--uid"),
        Option.value("R[,E[,S[,F]]]", "Group ids, likewise.", "--gid"),
        Option.value("G[,G...]|none", "Supplementary groups.", "--groups"),
        Option.value(
            "SET", "Permitted set: a mask, names, all, none, all,-net_raw.", "--permitted"),
        Option.value("SET", "Effective set.", "--effective"),
        Option.value("SET", "Inheritable set.", "--inheritable"),
        Option.value("SET", "Bounding set.", "--bounding"),
        Option.value("SET", "Ambient set.", "--ambient"),
        Option.value("LIST", "Securebits: noroot,keep_caps and the like, or none.", "--securebits"),
        Option.optional("BOOL", "no_new_privs: true, or false.", "--no-new-privs"),
        Option.flag("Traced by a process without CAP_SYS_PTRACE.", "--traced"));
  }

  /** {@return a caller with all that is supposed of it} */
  Caller applied(Caller caller) {
    Credentials read = caller.own();
    Credentials supposed =
        new Credentials(
            ids("--uid", read.uid()),
            ids("--gid", read.gid()),
            groups(read.groups()),
            sets(read.capabilities()),
            securebits(read.securebits()),
            noNewPrivs(read.noNewPrivs()));
    Set<Execve.Unsafe> unsafe = EnumSet.noneOf(Execve.Unsafe.class);
    unsafe.addAll(caller.unsafe());
    if (arguments.has("--traced")) {
      unsafe.add(Execve.Unsafe.TRACED);
    }
    List<String> assumptions = new ArrayList<>(caller.subject().assumptions());
    if (arguments.has("--securebits")) {
      assumptions.remove(SubjectReader.SECUREBITS_ASSUMED);
    }
    if (arguments.has("--no-new-privs")) {
      assumptions.remove(SubjectReader.NO_NEW_PRIVS_ASSUMED);
    }
    return caller.with(supposed, unsafe, assumptions);
  }

  /** What is left out is as with setuid(2): effective as real, the others as effective. */
  private Ids ids(String option, Ids read) {
    if (!arguments.has(option)) {
      return read;
    }
    String value = arguments.value(option, "");
    String[] parts = value.split(",", -1);
    if (parts.length > 4) {
      throw CommandException.usage(option + " is at most four ids, not " + value);
    }
    long real = id(option, parts[0]);
    long effective = parts.length > 1 ? id(option, parts[1]) : real;
    long saved = parts.length > 2 ? id(option, parts[2]) : effective;
    long filesystem = parts.length > 3 ? id(option, parts[3]) : effective;
    return new Ids(real, effective, saved, filesystem);
  }

  private List<Long> groups(List<Long> read) {
    if (!arguments.has("--groups")) {
      return read;
    }
    String value = arguments.value("--groups", "");
    List<Long> groups = new ArrayList<>();
    if (!value.equals("none")) {
      for (String part : value.split(",", -1)) {
        groups.add(id("--groups", part));
      }
    }
    return groups;
  }

  /** {@return an id that was typed} */
  static long id(String option, String digits) {
    long id = digits.isEmpty() ? LARGEST_ID + 1 : 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      id = c >= '0' && c <= '9' && id <= LARGEST_ID ? id * 10 + (c - '0') : LARGEST_ID + 1;
    }
    if (id > LARGEST_ID) {
      throw CommandException.usage(option + ": an id is 0 to 4294967294, not \"" + digits + "\"");
    }
    return id;
  }

  private ThreadCaps sets(ThreadCaps read) {
    CapSet permitted = set(SetKind.PERMITTED, read.permitted());
    CapSet inheritable = set(SetKind.INHERITABLE, read.inheritable());
    CapSet bounding = set(SetKind.BOUNDING, read.bounding());
    CapSet effective = within(SetKind.EFFECTIVE, read.effective(), permitted, "permitted");
    CapSet ambient =
        within(
            SetKind.AMBIENT,
            read.ambient(),
            permitted.and(inheritable),
            "permitted and inheritable");
    return new ThreadCaps(effective, permitted, inheritable, bounding, ambient);
  }

  private static String option(SetKind kind) {
    return "--" + CapsJson.name(kind);
  }

  private CapSet set(SetKind kind, CapSet read) {
    if (!arguments.has(option(kind))) {
      return read;
    }
    CapSet set = SetArgument.of(option(kind), arguments.value(option(kind), ""), last);
    CapSet beyond = set.without(CapSet.all(last));
    if (!beyond.isEmpty()) {
      throw CommandException.usage(
          option(kind)
              + ": the kernel's last capability is "
              + last
              + ", and no thread has "
              + new CapWords(last).of(beyond));
    }
    return set;
  }

  private CapSet within(SetKind kind, CapSet read, CapSet limit, String limits) {
    if (!arguments.has(option(kind))) {
      return read.and(limit);
    }
    CapSet set = set(kind, read);
    CapSet beyond = set.without(limit);
    if (!beyond.isEmpty()) {
      throw CommandException.usage(
          option(kind)
              + ": no thread has "
              + new CapWords(last).of(beyond)
              + " "
              + CapsJson.name(kind)
              + " that is not "
              + limits
              + " too");
    }
    return set;
  }

  private Securebits securebits(Securebits read) {
    if (!arguments.has("--securebits")) {
      return read;
    }
    String value = arguments.value("--securebits", "");
    int bits = 0;
    if (!value.equalsIgnoreCase("none")) {
      for (String word : value.split(",", -1)) {
        bits |= bit(word);
      }
    }
    return new Securebits(bits);
  }

  private static int bit(String word) {
    String name = word.toUpperCase(Locale.ROOT).replace('-', '_');
    name = name.startsWith("SECBIT_") ? name.substring("SECBIT_".length()) : name;
    List<String> names = new ArrayList<>();
    for (Securebits.Flag flag : Securebits.Flag.values()) {
      if (name.equals(flag.name())) {
        return flag.mask();
      }
      if (name.equals(flag.name() + "_LOCKED")) {
        return flag.lockMask();
      }
      names.add(flag.name().toLowerCase(Locale.ROOT));
      names.add(flag.name().toLowerCase(Locale.ROOT) + "_locked");
    }
    throw CommandException.usage(
        "--securebits: unknown bit \"" + word + "\"" + Nearest.hint(word, names));
  }

  private boolean noNewPrivs(boolean read) {
    if (!arguments.has("--no-new-privs")) {
      return read;
    }
    String value = arguments.value("--no-new-privs", "");
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "", "true", "yes", "on", "1" -> true;
      case "false", "no", "off", "0" -> false;
      default ->
          throw CommandException.usage("--no-new-privs is true or false, not \"" + value + "\"");
    };
  }
}
