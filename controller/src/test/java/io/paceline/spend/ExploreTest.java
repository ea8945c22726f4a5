package io.paceline.spend;

import io.paceline.campaign.PacingMode;
import io.paceline.pacing.DualMirrorDescent;
import io.paceline.pacing.PacingLaw;
import io.paceline.pacing.Resolving;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ExploreTest {

  @Test
  void explore() {
    for (double n : new double[] {10, 30, 100, 300, 1000}) {
      show("plain", n, m -> m);
    }
    for (double n : new double[] {30, 300}) {
      show("even", n, m -> m.planned(PacingMode.EVEN));
      show("first price", n, m -> m.firstPrice(1));
      show("late 1.5 s, no losses", n, m -> m.noticesWithin(1_500, false));
      show("belief x3", n, m -> m.believing(3));
      show("belief /3", n, m -> m.believing(1 / 3.0));
      show("surprise x2", n, m -> m.surprising(2));
      show("surprise x0", n, m -> m.surprising(0));
    }
  }

  private static void show(String what, double n, UnaryOperator<LiveMarket> change) {
    for (PacingLaw law : List.of(new DualMirrorDescent(), new Resolving())) {
      double[] mean = new double[4];
      double farthest = 0;
      double spend = 0;
      double least = 2;
      double value = 0;
      double rms = 0;
      int count = 0;
      for (double hindsight : new double[] {3, 10}) {
        for (int seed = 0; seed < 4; seed++) {
          LiveMarket.Day day =
              change.apply(LiveMarket.day(seed, n, hindsight)).play(law).get(0);
          for (int i = 0; i < 4; i++) {
            mean[i] += day.distances()[i];
            rms += day.distances()[i] * day.distances()[i] / 4;
          }
          farthest = Math.max(farthest, day.farthest());
          spend += day.spendShare();
          least = Math.min(least, day.spendShare());
          value += day.value();
          count++;
        }
      }
      System.out.printf(
          Locale.ROOT,
          "%-24s %5.0f %-18s spend %.3f (min %.3f) rms %.3f farthest %.3f mean6..24 %+.3f %+.3f"
              + " %+.3f %+.3f value %.3f%n",
          what,
          n,
          law.getClass().getSimpleName(),
          spend / count,
          least,
          Math.sqrt(rms / count),
          farthest,
          mean[0] / count,
          mean[1] / count,
          mean[2] / count,
          mean[3] / count,
          value / count);
    }
  }
}
