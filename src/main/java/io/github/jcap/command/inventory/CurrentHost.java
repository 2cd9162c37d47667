package io.github.jcap.command.inventory;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.jcap.command.Arguments;
import io.github.jcap.command.CommandException;
import io.github.jcap.command.LiveInventory;
import io.github.jcap.command.Session;
import io.github.jcap.document.DocumentException;
import io.github.jcap.document.DocumentReader;
import io.github.jcap.document.DocumentSink;
import io.github.jcap.document.DocumentSource;
import io.github.jcap.document.Scope;
import io.github.jcap.kernel.FileTree;
import io.github.jcap.kernel.Netlinks;
import io.github.jcap.outcome.Problems;
import io.github.jcap.render.ListsWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.Writer;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * The host as it is now, as a document that nobody has written to a file: what {@code jcap
 * inventory --format=ndjson} prints goes straight to the reader, so that both are always of the
 * same form.
 *
 * @param netlinks asks the running kernel for sockets
 * @param files asks it for files
 */
public record CurrentHost(Supplier<Netlinks> netlinks, Supplier<FileTree> files)
    implements LiveInventory {
  private static final int PIPE = 1 << 16;

  @Override
  public DocumentSource of(Session session, Scope scope) {
    return new DocumentSource() {
      @Override
      public String name() {
        return NAME;
      }

      @Override
      public void read(DocumentSink sink) throws DocumentException {
        collect(session.counting(new Problems()), scope, sink);
      }
    };
  }

  private void collect(Session session, Scope scope, DocumentSink sink) throws DocumentException {
    PipedOutputStream pipe = new PipedOutputStream();
    FutureTask<Boolean> work =
        new FutureTask<>(
            () -> {
              try (Writer out = new BufferedWriter(new OutputStreamWriter(pipe, UTF_8), PIPE)) {
                write(session, scope, out);
              }
              return true;
            });
    try (PipedInputStream in = new PipedInputStream(pipe, PIPE)) {
      Thread collector = new Thread(work, "inventory");
      collector.setDaemon(true);
      collector.start();
      DocumentReader.ofStream(NAME, in).read(sink);
    } catch (DocumentException e) {
      check(work); // why it ended early is the collector's to say
      throw e;
    } catch (IOException e) {
      throw new IllegalStateException("a pipe within one process", e);
    }
    check(work);
  }

  private void write(Session session, Scope scope, Appendable out) throws IOException {
    new Collector(
            session,
            new Arguments(List.of(), List.of()),
            new InventoryQuestion(scope, false),
            netlinks,
            files,
            ListsWriter.ndjson(out, InventoryCommand.KIND))
        .run();
  }

  /** Waits for its end; a failure of its own is the command's. */
  private static void check(FutureTask<Boolean> work) {
    try {
      work.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while collecting", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof CommandException refused) {
        throw refused;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      if (!(e.getCause() instanceof IOException)) {
        throw new IllegalStateException("collecting the host failed", e.getCause());
      }
      // The reader has closed the pipe, and says why.
    }
  }
}
