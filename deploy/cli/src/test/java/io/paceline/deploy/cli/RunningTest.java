package io.paceline.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunningTest {

  private final List<String> ended = new ArrayList<>();

  @Test
  void whatWasStartedIsEndedOnceTheYoungestFirstAndTheExitCodeIsTheWorks() throws Exception {
    int code =
        Running.during(
            running -> {
              running.add(() -> ended.add("broker"));
              running.add(
                  () -> {
                    ended.add("job");
                    throw new IllegalStateException("does not hinder the others");
                  });
              return 3;
            });

    assertThat(code).isEqualTo(3);
    assertThat(ended).containsExactly("job", "broker");
  }

  @Test
  void workThatFailsIsEndedTooAndItsFailureIsTold() {
    assertThatThrownBy(
            () ->
                Running.during(
                    running -> {
                      running.add(() -> ended.add("broker"));
                      throw new UserFacingException("no room");
                    }))
        .hasMessage("no room");

    assertThat(ended).containsExactly("broker");
  }

  @Test
  void whatStartsAfterTheEndHasBegunIsEndedAtOnceAndInterruptsTheWork() throws Exception {
    int code =
        Running.during(
            running -> {
              running.close();
              running.add(() -> ended.add("late"));
              return 0;
            });

    assertThat(code).as("as after Ctrl-C").isEqualTo(130);
    assertThat(ended).containsExactly("late");
  }
}
