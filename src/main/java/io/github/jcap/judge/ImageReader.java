package io.github.jcap.judge;

import io.github.jcap.cap.CapAttribute;
import io.github.jcap.cap.Image;
import io.github.jcap.cap.Reason;
import io.github.jcap.judge.PathAccess.Access;
import io.github.jcap.judge.PathAccess.Reached;
import io.github.jcap.judge.PathAccess.Want;
import io.github.jcap.kernel.Accounts;
import io.github.jcap.kernel.FileTree;
import io.github.jcap.kernel.Inodes;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import io.github.jcap.outcome.Problems;
import io.github.jcap.proc.ProcRoot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks at a file as execve(2) does before it judges capabilities: {@code fs/exec.c}. Whether the
 * caller may reach and execute it, what it is, what interprets it, and what that one's mount,
 * attribute and set-id bits are. Nothing is executed.
 */
public final class ImageReader {
  /** {@code exec_binprm}: a script, and four more that interpret each other. */
  private static final int MOST_SCRIPTS = 5;

  private static final String EXEC = "fs/exec.c; execve(2)";

  private final FileTree tree;
  private final Inodes inodes;
  private final ProcRoot proc;
  private final Accounts accounts;
  private final Problems problems;

  /**
   * Prepares to look.
   *
   * @param tree tells attributes, and how files begin
   * @param inodes tells what lies along a path
   * @param proc tells the mounts of the caller, and what the kernel was told
   * @param accounts names owners in the reasons
   * @param problems where what could not be read is counted
   */
  public ImageReader(
      FileTree tree, Inodes inodes, ProcRoot proc, Accounts accounts, Problems problems) {
    this.tree = tree;
    this.inodes = inodes;
    this.proc = proc;
    this.accounts = accounts;
    this.problems = problems;
  }

  /**
   * {@return what is found}
   *
   * @param path absolute, as the caller names it
   * @param supposed what the file is taken to be; what interprets it is taken as it is
   */
  public ImageReading read(Caller caller, ByteString path, Supposed supposed) {
    return new Look(caller, supposed).at(path);
  }

  /** One file, and what interprets it. */
  private final class Look {
    private final Caller caller;
    private final Supposed supposed;
    private final FileMark mark;
    private final List<ExecutedFile> files = new ArrayList<>();
    private final List<Reason> reasons = new ArrayList<>();
    private final List<String> assumptions = new ArrayList<>();

    Look(Caller caller, Supposed supposed) {
      this.caller = caller;
      this.supposed = supposed;
      this.mark = new FileMark(caller, proc, problems, assumptions);
    }

    ImageReading at(ByteString path) {
      ImageReading.End end = program(path, supposed);
      return new ImageReading(end, files, reasons, assumptions);
    }

    /** The file, and one interpreter after the other until one is no script. */
    private ImageReading.End program(ByteString named, Supposed first) {
      ByteString path = named;
      Optional<Image> script = Optional.empty();
      for (int scripts = 0; ; scripts++) {
        boolean isFirst = scripts == 0;
        Supposed here = isFirst ? first : Supposed.NOTHING;
        Access access = access(path, here);
        if (access.verdict().answer() != Answer.YES && access.reached().isEmpty()) {
          return ended(path, access, isFirst);
        }
        Reached reached = access.reached().orElseThrow();
        files.add(new ExecutedFile(reached.inside(), reached.facts(), Optional.empty()));
        if (access.error().isPresent()) {
          return refused(access, access.error().get());
        }
        if (access.verdict().answer() == Answer.UNKNOWN) {
          assumptions.add(
              "whether the caller may execute "
                  + reached.inside().escaped()
                  + " cannot be told: assumed that it may");
        }
        Optional<ProgramFormat> format = format(path, reached);
        if (format.isEmpty()) {
          return new ImageReading.Unjudged(
              reached.inside().escaped() + ": a registered format runs it, see binfmt_misc");
        }
        switch (format.get().kind()) {
          case OTHER -> {
            return noFormat(reached);
          }
          case SCRIPT -> {
            if (script.isEmpty()) {
              ImageReading.End end = image(reached, here);
              if (!(end instanceof ImageReading.Ready ready)) {
                return end;
              }
              script = Optional.of(ready.image());
            }
            path = absolute(format.get().interpreter().orElseThrow());
            reasons.add(
                new Reason(
                    "interpreter",
                    reached.inside().escaped() + " is a script, run by " + path.escaped(),
                    "fs/binfmt_script.c; execve(2)"));
            if (scripts == MOST_SCRIPTS) {
              return tooManyScripts(path);
            }
          }
          case PROGRAM, PROGRAM_OF_32_BITS -> {
            Optional<ImageReading.End> loader = loader(format.get());
            return loader.isPresent() ? loader.get() : last(reached, here, script);
          }
        }
      }
    }

    private ImageReading.End last(Reached reached, Supposed here, Optional<Image> script) {
      ImageReading.End end = image(reached, here);
      return end instanceof ImageReading.Ready ready && script.isPresent()
          ? new ImageReading.Ready(ready.image().running(script.get()))
          : end;
    }

    private Access access(ByteString path, Supposed here) {
      PathAccess paths = new PathAccess(inodes, proc, accounts, problems);
      Access access = paths.judge(caller.subject(), path, Want.EXECUTE);
      if (!here.changesFacts() || access.reached().isEmpty()) {
        return access;
      }
      ByteString outside = access.reached().get().outside();
      Inodes others = new SupposedInodes(inodes, outside, here.facts());
      return new PathAccess(others, proc, accounts, problems)
          .judge(caller.subject(), path, Want.EXECUTE);
    }

