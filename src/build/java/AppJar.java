import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.JSRInlinerAdapter;

/**
 * Puts the program together from its class path: one jar, and the native libraries beside it.
 *
 * <p>Run by the build, as a source file, with the program's run-time class path ({@code java -cp
 * classes:jars AppJar.java}). It writes into a directory:
 *
 * <ul>
 *   <li>{@code jcap.jar}: our classes and those of the libraries. Class files older than Java 6
 *       (picocli, ASM, jnr-x86asm) are rewritten as those of Java 8, because the JVM takes no older
 *       one into a class-data archive, and every start would load and verify them again.
 *   <li>{@code lib/<arch>-Linux/libjffi-1.2.so}: what jffi otherwise unpacks under the temporary
 *       directory at every start; {@code jffi.boot.library.path} names {@code lib}.
 *   <li>{@code built}: empty; its modification time is when the build began. A source that is newer
 *       is not in the jar.
 * </ul>
 *
 * <p>The same input gives the same jar, byte for byte. Each file is replaced by renaming, so that a
 * program that runs keeps the one it opened.
 */
public final class AppJar {
  /** The oldest class files that go into a class-data archive are those of Java 6. */
  private static final int OLDEST_ARCHIVED = Opcodes.V1_6;

  private static final Pattern NATIVE = Pattern.compile("jni/([a-z0-9_]+-Linux)/(libjffi-.*\\.so)");
  private static final Pattern LEFT_OUT =
      Pattern.compile(
          "(.*/)?module-info\\.class|META-INF/(versions|maven)/.*|META-INF/MANIFEST\\.MF"
              + "|META-INF/INDEX\\.LIST|META-INF/[^/]*\\.(SF|DSA|RSA|EC)|jni/.*|.*\\.a"
              // Numbers of other systems, which are half of all classes.
              + "|jnr/constants/platform/(aix|darwin|dragonflybsd|freebsd|openbsd|solaris|windows)/.*");
  private static final Pattern LICENCE =
      Pattern.compile("META-INF/([^/]*(LICENSE|LICENCE|NOTICE|COPYING)[^/]*)");

  private final Map<String, byte[]> entries = new TreeMap<>();
  private final Map<String, String> origins = new TreeMap<>();
  private final Map<String, byte[]> natives = new TreeMap<>();

  private AppJar() {}

  /**
   * Writes the jar and the libraries.
   *
   * @param args the directory to write to; the main class; the time of every entry and the time at
   *     which the build began, as ISO instants; a directory of classes that replace those of the
   *     class path
   */
  public static void main(String[] args) throws IOException {
    Path directory = Path.of(args[0]);
    AppJar jar = new AppJar();
    for (String element : System.getProperty("java.class.path").split(":")) {
      jar.add(Path.of(element));
    }
    jar.replaceBy(Path.of(args[4]));
    jar.lift();
    jar.write(directory, args[1], Instant.parse(args[2]));
    Path built = directory.resolve("built");
    replace(built, new byte[0], FileTime.from(Instant.parse(args[3])));
  }

