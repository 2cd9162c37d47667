import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.ToIntFunction;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Rewrites the two classes of jffi that do, whenever they are loaded, what hardly a program needs:
 * they set up logging and regular expressions, which is a tenth of the life of a command that asks
 * the kernel about one file.
 *
 * <p>What is rewritten does the same later, or not at all: each method here says which. Where a
 * release of jffi does not have what is to be rewritten, the build breaks off.
 *
 * <p>Run by the build as a source file with the program's run-time class path, after PlainLambdas,
 * whose output it adds to: {@code java -cp JARS QuickLibraries.java OUTPUT}.
 */
public final class QuickLibraries {
  private static final String LOGGER = "java/util/logging/Logger";

  private QuickLibraries() {}

  /**
   * Rewrites.
   *
   * @param args the directory to write to
   */
  public static void main(String[] args) throws IOException {
    Path output = Path.of(args[0]);
    rewrite(output, "com/kenai/jffi/internal/StubLoader", 18, QuickLibraries::quieten);
    rewrite(output, "com/kenai/jffi/Platform", 2, QuickLibraries::takeTheRelease);
  }

  /** Applies one rewriting, which gives how many places it found. */
  private static void rewrite(
      Path output, String name, int places, ToIntFunction<ClassNode> rewriting) throws IOException {
    ClassNode node = new ClassNode();
    try (InputStream in = ClassLoader.getSystemResourceAsStream(name + ".class")) {
      if (in == null) {
        throw new IllegalStateException("no class " + name + " on the class path");
      }
      new ClassReader(in).accept(node, 0);
    }
    int found = rewriting.applyAsInt(node);
    if (found != places) {
      throw new IllegalStateException(name + " is another: " + found + " places, not " + places);
    }
    for (MethodNode method : node.methods) {
      method.maxStack += 2; // the most that is pushed in place of something
    }
    ClassWriter writer = new ClassWriter(0);
    node.accept(writer);
    Path file = output.resolve(name + ".class");
    Files.createDirectories(file.getParent());
    Files.write(file, writer.toByteArray());
  }

  /** No logger is asked for, and what would be told to one is not made. */
  private static int quieten(ClassNode node) {
    int found = 0;
    for (MethodNode method : node.methods) {
      for (AbstractInsnNode each : method.instructions.toArray()) {
        if (each instanceof InvokeDynamicInsnNode made
            && Type.getReturnType(made.desc).getInternalName().endsWith("/Supplier")) {
          // A lambda that words a message.
          replace(method, each, unused(made.desc));
          found++;
        } else if (isCall(each, LOGGER, "getLogger")) {
          replace(method, each, new InsnNode(Opcodes.POP), new InsnNode(Opcodes.ACONST_NULL));
          found++;
        } else if (isCall(each, LOGGER, "finest")) {
          replace(method, each, new InsnNode(Opcodes.POP2)); // what is told, and the logger
          found++;
        } else if (isCall(each, "java/lang/String", "format")) {
          replace(method, each, new InsnNode(Opcodes.POP)); // only messages are formatted
          found++;
        } else if (each instanceof MethodInsnNode call && call.owner.equals(LOGGER)) {
          throw new IllegalStateException("a logger is used otherwise: " + call.name);
        }
      }
    }
    return found;
  }

  /** Drops what a call would have been given, and puts null in the place of what it would give. */
  private static AbstractInsnNode[] unused(String descriptor) {
    int count = Type.getArgumentTypes(descriptor).length;
    AbstractInsnNode[] instead = new AbstractInsnNode[count + 1];
    for (int i = 0; i < count; i++) {
      instead[i] = new InsnNode(Opcodes.POP);
    }
    instead[count] = new InsnNode(Opcodes.ACONST_NULL);
    return instead;
  }

  /** Java's release is a number of its own, and not looked for in java.version by an expression. */
  private static int takeTheRelease(ClassNode node) {
    int found = 0;
    for (MethodNode method : node.methods) {
      for (AbstractInsnNode each : method.instructions.toArray()) {
        if (!method.name.equals("<init>")) {
          continue;
        }
        if (each instanceof IntInsnNode oldest && oldest.operand == 8) {
          replace(
              method,
              each,
              new LdcInsnNode("java.specification.version"),
              new MethodInsnNode(
                  Opcodes.INVOKESTATIC,
                  "java/lang/System",
                  "getProperty",
                  "(Ljava/lang/String;)Ljava/lang/String;"),
              new MethodInsnNode(
                  Opcodes.INVOKESTATIC, "java/lang/Integer", "parseInt", "(Ljava/lang/String;)I"));
          found++;
        } else if (each instanceof LdcInsnNode text && text.cst.equals("java.version")) {
          // Without a java.version, the release stays.
          text.cst = "no.version";
          found++;
        }
      }
    }
    return found;
  }

  private static boolean isCall(AbstractInsnNode node, String owner, String name) {
    return node instanceof MethodInsnNode call
        && call.owner.equals(owner)
        && call.name.equals(name);
  }

  private static void replace(
      MethodNode method, AbstractInsnNode old, AbstractInsnNode... instead) {
    InsnList list = new InsnList();
    for (AbstractInsnNode each : instead) {
      list.add(each);
    }
    method.instructions.insert(old, list);
    method.instructions.remove(old);
  }
}
