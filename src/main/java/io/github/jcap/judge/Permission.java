package io.github.jcap.judge;

import io.github.jcap.cap.Capability;
import io.github.jcap.cap.Credentials;
import io.github.jcap.cap.Missing;
import io.github.jcap.kernel.Accounts;
import io.github.jcap.kernel.FileFacts;
import io.github.jcap.kernel.FileKind;
import io.github.jcap.kernel.Inode;
import io.github.jcap.kernel.PosixAcl;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Whether a subject may do something with one inode: the kernel's {@code generic_permission},
 * {@code fs/namei.c}. The owner's class decides, or the access list, or the group's class, or that
 * of all others; where it refuses, a capability may override it.
 */
final class Permission {
  static final int READ = 4;
  static final int WRITE = 2;
  static final int EXECUTE = 1;

  private static final String MODE = "fs/namei.c acl_permission_check; path_resolution(7)";
  private static final String LIST = "fs/posix_acl.c posix_acl_permission; acl(5)";
  private static final String OVERRIDE = "fs/namei.c generic_permission; capabilities(7)";
  private static final int ANYBODY_EXECUTES = 0111;
  private static final int OF_GROUP = 070;

  private final Subject subject;
  private final Credentials credentials;
  private final Accounts accounts;

  Permission(Subject subject, Accounts accounts) {
    this.subject = subject;
    this.credentials = subject.credentials();
    this.accounts = accounts;
  }

  /** What the mode or the access list says. */
  private record Mode(Answer answer, String rule, String who, String source) {
    static Mode of(boolean granted, String rule, String who, String source) {
      return new Mode(granted ? Answer.YES : Answer.NO, rule, who, source);
    }
  }

  /**
   * Applies the rules.
   *
   * @param shown its path as the subject names it
   * @param list asks for its access list
   * @param mask what is wanted
   */
  void judge(
      ByteString shown, Inode inode, Supplier<Reading<PosixAcl>> list, int mask, Ruling ruling) {
    FileFacts facts = inode.facts();
    Mode mode = mode(facts, list, mask);
    String what = described(shown, facts) + ": " + mode.who();
    String doing = doing(facts.kind() == FileKind.DIRECTORY, mask);
    if (mode.answer() == Answer.YES) {
      ruling.allows(mode.rule(), what + " may " + doing + " it", mode.source());
      return;
    }
    String refusal =
        mode.answer() == Answer.NO
            ? what + " may not " + doing + " it"
            : what + ": whether it may " + doing + " it cannot be told";
    override(shown, inode, mask, new Reasoned(mode, refusal, doing), ruling);
  }

  /** What the mode said, to be put before what the capabilities say. */
  private record Reasoned(Mode mode, String text, String doing) {}

  private void override(ByteString shown, Inode inode, int mask, Reasoned reasoned, Ruling ruling) {
    FileFacts facts = inode.facts();
    Mode mode = reasoned.mode();
    boolean directory = facts.kind() == FileKind.DIRECTORY;
    if (!directory && (mask & EXECUTE) != 0 && (facts.mode() & ANYBODY_EXECUTES) == 0) {
      ruling.refuses(
          "no_execute_bit",
          described(shown, facts)
              + ": no execute bit is set, without which no capability lets it be executed",
          OVERRIDE,
          "chmod +x " + shown.escaped());
      return;
    }
    List<CapabilityCheck> checks = new ArrayList<>();
    if (directory ? (mask & WRITE) == 0 : mask == READ) {
      checks.add(check(Capability.DAC_READ_SEARCH, facts));
    }
    checks.add(check(Capability.DAC_OVERRIDE, facts));
    boolean open = mode.answer() == Answer.UNKNOWN;
    for (CapabilityCheck check : checks) {
      if (check.answer() == Answer.YES) {
        ruling.allows(mode.rule(), reasoned.text(), mode.source());
        ruling.allows(
            "capability", check.sentence() + ", which overrides what the mode says", OVERRIDE);
        return;
      }
      open |= check.answer() == Answer.UNKNOWN;
    }
    String sentences = sentences(checks);
    if (open) {
      ruling.leavesOpen(mode.rule(), reasoned.text(), mode.source());
      ruling.leavesOpen("capability", sentences, OVERRIDE);
      return;
    }
    ruling.allows(mode.rule(), reasoned.text(), mode.source());
    List<Missing> missing = new ArrayList<>();
    for (CapabilityCheck check : checks) {
      missing.addAll(check.missing());
    }
    ruling.refuses(
        "capability",
        sentences,
        OVERRIDE,
        missing,
        "let its user "
            + reasoned.doing()
            + " "
            + shown.escaped()
            + " (chmod, chown or setfacl), or "
            + checks.get(0).cure());
  }

