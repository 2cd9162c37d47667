package io.github.jcap.command.filecap;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import java.util.List;

/**
 * What a row tells of its file beside attribute and facts.
 *
 * @param owner the name of its owner; his number where nobody knows a name, or where that is wanted
 * @param group likewise
 * @param notes absent where they were not asked for
 * @param ownerPackage absent where no package has it, or where that was not asked
 */
record Description(
    Reading<ByteString> owner,
    Reading<ByteString> group,
    Reading<List<Note>> notes,
    Reading<ByteString> ownerPackage) {}
