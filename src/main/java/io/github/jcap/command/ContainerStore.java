package io.github.jcap.command;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.ContainerRuntime;

/** One place where runtimes keep what they know of their containers, in files of their own. */
interface ContainerStore {

  /**
   * What a place says of a container that it has.
   *
   * @param runtime whose container it is; unknown where the place is shared and does not say
   * @param name absent where it was given none
   */
  record Entry(Reading<ContainerRuntime> runtime, Reading<ByteString> name) {}

  /** {@return whether the containers of a runtime can be here} */
  boolean holds(ContainerRuntime runtime);

  /**
   * {@return what is known of a container; absent where it is not here; unknown, and counted, where
   * that could not be read}
   *
   * @param id fit to be part of a path
   * @param told the runtime that the control group names; unknown where it names none
   */
  Reading<Entry> find(ByteString id, Reading<ContainerRuntime> told);
}
