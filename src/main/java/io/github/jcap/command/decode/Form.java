package io.github.jcap.command.decode;

import java.util.Locale;

/** How a text was read. */
enum Form {
  MASK("a mask in hexadecimal, as in /proc/PID/status"),
  NUMBER("a capability's number"),
  LIST("a list of names"),
  LIBCAP("libcap's text"),
  IAB("libcap's IAB text"),
  ATTRIBUTE("the attribute security.capability"),
  STATUS("a line of /proc/PID/status"),
  GETCAP("a line of getcap"),
  GETPCAPS("a line of getpcaps"),
  CAPSH("a line of capsh"),
  SYSTEMD("a line of a systemd unit"),
  DOCKER("options of docker run"),
  OCI("an array of OCI's runtime specification"),
  KUBERNETES("capabilities of a Kubernetes security context"),
  AUDIT("a record of the audit log");

  private final String meaning;

  Form(String meaning) {
    this.meaning = meaning;
  }

  /** {@return the name in the machine forms} */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** {@return what it is, in words} */
  String meaning() {
    return meaning;
  }
}
