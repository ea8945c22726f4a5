package io.paceline.core.campaign;

import io.paceline.core.json.FieldReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Checks what the campaigns of one budget must have in common: the amounts, what a day takes over
 * from earlier ones, the zone in which the days begin, and the pacing. Without this rule, the
 * amount of the budget would be that of the campaign that was edited last.
 */
public final class SharedBudget {

  private static final int UNIT_DECIMALS = CampaignReader.UNIT_DECIMALS;

  private SharedBudget() {}

  /** Returns true where both campaigns state the same about their budget. */
  public static boolean agree(Campaign one, Campaign other) {
    return differences(one, other).isEmpty();
  }

  /**
   * Says in one sentence where a campaign disagrees with another one of its budget, and what people
   * can do about it.
   *
   * @param refused the campaign that is refused
   * @param other a campaign of the same budget that states something else
   */
  public static String disagreement(Campaign refused, Campaign other) {
    return "budgetId: campaigns of one budget must state the same amounts, zone and pacing, but on "
        + refused.budget().id()
        + " "
        + refused.id()
        + " states "
        + String.join(", ", differences(refused, other))
        + "; put all campaigns of the budget together, in one file, or book "
        + refused.id()
        + " under another id with a budget of its own";
  }

  /**
   * Whether the days of both begin at the same instants. Two names of one zone count as the same,
   * because their rules are equal.
   */
  static boolean sameZone(Campaign one, Campaign other) {
    return one.flight().zone().getRules().equals(other.flight().zone().getRules());
  }

  private static List<String> differences(Campaign one, Campaign other) {
    List<String> differences = new ArrayList<>();
    Campaign.Budget own = one.budget();
    Campaign.Budget others = other.budget();
    amount("totalBudget", own.totalMicros(), other, others.totalMicros(), differences);
    amount("dailyBudget", own.dailyMicros(), other, others.dailyMicros(), differences);
    // Where neither states it, it can differ only because one of them has a total and the other has
    // none, and that difference is listed already.
    if (!Objects.equals(own.carryOver(), others.carryOver())
        && own.carryOverThousandths() != others.carryOverThousandths()) {
      differences.add(
          difference(
              "carryOver",
              factor(own.carryOverThousandths()),
              other,
              factor(others.carryOverThousandths())));
    }
    if (!sameZone(one, other)) {
      differences.add(
          difference("timeZone", one.flight().timeZone(), other, other.flight().timeZone()));
    }
    if (own.pacing() != others.pacing()) {
      differences.add(
          difference(
              "pacing",
              FieldReader.writtenName(own.pacing()),
              other,
              FieldReader.writtenName(others.pacing())));
    }
    return differences;
  }

  private static void amount(
      String field, long one, Campaign other, long others, List<String> differences) {
    if (one != others) {
      differences.add(difference(field, units(one), other, units(others)));
    }
  }

  private static String difference(String field, String one, Campaign other, String others) {
    return field + " " + one + " where " + other.id() + " states " + others;
  }

  private static String factor(int thousandths) {
    return BigDecimal.valueOf(thousandths, CampaignReader.CARRY_OVER_DECIMALS)
        .stripTrailingZeros()
        .toPlainString();
  }

  private static String units(long micros) {
    return micros == 0
        ? "none"
        : BigDecimal.valueOf(micros, UNIT_DECIMALS).stripTrailingZeros().toPlainString();
  }
}
