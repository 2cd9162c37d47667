package io.github.jcap.command.inventory;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.jcap.command.CommandException;
import io.github.jcap.kernel.IoErrors;
import io.github.jcap.outcome.ByteString;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/**
 * A file that is there whole or not at all: written beside its place, brought to the disk, and then
 * renamed. It is readable by its owner alone, and compressed where its name ends in {@code .gz}. A
 * run that is killed leaves the old one.
 *
 * <p>A link in its place is replaced, not followed. Of two runs at once the later rename stays.
 */
final class OutputFile implements AutoCloseable {
  private static final int BUFFER = 1 << 16;
  private static final FileAttribute<?> OWNER_ALONE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path place;
  private final String shown;
  private final Path draft;
  private final FileChannel channel;
  private final OutputStream bytes;
  private final Writer text;
  private final Thread onSignal;

  private OutputFile(Path place, String shown, Path draft, FileChannel channel, Thread onSignal)
      throws IOException {
    this.place = place;
    this.shown = shown;
    this.draft = draft;
    this.channel = channel;
    OutputStream plain = Channels.newOutputStream(channel);
    this.bytes = shown.endsWith(".gz") ? new GZIPOutputStream(plain, BUFFER) : plain;
    this.text = new BufferedWriter(new OutputStreamWriter(bytes, UTF_8), BUFFER);
    this.onSignal = onSignal;
  }

  /**
   * {@return a file that will be at a path}
   *
   * @throws CommandException where it cannot be made there
   */
  static OutputFile at(Path path) {
    String shown = ByteString.of(path.toString()).escaped();
    Path place = path.toAbsolutePath();
    Path name = place.getFileName();
    Path directory = place.getParent();
    if (name == null || directory == null || Files.isDirectory(place)) {
      throw failed(shown, "it is a directory; name a file");
    }
    if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)
        && !Files.isSymbolicLink(place)) {
      throw failed(shown, "it is no ordinary file");
    }
    // Not of its name, which may be as long as a name can be.
    Path draft =
        directory.resolve(
            ".jcap-inventory-" + ProcessHandle.current().pid() + "-" + System.nanoTime());
    // Before the draft is there: a signal may come as soon as it is.
    Thread onSignal = new Thread(() -> remove(draft), "output file");
    Runtime.getRuntime().addShutdownHook(onSignal);
    try {
      FileChannel channel =
          FileChannel.open(
              draft, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_ALONE);
      return new OutputFile(place, shown, draft, channel, onSignal);
    } catch (IOException e) {
      forget(onSignal);
      throw failed(shown, IoErrors.errno(e).name());
    }
  }

  /** {@return where its text goes} */
  Appendable text() {
    return text;
  }

  /**
   * Puts it in its place.
   *
   * @throws IOException where that fails: what was there before is there still
   */
  void complete() throws IOException {
    text.flush();
    if (bytes instanceof GZIPOutputStream compressed) {
      compressed.finish();
    }
    channel.force(true);
    Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
  }

  /** {@return what ends the command where the file could not be written} */
  CommandException failed(IOException e) {
    return failed(shown, IoErrors.errno(e).name());
  }

  private static CommandException failed(String shown, String why) {
    return CommandException.failed(
        "write " + shown + ": " + why + "; what was there before is unchanged");
  }

  private static void remove(Path draft) {
    try {
      Files.deleteIfExists(draft);
    } catch (IOException e) {
      // Nothing more can be done for it.
    }
  }

  private static void forget(Thread onSignal) {
    try {
      Runtime.getRuntime().removeShutdownHook(onSignal);
    } catch (IllegalStateException e) {
      // It runs already.
    }
  }

  /** Ends without it, unless it is complete. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // What counts was brought to the disk, or is thrown away.
    }
    remove(draft);
    forget(onSignal);
  }
}
