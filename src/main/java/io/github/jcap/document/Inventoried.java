package io.github.jcap.document;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The things of an inventory, to ask whether it has one as it is now. Of each only a digest is kept
 * (128 bits of SHA-256) and its sets, which are compared as {@link SetMeaning} says: so that the
 * inventory of a large host fits into little memory, and the kernels may become known last.
 */
public final class Inventoried {
  /** The first 128 bits of a SHA-256. */
  private record Digest(long first, long second) {}

  private final MessageDigest sha256;

  /** The sets of every variant of a thing, by the digest of all else. */
  private final Map<Digest, List<List<Long>>> things = new HashMap<>();

  /** Each list of sets once: most things have the same few. */
  private final Map<List<Long>, List<Long>> masks = new HashMap<>();

  private SetMeaning meaning = SetMeaning.EXACT;

  /** Has nothing. */
  public Inventoried() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Adds a record; one that is no {@link Thing} is passed over. */
  public void add(ItemKind kind, Value.Fields record) {
    Optional<Thing> thing = Thing.of(kind, record);
    if (thing.isEmpty()) {
      return;
    }
    Canonical canonical = canonical(thing.get());
    List<List<Long>> variants =
        things.computeIfAbsent(digest(canonical), digest -> new ArrayList<>(1));
    List<Long> own = List.copyOf(canonical.masks());
    List<Long> shared = masks.computeIfAbsent(own, list -> list);
    if (!variants.contains(shared)) {
      variants.add(shared);
    }
  }

  /** Takes note of a kernel's last capability: of the inventory's, and of that of what is asked. */
  public void lastCap(long last) {
    meaning = meaning.and(last);
  }

  /** {@return whether a record is a thing that was added, with the same facts} */
  public boolean has(ItemKind kind, Value.Fields record) {
    Optional<Thing> thing = Thing.of(kind, record);
    if (thing.isEmpty()) {
      return false;
    }
    Canonical canonical = canonical(thing.get());
    List<Long> asked = normal(canonical.masks());
    for (List<Long> variant : things.getOrDefault(digest(canonical), List.of())) {
      if (normal(variant).equals(asked)) {
        return true;
      }
    }
    return false;
  }

  private List<Long> normal(List<Long> sets) {
    List<Long> normal = new ArrayList<>(sets.size());
    for (long mask : sets) {
      normal.add(meaning.normal(mask));
    }
    return normal;
  }

  private static Canonical canonical(Thing thing) {
    Canonical canonical = new Canonical().add(thing.kind().singular());
    for (Value part : thing.identity()) {
      canonical.add(part);
    }
    return canonical.add(new Value.Fields(thing.facts()));
  }

  private Digest digest(Canonical canonical) {
    byte[] bytes = sha256.digest(canonical.text().getBytes(UTF_8));
    return new Digest(number(bytes, 0), number(bytes, Long.BYTES));
  }

  private static long number(byte[] bytes, int from) {
    long number = 0;
    for (int i = from; i < from + Long.BYTES; i++) {
      number = (number << 8) | (bytes[i] & 0xff);
    }
    return number;
  }
}
