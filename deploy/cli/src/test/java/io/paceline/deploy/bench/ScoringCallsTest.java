package io.paceline.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.eligibility.EligibleRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScoringCallsTest {

  @Test
  void everyCallScoresAnotherRequestWithTheWantedNumberOfCandidates() {
    ScoringCalls.Requests requests = new ScoringCalls.Requests();
    requests.candidates = 10;
    requests.make();

    Set<String> ids = new HashSet<>();
    for (int call = 0; call < 256; call++) {
      List<EligibleRequest> next = requests.next();
      assertThat(next).hasSize(1);
      assertThat(next.get(0).candidateCount()).isEqualTo(10);
      ids.add(next.get(0).request().id());
    }

    assertThat(ids).hasSize(256);
    assertThat(ids)
        .as("the requests come again in turn")
        .contains(requests.next().get(0).request().id());
  }
}
