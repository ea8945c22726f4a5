package io.paceline.job.eligibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paceline.job.eligibility.ChainMemory.Writer;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChainMemoryTest {

  /** Other tests of this thread may have left a chain half open. */
  @BeforeEach
  @AfterEach
  void forget() {
    ChainMemory.join(Writer.ALLOCATION);
    ChainMemory.join(Writer.SCORING);
    ChainMemory.take();
  }

  @Test
  void theOperatorsOfAChainShareOneMemoryAndTheNextChainGetsAnother() {
    ChainMemory allocation = ChainMemory.join(Writer.ALLOCATION);
    ChainMemory scoring = ChainMemory.join(Writer.SCORING);

    assertThat(ChainMemory.take()).isSameAs(allocation).isSameAs(scoring);
    assertThat(ChainMemory.join(Writer.ALLOCATION)).isNotSameAs(allocation);
    ChainMemory.join(Writer.SCORING);
  }

  @Test
  void aChainThatNeverOpenedToItsEndLeavesNothingToTheNextOne() {
    ChainMemory failed = ChainMemory.join(Writer.ALLOCATION);

    ChainMemory next = ChainMemory.join(Writer.ALLOCATION);
    assertThat(next).isNotSameAs(failed);
    assertThat(ChainMemory.join(Writer.SCORING)).isSameAs(next);
  }

  @Test
  void eligibilityDoesNotOpenWhereItsMemoryWouldHaveNoWriter() {
    assertThatThrownBy(ChainMemory::take)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("must be one chain, but none of the other two");

    ChainMemory.join(Writer.SCORING);
    assertThatThrownBy(ChainMemory::take)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("only [SCORING] of the other two");
    assertThatThrownBy(ChainMemory::take).as("nothing is left behind").hasMessageContaining("none");
  }

  @Test
  void aWriterOnAnotherThreadIsNoWriterOfTheChain() {
    ChainMemory.join(Writer.SCORING);
    CompletableFuture.runAsync(() -> ChainMemory.join(Writer.ALLOCATION)).join();

    assertThatThrownBy(ChainMemory::take).isInstanceOf(IllegalStateException.class);
  }
}
