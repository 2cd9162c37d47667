package io.github.jcap.kernel;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Securebits;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * One thread made for giving privileges up, and what can be done from it. Apart from {@link
 * Kernel}, so that a command that only reads cannot reach it by type. The process' other threads
 * keep what they have; {@link #close} ends the thread.
 *
 * <p>Nothing is ever gone here: the subject is the thread itself. Use from one thread.
 */
public interface Privileges extends AutoCloseable {
  /** An id that is left as it is. */
  int UNCHANGED = -1;

  /** What becomes of the standard output of a program that is started. */
  enum Output {
    /** Kept and handed back, with its errors. */
    KEPT,
    /** Written to /dev/null; its errors alone are handed back. */
    DISCARDED
  }

  /**
   * {@return {@code /proc/thread-self/status} of the thread, since Linux 3.17: its ids and sets}
   */
  Outcome<ByteString> status();

  /** {@return the securebits of the thread, by prctl(2)} */
  Outcome<Securebits> securebits();

  /** Sets effective, permitted and inheritable, by capset(2). */
  Outcome<Done> capset(CapUserData sets);

  /** Takes capabilities out of the bounding set, for good; needs CAP_SETPCAP. */
  Outcome<Done> dropBounding(CapSet set);

  /** Adds capabilities to the ambient set; each is to be permitted and inheritable. */
  Outcome<Done> raiseAmbient(CapSet set);

  /** Takes capabilities out of the ambient set. */
  Outcome<Done> lowerAmbient(CapSet set);

  /** Empties the ambient set. */
  Outcome<Done> clearAmbient();

  /** Sets all securebits; needs CAP_SETPCAP, and what is locked is to stay. */
  Outcome<Done> setSecurebits(Securebits securebits);

  /** Says whether permitted survives leaving uid 0; execve clears it. */
  Outcome<Done> keepCaps(boolean keep);

  /** Sets no_new_privs, for good. */
  Outcome<Done> setNoNewPrivs();

  /** Sets the uids of the thread alone; {@link #UNCHANGED} keeps one. */
  Outcome<Done> setUids(int real, int effective, int saved);

  /** Sets the gids of the thread alone; {@link #UNCHANGED} keeps one. */
  Outcome<Done> setGids(int real, int effective, int saved);

  /** Sets the supplementary groups of the thread alone. */
  Outcome<Done> setGroups(List<Integer> gids);

  /** Sets the supplementary groups to those of an account, as initgroups(3), and {@code gid}. */
  Outcome<Done> initGroups(ByteString user, int gid);

  /**
   * Opens a file for reading and closes it; nothing is read.
   *
   * @return empty where it opened; the errno where that is the answer: refused (EACCES, EPERM) or
   *     not there (ENOENT, ENOTDIR); failed where the question was not answered
   */
  Outcome<Optional<Errno>> tryOpen(String path);

  /**
   * Runs a program to its end with the thread's credentials, an empty environment and nothing to
   * read.
   *
   * @param arguments the first is the program's path
   */
  Outcome<Finished> run(Output output, List<String> arguments);

  @Override
  void close();
}