  private void replaceBy(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        entries.put(directory.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
  }

  private void add(Path element) throws IOException {
    if (Files.isDirectory(element)) {
      try (Stream<Path> files = Files.walk(element)) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          add(element.relativize(file).toString(), Files.readAllBytes(file), "the project");
        }
      }
      return;
    }
    String origin = element.getFileName().toString();
    try (ZipFile zip = new ZipFile(element.toFile())) {
      for (ZipEntry entry : zip.stream().filter(e -> !e.isDirectory()).toList()) {
        try (InputStream in = zip.getInputStream(entry)) {
          add(entry.getName(), in.readAllBytes(), origin);
        }
      }
    }
  }

  private void add(String name, byte[] content, String origin) {
    Matcher library = NATIVE.matcher(name);
    if (library.matches()) {
      natives.put(library.group(1) + "/" + library.group(2), content);
      return;
    }
    if (LEFT_OUT.matcher(name).matches()) {
      return;
    }
    Matcher licence = LICENCE.matcher(name);
    if (licence.matches() && origin.endsWith(".jar")) {
      String artifact = origin.substring(0, origin.length() - ".jar".length());
      entries.put("META-INF/licenses/" + artifact + "/" + licence.group(1), content);
      return;
    }
    byte[] present = entries.get(name);
    if (present == null) {
      entries.put(name, content);
      origins.put(name, origin);
    } else if (name.startsWith("META-INF/services/")) {
      entries.put(name, joined(present, content));
    } else if (!Arrays.equals(present, content)) {
      throw new IllegalStateException(
          name + " is in both " + origins.get(name) + " and " + origin + ", and differs");
    }
  }

  private static byte[] joined(byte[] first, byte[] second) {
    Set<String> lines = new LinkedHashSet<>();
    for (byte[] part : List.of(first, second)) {
      lines.addAll(new String(part, StandardCharsets.UTF_8).lines().toList());
    }
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private void lift() {
    Map<String, byte[]> lifted = new TreeMap<>();
    entries.forEach(
        (name, content) -> {
          if (name.endsWith(".class") && majorVersion(content) < OLDEST_ARCHIVED) {
            lifted.put(name, lifted(content));
          }
        });
    entries.putAll(lifted);
  }

  private static int majorVersion(byte[] classFile) {
    return (classFile[6] & 0xff) << 8 | classFile[7] & 0xff;
  }

  private byte[] lifted(byte[] classFile) {
    ClassWriter writer = new FrameWriter();
    ClassVisitor lifter =
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public void visit(
              int version,
              int access,
              String name,
              String signature,
              String superName,
              String[] interfaces) {
            super.visit(Opcodes.V1_8, access, name, signature, superName, interfaces);
          }

          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            // Subroutines (jsr, ret) are not allowed any more since Java 7.
            return new JSRInlinerAdapter(
                super.visitMethod(access, name, descriptor, signature, exceptions),
                access,
                name,
                descriptor,
                signature,
                exceptions);
          }
        };
    new ClassReader(classFile).accept(lifter, ClassReader.SKIP_FRAMES);
    return writer.toByteArray();
  }

  /**
   * Computes stack map frames; reads the class hierarchy from class files, so that no class of the
   * program is loaded or initialised.
   */
  private final class FrameWriter extends ClassWriter {
    FrameWriter() {
      super(COMPUTE_FRAMES);
    }

    @Override
    protected String getCommonSuperClass(String one, String other) {
      if (isInterface(one) || isInterface(other)) {
        return "java/lang/Object";
      }
      Deque<String> ancestors = new ArrayDeque<>();
      for (String name = one; name != null; name = reader(name).getSuperName()) {
        ancestors.add(name);
      }
      String name = other;
      while (!ancestors.contains(name)) {
        name = reader(name).getSuperName();
      }
      return name;
    }

    private boolean isInterface(String name) {
      return (reader(name).getAccess() & Opcodes.ACC_INTERFACE) != 0;
    }

    private ClassReader reader(String name) {
      String file = name + ".class";
      byte[] ours = entries.get(file);
      if (ours != null) {
        return new ClassReader(ours);
      }
      try (InputStream in = ClassLoader.getSystemResourceAsStream(file)) {
        if (in == null) {
          throw new IllegalStateException("no class " + name + " on the class path or in the JDK");
        }
        return new ClassReader(in);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void write(Path directory, String mainClass, Instant time) throws IOException {
    for (Map.Entry<String, byte[]> library : natives.entrySet()) {
      Path file = directory.resolve("lib").resolve(library.getKey());
      replace(file, library.getValue(), FileTime.from(time));
    }
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, mainClass);
    attributes.put(new Attributes.Name("Enable-Native-Access"), "ALL-UNNAMED");
    ByteArrayOutputStream manifestBytes = new ByteArrayOutputStream();
    manifest.write(manifestBytes);

    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      put(zip, "META-INF/MANIFEST.MF", manifestBytes.toByteArray(), time);
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        put(zip, entry.getKey(), entry.getValue(), time);
      }
    }
    Path file = directory.resolve("jcap.jar");
    byte[] content = bytes.toByteArray();
    // One that stays the same keeps its time, and so its start-up archive.
    if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), content)) {
      replace(file, content, FileTime.from(Instant.now()));
    }
  }

  /** Stores without compression: as fast to read, and the same bytes whatever the zlib. */
  private static void put(ZipOutputStream zip, String name, byte[] content, Instant time)
      throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    CRC32 crc = new CRC32();
    crc.update(content);
    entry.setCrc(crc.getValue());
    entry.setTimeLocal(time.atOffset(ZoneOffset.UTC).toLocalDateTime());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  private static void replace(Path file, byte[] content, FileTime time) throws IOException {
    Files.createDirectories(file.getParent());
    Path part = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".part");
    Files.write(part, content);
    Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-r--r--"));
    Files.setLastModifiedTime(part, time);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
