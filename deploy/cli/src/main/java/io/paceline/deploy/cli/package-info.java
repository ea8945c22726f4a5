/**
 * What the commands of {@code ./paceline} have in common.
 *
 * <p>A command checks its options with {@link OptionCheck} and (all but {@code campaigns}) hands
 * them to a {@link CommandAction}, which does the work and returns the exit code. A {@link
 * UserFacingException} says in one sentence what went wrong and how a person can mend it; the
 * commands, and what they start, throw it for every such failure. {@link ProjectFolder} finds the
 * checkout, and {@link LogSettings} says where warnings go. The package knows no single command and
 * nothing of Flink or Kafka. Start reading at {@link CommandAction}, then {@link OptionCheck}.
 */
package io.paceline.deploy.cli;
