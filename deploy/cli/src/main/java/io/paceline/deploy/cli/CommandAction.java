package io.paceline.deploy.cli;

/**
 * What a command does once its options are known to be valid.
 *
 * @param <O> the command's options
 */
@FunctionalInterface
public interface CommandAction<O> {

  /**
   * Does it.
   *
   * @return the exit code, 0 for success
   * @throws Exception a {@link io.paceline.deploy.cli.UserFacingException} for what the user can
   *     mend; anything else is told as an internal error; either way the exit code is 1
   */
  int run(O options) throws Exception;
}
