package io.github.jcap.render;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.jcap.outcome.Problems;
import java.io.IOException;

/**
 * One JSON document: what is known of the whole comes last, when it is known. Each item is a line,
 * so that documents of many thousands are neither long nor hard to search.
 */
final class JsonListsWriter implements ListsWriter {
  private final Appendable out;
  private final String kind;
  private final JsonGenerator json;
  private boolean inList;

  JsonListsWriter(Appendable out, String kind) throws IOException {
    this.out = out;
    this.kind = kind;
    this.json = Json.compact(out).setPrettyPrinter(new LinePrinter());
  }

  @Override
  public void begin(Host host, DocumentWriter.Fields ofHost, DocumentWriter.Fields head)
      throws IOException {
    json.writeStartObject();
    Json.head(json, kind, host, ofHost);
    head.write(json);
  }

  @Override
  public void list(String singular, String plural) throws IOException {
    endList();
    json.writeArrayFieldStart(plural);
    inList = true;
  }

  @Override
  public void item(DocumentWriter.Fields fields) throws IOException {
    json.writeStartObject();
    fields.write(json);
    json.writeEndObject();
  }

  private void endList() throws IOException {
    if (inList) {
      json.writeEndArray();
      inList = false;
    }
  }

  @Override
  public void end(Problems problems, DocumentWriter.Fields tail) throws IOException {
    endList();
    tail.write(json);
    Json.problems(json, problems);
    json.writeEndObject();
    json.close();
    out.append('\n');
  }
}
