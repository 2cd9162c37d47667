package io.github.jcap.command.check;

import io.github.jcap.policy.Policy;

/**
 * A policy, and where it came from.
 *
 * @param policy what it says
 * @param file its file as it was named, safe to show; of a shipped one its name
 */
record GivenPolicy(Policy policy, String file) {}
