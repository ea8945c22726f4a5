package io.paceline.core.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class PriceSumsTest {

  @Provide
  Arbitrary<List<AuctionTold>> auctions() {
    return Combinators.combine(
            Arbitraries.of(PriceEvidence.class), Arbitraries.longs().between(1, 40_000_000))
        .as(AuctionTold::new)
        .list()
        .ofMaxSize(60);
  }

  private static PriceSums sums(List<AuctionTold> auctions) {
    PriceSums sums = PriceSums.NONE;
    for (AuctionTold told : auctions) {
      sums = sums.plus(new PriceSums(new int[] {PriceSums.cell(told)}, new double[] {1}));
    }
    return sums;
  }

  @Property(tries = 200)
  void mergingCommutesAndCountsEverythingOnce(
      @ForAll("auctions") List<AuctionTold> some, @ForAll("auctions") List<AuctionTold> others) {
    PriceSums both = sums(some).plus(sums(others));
    PriceSums turned = sums(others).plus(sums(some));

    assertThat(both.cells()).isEqualTo(turned.cells()).isSorted().doesNotHaveDuplicates();
    assertThat(both.weights()).isEqualTo(turned.weights());
    assertThat(both.weight()).isEqualTo(some.size() + others.size());
    for (PriceEvidence told : PriceEvidence.values()) {
      long expected =
          some.stream().filter(a -> a.told() == told).count()
              + others.stream().filter(a -> a.told() == told).count();
      assertThat(both.weight(told)).isEqualTo((double) expected);
    }
  }

  @Property(tries = 100)
  void fadingBeforeOrAfterMergingIsTheSame(
      @ForAll("auctions") List<AuctionTold> some, @ForAll("auctions") List<AuctionTold> others) {
    PriceSums after = sums(some).plus(sums(others)).scaled(0.25);
    PriceSums before = sums(some).scaled(0.25).plus(sums(others).scaled(0.25));

    assertThat(after.cells()).isEqualTo(before.cells());
    assertThat(after.weights()).containsExactly(before.weights(), within(1e-12));
    assertThat(after.scaled(1e-6)).usingRecursiveComparison().isEqualTo(PriceSums.NONE);
  }

  @Property(tries = 200)
  void everyPriceHasOneOfAFewCells(@ForAll("auctions") List<AuctionTold> auctions) {
    for (AuctionTold told : auctions) {
      assertThat(PriceSums.cell(told)).isBetween(0, PriceSums.MAX_CELLS - 1);
      long dearer = told.micros() + told.micros() / 8 + 1;
      assertThat(PriceSums.cell(new AuctionTold(told.told(), dearer)))
          .isGreaterThanOrEqualTo(PriceSums.cell(told));
    }
  }
}
