/**
 * The entry of the command line {@code ./paceline}.
 *
 * <p>{@link Paceline} connects each command with its work and runs the one that was asked for. It
 * prints failures (with their stack traces where {@code --verbose} is given) and ends the process
 * with an exit code: 1 where the work failed, 2 where the command line was wrong, otherwise what
 * the command returned. Each command's options, their checks and its work are in a package of its
 * own, for example {@code io.paceline.deploy.demo}; of a single command, only its registration
 * belongs here. A test can connect the commands with other work. All of it is in {@link Paceline}.
 */
@NullMarked
package io.paceline.deploy.launcher;

import org.jspecify.annotations.NullMarked;
