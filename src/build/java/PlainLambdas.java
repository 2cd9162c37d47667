import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;
import org.objectweb.asm.commons.Method;

/**
 * Rewrites each lambda and method reference of the program's own classes as a small class of its
 * own, as if it had been written as one.
 *
 * <p>The JVM makes those classes when each is first used. That is quick in a program that runs for
 * long; in one that lives for a tenth of a second it is a tenth of its life, and a class-data
 * archive keeps only a part of it. So the sources may use lambdas where they read well, and a start
 * does not pay for them. What is not of the usual form (serializable, or of several interfaces) is
 * left alone.
 *
 * <p>Run by the build as a source file: {@code java -cp ASM PlainLambdas.java CLASSES OUTPUT}.
 */
public final class PlainLambdas {
  private static final String FACTORY = "java/lang/invoke/LambdaMetafactory";
  private static final Method CONSTRUCTOR = new Method("<init>", "()V");

  private final Map<String, byte[]> classes = new TreeMap<>();
  private final Map<String, byte[]> written = new TreeMap<>();

  /** Private methods that a class beside their own must call: {@code owner.name descriptor}. */
  private final Set<String> opened = new HashSet<>();

  private PlainLambdas() {}

  /**
   * Rewrites.
   *
   * @param args the directory of the classes, and the one to write to
   */
  public static void main(String[] args) throws IOException {
    PlainLambdas work = new PlainLambdas();
    Path input = Path.of(args[0]);
    try (Stream<Path> files = Files.walk(input)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        work.classes.put(input.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    work.classes.values().forEach(work::rewrite);
    Path output = Path.of(args[1]);
    delete(output);
    for (Map.Entry<String, byte[]> entry : work.written.entrySet()) {
      Path file = output.resolve(entry.getKey());
      Files.createDirectories(file.getParent());
      Files.write(file, work.open(entry.getValue()));
    }
  }

  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.delete(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }

  private void rewrite(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    String owner = reader.getClassName();
    ClassWriter writer = new ClassWriter(reader, 0);
    int[] count = {0};
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            return new MethodVisitor(
                Opcodes.ASM9, super.visitMethod(access, name, descriptor, signature, exceptions)) {
              @Override
              public void visitInvokeDynamicInsn(
                  String name, String descriptor, Handle bootstrap, Object... arguments) {
                if (!bootstrap.getOwner().equals(FACTORY)
                    || !bootstrap.getName().equals("metafactory")) {
                  super.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
                  return;
                }
                String made = owner + "$Lambda" + count[0]++;
                write(made, name, descriptor, arguments);
                super.visitMethodInsn(Opcodes.INVOKESTATIC, made, "make", descriptor, false);
              }
            };
          }
        },
        0);
    written.put(owner + ".class", writer.toByteArray());
  }

  /** Writes the class that stands for one lambda: its fields are what the lambda captures. */
  private void write(String name, String method, String descriptor, Object[] arguments) {
    Type type = Type.getObjectType(name);
    Type[] captured = Type.getArgumentTypes(descriptor);
    Type functional = Type.getReturnType(descriptor);
    Handle target = (Handle) arguments[1];
    opened.add(target.getOwner() + "." + target.getName() + " " + target.getDesc());

    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(
        Opcodes.V17,
        Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
        name,
        null,
        "java/lang/Object",
        new String[] {functional.getInternalName()});
    GeneratorAdapter constructor = adapter(writer, 0, CONSTRUCTOR);
    constructor.loadThis();
    constructor.invokeConstructor(Type.getType(Object.class), CONSTRUCTOR);
    constructor.returnValue();
    constructor.endMethod();

    GeneratorAdapter make = adapter(writer, Opcodes.ACC_STATIC, new Method("make", descriptor));
    make.newInstance(type);
    make.dup();
    make.invokeConstructor(type, CONSTRUCTOR);
    for (int i = 0; i < captured.length; i++) {
      writer.visitField(0, "c" + i, captured[i].getDescriptor(), null, null);
      make.dup();
      make.loadArg(i);
      make.putField(type, "c" + i, captured[i]);
    }
    make.returnValue();
    make.endMethod();

    Method erased = new Method(method, ((Type) arguments[0]).getDescriptor());
    GeneratorAdapter body = adapter(writer, Opcodes.ACC_PUBLIC, erased);
    List<Type> given = new ArrayList<>(List.of(captured));
    given.addAll(List.of(((Type) arguments[2]).getArgumentTypes()));
    boolean construction = target.getTag() == Opcodes.H_NEWINVOKESPECIAL;
    List<Type> wanted = new ArrayList<>();
    if (construction) {
      body.newInstance(Type.getObjectType(target.getOwner()));
      body.dup();
    } else if (target.getTag() != Opcodes.H_INVOKESTATIC) {
      wanted.add(Type.getObjectType(target.getOwner()));
    }
    wanted.addAll(List.of(Type.getArgumentTypes(target.getDesc())));
    for (int i = 0; i < wanted.size(); i++) {
      if (i < captured.length) {
        body.loadThis();
        body.getField(type, "c" + i, captured[i]);
      } else {
        body.loadArg(i - captured.length);
        // The interface's method is erased: what comes is of the type that the lambda declares.
        Type erasedType = erased.getArgumentTypes()[i - captured.length];
        if (!erasedType.equals(given.get(i))) {
          body.checkCast(given.get(i));
        }
      }
      convert(body, given.get(i), wanted.get(i));
    }
    invoke(body, target);
    Type result =
        construction ? Type.getObjectType(target.getOwner()) : Type.getReturnType(target.getDesc());
    giveBack(body, result, erased.getReturnType(), ((Type) arguments[2]).getReturnType());
    body.returnValue();
    body.endMethod();
    writer.visitEnd();
    written.put(name + ".class", writer.toByteArray());
  }

  private static GeneratorAdapter adapter(ClassWriter writer, int access, Method method) {
    return new GeneratorAdapter(access, method, null, null, writer);
  }

  private static void convert(GeneratorAdapter body, Type from, Type to) {
    boolean primitiveFrom = from.getSort() < Type.ARRAY;
    boolean primitiveTo = to.getSort() < Type.ARRAY;
    if (primitiveFrom && primitiveTo) {
      body.cast(from, to);
    } else if (primitiveFrom) {
      body.valueOf(from);
    } else if (primitiveTo) {
      body.unbox(to);
    } else if (!from.equals(to) && !to.getClassName().equals("java.lang.Object")) {
      body.checkCast(to);
    }
  }

  private static void giveBack(GeneratorAdapter body, Type result, Type erased, Type declared) {
    if (erased.equals(Type.VOID_TYPE)) {
      if (result.getSize() == 2) {
        body.pop2();
      } else if (result.getSize() == 1) {
        body.pop();
      }
      return;
    }
    if (result.getSort() < Type.ARRAY && erased.getSort() >= Type.ARRAY) {
      body.valueOf(result);
    } else {
      convert(body, result, erased.getSort() < Type.ARRAY ? erased : declared);
    }
  }

  private static void invoke(GeneratorAdapter body, Handle target) {
    int opcode =
        switch (target.getTag()) {
          case Opcodes.H_INVOKESTATIC -> Opcodes.INVOKESTATIC;
          case Opcodes.H_INVOKEINTERFACE -> Opcodes.INVOKEINTERFACE;
          case Opcodes.H_NEWINVOKESPECIAL -> Opcodes.INVOKESPECIAL;
          default -> target.isInterface() ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL;
        };
    body.visitMethodInsn(
        opcode, target.getOwner(), target.getName(), target.getDesc(), target.isInterface());
  }

  /** Lets a class's neighbours call the private methods that were lambdas' bodies. */
  private byte[] open(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    boolean isInterface = (reader.getAccess() & Opcodes.ACC_INTERFACE) != 0;
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            boolean open = opened.contains(reader.getClassName() + "." + name + " " + descriptor);
            int opener = access & ~Opcodes.ACC_PRIVATE;
            // An interface has no package-private methods.
            int wider = isInterface ? opener | Opcodes.ACC_PUBLIC : opener;
            boolean change = open && (access & Opcodes.ACC_PRIVATE) != 0;
            return super.visitMethod(
                change ? wider : access, name, descriptor, signature, exceptions);
          }
        },
        0);
    return writer.toByteArray();
  }
}