    /** Of the file that was named it is no answer that there is none; of others it is. */
    private ImageReading.End ended(ByteString path, Access access, boolean isFirst) {
      if (access.error().isEmpty()) {
        return new ImageReading.Unjudged(lastOf(access));
      }
      Errno errno = access.error().get();
      boolean isThere = errno == Errno.EACCES;
      if (isFirst && !isThere) {
        return new ImageReading.NotThere(errno);
      }
      if (!isThere) {
        reasons.add(
            new Reason(
                "interpreter_missing",
                path.escaped() + ", which is to run it, is not there: " + errno.name(),
                EXEC));
        return new ImageReading.Refused(
            errno,
            List.of(),
            "put "
                + path.escaped()
                + " there: the error is of it, not of the file that is executed");
      }
      return refused(access, errno);
    }

    private static String lastOf(Access access) {
      List<Reason> all = access.verdict().reasons();
      return all.get(all.size() - 1).text();
    }

    private ImageReading.End refused(Access access, Errno errno) {
      for (Reason reason : access.verdict().reasons()) {
        if (!reason.text().endsWith(" may search it")) {
          reasons.add(reason);
        }
      }
      return new ImageReading.Refused(errno, access.verdict().missing(), access.verdict().cure());
    }

    /** {@return what a file is; empty where a registered format decides} */
    private Optional<ProgramFormat> format(ByteString path, Reached reached) {
      Outcome<ByteString> begins = tree.firstBytes(reached.outside(), ProgramFormat.ENOUGH);
      if (!(begins instanceof Outcome.Found<ByteString> found)) {
        assumptions.add(
            "what "
                + reached.inside().escaped()
                + " is cannot be read: assumed to be a program for this machine");
        return Optional.of(new ProgramFormat(ProgramFormat.Kind.PROGRAM, Optional.empty()));
      }
      if (new RegisteredFormats(proc).of(path, found.value()).isPresent()) {
        return Optional.empty();
      }
      ProgramFormat format = ProgramFormat.of(found.value(), machine());
      if (format.kind() == ProgramFormat.Kind.PROGRAM_OF_32_BITS) {
        assumptions.add(
            reached.inside().escaped()
                + " is a program of 32 bits: assumed that this kernel runs such");
      }
      return Optional.of(format);
    }

    private ImageReading.End noFormat(Reached reached) {
      reasons.add(
          new Reason(
              "format",
              reached.inside().escaped()
                  + " is neither a script nor a program for this machine, and no registered format"
                  + " is in sight",
              "fs/exec.c search_binary_handler; execve(2)"));
      return new ImageReading.Refused(
          Errno.ENOEXEC,
          List.of(),
          "begin a script with #! and its interpreter; build a program for " + machine());
    }

    private ImageReading.End tooManyScripts(ByteString path) {
      reasons.add(
          new Reason(
              "scripts",
              path.escaped()
                  + " would be the sixth interpreter: five scripts at most run each other",
              "fs/exec.c exec_binprm; execve(2)"));
      return new ImageReading.Refused(Errno.ELOOP, List.of(), "name a program as interpreter");
    }

    /** A program's loader is opened before capabilities are judged. */
    private Optional<ImageReading.End> loader(ProgramFormat format) {
      if (format.interpreter().isEmpty()) {
        return Optional.empty();
      }
      ByteString path = absolute(format.interpreter().get());
      Access access = access(path, Supposed.NOTHING);
      return access.error().isPresent()
          ? Optional.of(ended(path, access, false))
          : Optional.empty();
    }

    private ByteString absolute(ByteString path) {
      if (path.latin1().startsWith("/")) {
        return path;
      }
      assumptions.add(
          "the interpreter "
              + path.escaped()
              + " is named from a working directory: assumed to be the one of jcap");
      return WorkingDirectory.absolute(path);
    }

    private ImageReading.End image(Reached reached, Supposed here) {
      ExecutedFile file = files.get(files.size() - 1);
      Outcome<Optional<CapAttribute>> attribute =
          here.replacesAttribute()
              ? Outcome.found(Optional.empty())
              : tree.capabilities(reached.outside());
      Outcome<Optional<CapAttribute>> taken = attribute.map(here.attribute());
      if (taken instanceof Outcome.Found<Optional<CapAttribute>> found) {
        files.set(files.size() - 1, new ExecutedFile(file.path(), file.facts(), found.value()));
      }
      Image.Trust trust = here.nosuid() ? Image.Trust.NOSUID : mark.trust(reached);
      Outcome<Image.Attribute> judged = mark.attribute(taken, trust);
      if (judged instanceof Outcome.Found<Image.Attribute> found) {
        return new ImageReading.Ready(mark.image(reached.facts(), found.value(), trust));
      }
      return new ImageReading.Unjudged(
          file.path().escaped() + ": " + (judged.isGone() ? "it is gone meanwhile" : why(judged)));
    }

    private static String why(Outcome<Image.Attribute> outcome) {
      if (outcome instanceof Outcome.Failed<Image.Attribute> failed) {
        Problem problem = failed.problem();
        String remedy = problem.remedy().isEmpty() ? "" : "; " + problem.remedy();
        return problem.operation() + ": " + problem.cause() + remedy;
      }
      return "";
    }
  }

  /** Since Linux 6.1 the kernel says it; before, this JVM knows its own machine. */
  private String machine() {
    if (proc.text("sys/kernel/arch") instanceof Outcome.Found<ByteString> said) {
      return said.value().latin1();
    }
    String jvm = System.getProperty("os.arch", "");
    return jvm.equals("amd64") ? "x86_64" : jvm;
  }
}
