package io.paceline.deploy.cli;

/**
 * The work of a command, which begins once its options are known to be valid.
 *
 * @param <O> the command's options
 */
@FunctionalInterface
public interface CommandAction<O> {

  /**
   * Does the work.
   *
   * @return the exit code, 0 for success
   * @throws Exception a {@link io.paceline.deploy.cli.UserFacingException} for a fault that the
   *     user can mend; any other exception is reported as an internal error. The exit code is 1 in
   *     both cases
   */
  int run(O options) throws Exception;
}
