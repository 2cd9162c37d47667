package io.github.jcap.judge;

import io.github.jcap.kernel.FileFacts;
import io.github.jcap.kernel.Inode;
import io.github.jcap.kernel.Inodes;
import io.github.jcap.kernel.PosixAcl;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Reading;
import java.util.function.UnaryOperator;

/**
 * Files of which one is supposed to have another mode or owner.
 *
 * @param files as they are
 * @param supposed the path of that one, without links
 * @param facts changes it
 */
record SupposedInodes(Inodes files, ByteString supposed, UnaryOperator<FileFacts> facts)
    implements Inodes {

  @Override
  public Outcome<Inode> inode(ByteString path) {
    Outcome<Inode> inode = files.inode(path);
    return path.equals(supposed)
        ? inode.map(is -> new Inode(facts.apply(is.facts()), is.immutable(), is.appendOnly()))
        : inode;
  }

  @Override
  public Outcome<Reading<PosixAcl>> accessList(ByteString path) {
    return files.accessList(path);
  }

  @Override
  public Outcome<ByteString> target(ByteString link) {
    return files.target(link);
  }
}
