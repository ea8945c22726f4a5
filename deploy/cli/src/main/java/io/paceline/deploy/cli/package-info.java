/**
 * What the commands of {@code ./paceline} have in common.
 *
 * <p>A command checks its options with {@link OptionCheck} and (all but {@code campaigns}, {@code
 * budgets} and {@code exchanges}) hands them to a {@link CommandAction}, which does the work and
 * returns the exit code. A {@link UserFacingException} says in one sentence what went wrong and how
 * a person can mend it; the commands, and what they start, throw it for every such failure. {@link
 * Running} takes charge of everything that a command has started and ends it, also at Ctrl-C.
 * {@link ParallelismOption} and {@link BootstrapOption} are options of several commands, {@link
 * OutputLines} prints what they answer, {@link ExactAmount} writes the money in it, {@link
 * OutputFile} writes what they leave behind, and {@link LogSettings} says where warnings go. The
 * package knows no single command and nothing of Flink or of Kafka's classes. Start reading at
 * {@link CommandAction}, then {@link OptionCheck}.
 */
@NullMarked
package io.paceline.deploy.cli;

import org.jspecify.annotations.NullMarked;
