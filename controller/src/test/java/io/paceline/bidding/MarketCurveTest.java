package io.paceline.bidding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MarketCurveTest {

  private static final double[] NONE = {};

  @Test
  void halfOfTheAuctionsAreWonAtTheMedianPrice() {
    MarketCurve curve = new MarketCurve(1_000, 2);
    assertThat(curve.winProbability(1_000)).isEqualTo(0.5);
    assertThat(curve.winProbability(2_000)).isCloseTo(0.8, within(1e-12));
    assertThat(curve.winProbability(0)).isZero();
    assertThat(curve.winProbability(-5)).isZero();
    assertThat(curve.winProbability(1e300)).isEqualTo(1);
  }

  @Test
  void aFitFindsTheCurveThatMadeThePrices() {
    MarketCurve fit = MarketCurve.fit(prices(5_000, 740, 2.6));
    assertThat(fit.scaleMicros()).isCloseTo(740, within(25.0));
    assertThat(fit.shape()).isCloseTo(2.6, within(0.12));
  }

  @Test
  void aFitNeedsOnlyTheBidsOfLostAuctions() {
    double[] prices = prices(20_000, 740, 2.6);
    Random random = new Random(5);
    double[] bids =
        Arrays.stream(prices).map(p -> 300 * Math.exp(0.7 * random.nextGaussian())).toArray();
    double[] won = new double[prices.length];
    double[] lost = new double[prices.length];
    int wins = 0;
    for (int i = 0; i < prices.length; i++) {
      if (prices[i] <= bids[i]) {
        won[wins++] = prices[i];
      } else {
        lost[i - wins] = bids[i];
      }
    }
    double[] wonPrices = Arrays.copyOf(won, wins);
    assertThat((double) wins / prices.length).isLessThan(0.25);
    MarketCurve censored =
        MarketCurve.fitCensored(wonPrices, Arrays.copyOf(lost, prices.length - wins));
    assertThat(censored.scaleMicros()).isCloseTo(740, within(40.0));
    assertThat(censored.shape()).isCloseTo(2.6, within(0.15));
    assertThat(MarketCurve.fit(wonPrices).scaleMicros()).isLessThan(400);
  }

  @Test
  void onePriceGivesTheSteepestCurveAroundIt() {
    MarketCurve fit = MarketCurve.fit(new double[] {500, 500, 500});
    assertThat(fit.scaleMicros()).isCloseTo(500, within(1e-6));
    assertThat(fit.shape()).isEqualTo(20);
  }

  @Test
  void pricesOfNothingCountAsOneMicro() {
    assertThat(MarketCurve.fit(new double[] {0, 0, 100, 200}).scaleMicros()).isPositive();
  }

  @Test
  void refusesWhatIsNoCurveAndNoPrice() {
    assertThatIllegalArgumentException().isThrownBy(() -> new MarketCurve(0, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> new MarketCurve(1, Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> MarketCurve.fit(NONE));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MarketCurve.fit(new double[] {Double.NaN}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MarketCurve.fitCensored(new double[] {1}, new double[] {1e16}));
  }

  @Test
  void oneWinAmongManyLossesPutsTheMedianFarAboveTheBids() {
    double[] lost = new double[60];
    Arrays.fill(lost, 1e7);
    MarketCurve fit = MarketCurve.fitCensored(new double[] {1}, lost);
    assertThat(fit.winProbability(1e7)).isLessThan(0.2);
  }

  @Property(tries = 300, seed = "20")
  void everySampleHasAFit(
      @ForAll @Size(min = 1, max = 60) List<@DoubleRange(min = 0, max = 1e9) Double> won,
      @ForAll @Size(max = 60) List<@DoubleRange(min = 0, max = 1e9) Double> lost) {
    MarketCurve fit = MarketCurve.fitCensored(doubles(won), doubles(lost));
    assertThat(fit.shape()).isBetween(0.1, 20.0);
    assertThat(fit.winProbability(1_000)).isBetween(0.0, 1.0);
  }

  private static double[] doubles(List<Double> list) {
    return list.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Quantiles of the log-logistic distribution at random levels. */
  private static double[] prices(int count, double scale, double shape) {
    Random random = new Random(3);
    return random
        .doubles(count)
        .map(u -> scale * Math.pow(u / (1 - u), 1 / shape))
        .filter(Double::isFinite)
        .toArray();
  }
}
