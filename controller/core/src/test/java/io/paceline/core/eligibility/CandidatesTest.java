package io.paceline.core.eligibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CandidatesTest {

  private static final Candidate SHOES = CandidateFixture.candidate("shoes", 0.5);
  private static final Candidate HATS = CandidateFixture.candidate("hats", 2.0);

  @Test
  void whatACheckpointBroughtBackIsReadByNumberToo() {
    Candidates restored = Candidates.of(new ArrayList<>(List.of(SHOES, HATS)));

    assertThat(restored).containsExactly(SHOES, HATS);
    assertThat(restored.offer(1)).isSameAs(HATS.offer());
    assertThat(restored.book().offer(restored.number(1))).isSameAs(HATS.offer());
    assertThat(restored.push(0)).isEqualTo(0.5);
  }

  @Test
  void whatHasNumbersKeepsThem() {
    Candidates known = Candidates.of(List.of(SHOES, HATS));

    assertThat(Candidates.of(known)).isSameAs(known);
    assertThat(known.first(1)).containsExactly(SHOES);
    assertThat(known.first(1).book()).isSameAs(known.book());
  }

  @Test
  void aBuilderThatWasNotFilledGivesWhatItTook() {
    OfferBook book = new OfferBook(List.of(SHOES.offer(), HATS.offer()));
    Candidates.Builder builder = new Candidates.Builder(book, 2);

    assertThat(builder.isEmpty()).isTrue();
    builder.add(1, 2.0);

    assertThat(builder.build()).containsExactly(HATS);
  }
}
