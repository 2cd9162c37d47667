package io.github.jcap.cap;

import java.util.OptionalLong;

/** Files for tests of execve, in the field's words. */
final class Images {
  private Images() {}

  static Image file(CapSet permitted, CapSet inheritable, boolean effective) {
    return file(FileCaps.of(permitted, inheritable, effective), Image.Standing.COUNTS);
  }

  static Image file(FileCaps caps, Image.Standing standing) {
    return Image.plain().with(new Image.Attribute.Caps(caps, standing));
  }

  static Image setuid(Image file, OptionalLong owner) {
    return new Image(
        file.attribute(), true, false, owner, file.group(), file.trust(), file.script());
  }

  static Image setuid(Image file, long owner) {
    return setuid(file, OptionalLong.of(owner));
  }

  static Image setgid(Image file, long group) {
    return new Image(
        file.attribute(),
        file.setuid(),
        true,
        file.owner(),
        OptionalLong.of(group),
        file.trust(),
        file.script());
  }

  static Image setuidRoot() {
    return setuid(Image.plain(), 0);
  }
}
