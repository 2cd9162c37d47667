package io.github.jcap.kernel;

import io.github.jcap.outcome.ByteString;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * Names of users and groups: from the tree's passwd and group files first, which costs no native
 * code and honours {@code --root}; then, for this host alone, from its name services. Every answer
 * is kept. Safe for many threads.
 */
public final class Accounts {
  private final Path root;
  private final LongFunction<Optional<ByteString>> nameService;
  private final Function<ByteString, OptionalLong> idService;
  private final Map<Long, Optional<ByteString>> asked = new HashMap<>();

  /** By the bytes of the name: the hash of a record costs milliseconds at the first call. */
  private final Map<String, Long> ids = new HashMap<>();

  private final LongFunction<Optional<ByteString>> groupService;
  private final Function<ByteString, Optional<Login>> loginService;
  private final Map<Long, Optional<ByteString>> askedGroups = new HashMap<>();

  private boolean readPasswd;
  private boolean readGroups;

  private Accounts(
      Path root,
      LongFunction<Optional<ByteString>> nameService,
      Function<ByteString, OptionalLong> idService,
      LongFunction<Optional<ByteString>> groupService,
      Function<ByteString, Optional<Login>> loginService) {
    this.root = root;
    this.nameService = nameService;
    this.idService = idService;
    this.groupService = groupService;
    this.loginService = loginService;
  }

  /** {@return the accounts of this host} */
  public static Accounts ofHost() {
    Path root = Path.of("/");
    NameServices services = new NameServices(root);
    return new Accounts(
        root, services::userName, services::userId, services::groupName, services::login);
  }

  /** {@return the accounts of another tree, from its passwd and group files alone} */
  public static Accounts of(Path root) {
    return new Accounts(
        root,
        uid -> Optional.empty(),
        name -> OptionalLong.empty(),
        gid -> Optional.empty(),
        new LoginFiles(root)::of);
  }

  /** {@return no names: ids are shown as numbers} */
  public static Accounts none() {
    Accounts accounts = of(Path.of("/"));
    accounts.readPasswd = true;
    accounts.readGroups = true;
    return accounts;
  }

  /**
   * {@return the name of a user; empty where nobody knows one}
   *
   * @param uid unsigned 32 bits
   */
  public synchronized Optional<ByteString> userName(long uid) {
    readOnce();
    Optional<ByteString> known = asked.get(uid);
    if (known == null) {
      known = nameService.apply(uid);
      asked.put(uid, known);
    }
    return known;
  }

  /** {@return the uid of that account, unsigned 32 bits; empty where there is none} */
  public synchronized OptionalLong userId(ByteString name) {
    readOnce();
    Long known = ids.get(name.latin1());
    return known == null ? idService.apply(name) : OptionalLong.of(known);
  }

  /** {@return what a login as that user gives; empty where there is no such account} */
  public Optional<Login> login(ByteString name) {
    return loginService.apply(name);
  }

  private void readOnce() {
    if (!readPasswd) {
      readPasswd = true;
      readPasswd();
    }
  }

  /**
   * {@return the name of a user; the number where nobody knows a name}
   *
   * @param uid unsigned 32 bits
   */
  public ByteString nameOrId(long uid) {
    return userName(uid).orElseGet(() -> ByteString.of(Long.toString(uid)));
  }

  /**
   * {@return the name of a group; the number where nobody knows a name}
   *
   * @param gid unsigned 32 bits
   */
  public synchronized ByteString groupNameOrId(long gid) {
    if (!readGroups) {
      readGroups = true;
      readLines("etc/group", false);
    }
    Optional<ByteString> known = askedGroups.get(gid);
    if (known == null) {
      known = groupService.apply(gid);
      askedGroups.put(gid, known);
    }
    return known.orElseGet(() -> ByteString.of(Long.toString(gid)));
  }

  private void readPasswd() {
    readLines("etc/passwd", true);
  }

  /** The first line of an id wins, as in getpwuid(3). A line of another form is not an account. */
  private void readLines(String file, boolean users) {
    String text = AccountFile.read(root, file);
    for (int from = 0; from < text.length(); ) {
      int end = text.indexOf('\n', from);
      end = end < 0 ? text.length() : end;
      addLine(text.substring(from, end), users);
      from = end + 1;
    }
  }

  /** {@code name:password:id:…}, in both files. */
  private void addLine(String line, boolean users) {
    int name = line.indexOf(':');
    int password = line.indexOf(':', name + 1);
    int uid = line.indexOf(':', password + 1);
    if (name <= 0 || password < 0 || uid < 0) {
      return;
    }
    long id = AccountFile.id(line.substring(password + 1, uid));
    if (id < 0) {
      return; // "+::::::" of NIS, or a broken line: no account
    }
    ByteString account = new ByteString(line.substring(0, name));
    if (!users) {
      askedGroups.putIfAbsent(id, Optional.of(account));
      return;
    }
    asked.putIfAbsent(id, Optional.of(account));
    ids.putIfAbsent(account.latin1(), id);
  }
}
