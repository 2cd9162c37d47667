package io.github.jcap.command.filecap;

import io.github.jcap.cap.CapAttribute;
import io.github.jcap.kernel.FileFacts;
import io.github.jcap.outcome.Reading;

/**
 * What was found of one file: it has the attribute, or a set-id bit, or both.
 *
 * @param attribute absent where it has a set-id bit alone
 * @param facts absent where they were not asked for
 * @param circumstances absent where they were not asked for
 */
record Found(
    Reading<CapAttribute> attribute,
    Reading<FileFacts> facts,
    Reading<Circumstances> circumstances) {}
