package io.github.jcap.kernel;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Securebits;
import io.github.jcap.outcome.Outcome;
import java.util.OptionalInt;

/** What jcap asks of the kernel by system call. Nothing here changes anything. */
public interface Kernel {

  /**
   * {@return three sets of a thread, by capget(2)}
   *
   * @param tid the thread in the caller's pid namespace; 0 is the calling thread
   */
  Outcome<CapUserData> capget(int tid);

  /**
   * {@return the bounding set of the calling thread, by prctl(2)}
   *
   * @param last the kernel's last capability, up to which it is asked
   */
  Outcome<CapSet> bounding(int last);

  /**
   * {@return the ambient set of the calling thread, by prctl(2); empty before Linux 4.3}
   *
   * @param last the kernel's last capability, up to which it is asked
   */
  Outcome<CapSet> ambient(int last);

  /** {@return the securebits of the calling thread, by prctl(2)} */
  Outcome<Securebits> securebits();

  /** {@return whether the calling thread has no_new_privs, by prctl(2)} */
  Outcome<Boolean> noNewPrivs();

  /** {@return the user namespaces that processes live in} */
  UserNamespaces userNamespaces();

  /** {@return the width of the terminal behind a descriptor; empty where it is none} */
  OptionalInt terminalColumns(int descriptor);
}
