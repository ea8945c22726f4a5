package io.paceline.deploy.bench;

import io.paceline.job.options.JobOptions;

/** The job's topology without decisions. */
record PassThroughContender(int budgets) implements Contender {

  @Override
  public String name() {
    return "pass-through";
  }

  @Override
  public Started start(Arena arena) throws Exception {
    JobOptions options = arena.jobOptions();
    return new FlinkStarted(
        arena.submit(
            name(),
            options,
            (env, edge) -> new PassThroughTopology(options, budgets).define(env, edge, edge)),
        answer -> true);
  }
}