  private CapabilityCheck check(Capability capability, FileFacts facts) {
    return CapabilityCheck.overFile(subject, capability, facts.uid(), facts.gid());
  }

  private static String sentences(List<CapabilityCheck> checks) {
    StringBuilder text = new StringBuilder();
    for (CapabilityCheck check : checks) {
      text.append(text.length() == 0 ? "" : ", and ").append(check.sentence());
    }
    return text.toString();
  }

  private Mode mode(FileFacts facts, Supplier<Reading<PosixAcl>> list, int mask) {
    int mode = facts.mode();
    if (credentials.uid().filesystem() == facts.uid()) {
      return Mode.of(grants(mode >> 6, mask), "owner", "the owner", MODE);
    }
    if ((mode & OF_GROUP) != 0) {
      Reading<PosixAcl> read = list.get();
      if (read.isUnknown()) {
        return new Mode(Answer.UNKNOWN, "access_list", "its access list could not be read", LIST);
      }
      if (read instanceof Reading.Value<PosixAcl> known) {
        return byList(known.value(), facts, mask);
      }
    }
    return credentials.isInGroup(facts.gid())
        ? Mode.of(grants(mode >> 3, mask), "group", "the group", MODE)
        : Mode.of(grants(mode, mask), "others", "others", MODE);
  }

  private static boolean grants(int permissions, int mask) {
    return (mask & ~permissions) == 0;
  }

  /** The first user that fits decides; of groups any that fits and grants; then others. */
  private Mode byList(PosixAcl list, FileFacts facts, int mask) {
    boolean found = false;
    for (PosixAcl.Entry entry : list.entries()) {
      switch (entry.tag()) {
        case USER -> {
          if (entry.id() == credentials.uid().filesystem()) {
            return masked(list, entry, mask, "user " + accounts.nameOrId(entry.id()).escaped());
          }
        }
        case GROUP_OF_FILE, GROUP -> {
          boolean ofFile = entry.tag() == PosixAcl.Tag.GROUP_OF_FILE;
          long group = ofFile ? facts.gid() : entry.id();
          if ((ofFile || entry.hasId()) && credentials.isInGroup(group)) {
            found = true;
            if (grants(entry.permissions(), mask)) {
              return masked(list, entry, mask, "group " + group(group));
            }
          }
        }
        case OTHERS -> {
          return found
              ? ofList(false, "its groups")
              : ofList(grants(entry.permissions(), mask), "others");
        }
        case OWNER, MASK -> {}
      }
    }
    return new Mode(Answer.UNKNOWN, "access_list", "its access list has no end", LIST);
  }

  private static Mode masked(PosixAcl list, PosixAcl.Entry entry, int mask, String who) {
    int permissions = entry.permissions();
    for (PosixAcl.Entry each : list.entries()) {
      if (each.tag() == PosixAcl.Tag.MASK) {
        permissions &= each.permissions();
      }
    }
    return ofList(grants(permissions, mask), who);
  }

  private static Mode ofList(boolean granted, String who) {
    return Mode.of(granted, "access_list", "by its access list " + who, LIST);
  }

  /** {@return a file as a sentence names it: {@code /etc/shadow (root:shadow 0640)}} */
  String described(ByteString shown, FileFacts facts) {
    return shown.escaped()
        + " ("
        + accounts.nameOrId(facts.uid()).escaped()
        + ":"
        + group(facts.gid())
        + " "
        + facts.octalMode()
        + ")";
  }

  private String group(long gid) {
    return accounts.groupNameOrId(gid).escaped();
  }

  private static String doing(boolean directory, int mask) {
    if (directory) {
      return (mask & WRITE) != 0 ? "make names in" : (mask & READ) != 0 ? "list" : "search";
    }
    return switch (mask) {
      case READ -> "read";
      case WRITE -> "write";
      default -> "execute";
    };
  }
}
