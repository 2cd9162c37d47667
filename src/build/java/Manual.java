import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/**
 * Writes what the manual says of options and arguments as AsciiDoc, from the same model as the
 * help: {@code jcap.adoc} and {@code jcap-SUBCOMMAND.adoc}. The pages of {@code src/main/dist/man}
 * include parts of them.
 *
 * <p>Run by {@code scripts/manual} as a source file; the class path is the program's with
 * picocli-codegen. The argument is the directory.
 */
final class Manual {
  private Manual() {}

  public static void main(String[] args) throws IOException, ReflectiveOperationException {
    // Nothing but this tool needs the model outside of its package.
    Method model = Class.forName("io.github.jcap.Picocli").getDeclaredMethod("root");
    model.setAccessible(true);
    CommandSpec root = (CommandSpec) model.invoke(null);
    // Makes the command line that a model must belong to.
    new CommandLine(root);
    int code =
        ManPageGenerator.generateManPage(new File(args[0]), null, new boolean[0], true, root);
    if (code != CommandLine.ExitCode.OK) {
      System.exit(code);
    }
  }
}
