package io.paceline.core.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.bidding.MarketCurve;
import org.junit.jupiter.api.Test;

final class CurveBookTest {

  private static final LiveCurve ALL = curve(MarketKey.ALL, 1);
  private static final LiveCurve EXCHANGE = curve(MarketKey.exchange("adx"), 2);
  private static final LiveCurve CATEGORY = curve(MarketKey.category("adx", "IAB1"), 3);
  private static final LiveCurve SITE = curve(MarketKey.site("adx", "news.example"), 4);
  private static final LiveCurve UNKNOWN_SITE = curve(MarketKey.site("adx", null), 5);

  private final CurveBook book = new CurveBook();

  private static LiveCurve curve(MarketKey place, double scale) {
    return new LiveCurve(place, new MarketCurve(scale, 2), false);
  }

  private static LiveCurve gone(LiveCurve curve) {
    return new LiveCurve(curve.place(), null, false);
  }

  @Test
  void theNarrowestKnownContextAnswers() {
    assertThat(book.find("adx", "news.example", "IAB1")).isNull();
    book.put(ALL);
    assertThat(book.find("adx", "news.example", "IAB1")).isEqualTo(ALL);
    book.put(EXCHANGE);
    assertThat(book.find("adx", "news.example", "IAB1")).isEqualTo(EXCHANGE);
    assertThat(book.find("other", "news.example", "IAB1")).isEqualTo(ALL);
    book.put(CATEGORY);
    assertThat(book.find("adx", "news.example", "IAB1")).isEqualTo(CATEGORY);
    assertThat(book.find("adx", "news.example", "IAB2")).isEqualTo(EXCHANGE);
    assertThat(book.find("adx", "news.example", null)).isEqualTo(EXCHANGE);
    book.put(SITE);
    assertThat(book.find("adx", "news.example", "IAB1")).isEqualTo(SITE);
    assertThat(book.find("adx", null, "IAB2")).isEqualTo(EXCHANGE);
    book.put(UNKNOWN_SITE);
    assertThat(book.find("adx", null, "IAB2")).isEqualTo(UNKNOWN_SITE);
  }

  @Test
  void whatIsTakenBackNoLongerAnswers() {
    book.put(ALL);
    book.put(EXCHANGE);
    book.put(CATEGORY);
    book.put(SITE);

    book.put(gone(SITE));
    assertThat(book.find("adx", "news.example", "IAB1")).isEqualTo(CATEGORY);
    book.put(gone(CATEGORY));
    assertThat(book.find("adx", "news.example", "IAB1")).isEqualTo(EXCHANGE);
    book.put(gone(EXCHANGE));
    assertThat(book.find("adx", "news.example", "IAB1")).isEqualTo(ALL);
    book.put(gone(ALL));
    assertThat(book.find("adx", "news.example", "IAB1")).isNull();
  }
}
