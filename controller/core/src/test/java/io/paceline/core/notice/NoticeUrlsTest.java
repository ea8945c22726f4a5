package io.paceline.core.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NoticeUrlsTest {

  private final NoticeUrls urls = new NoticeUrls("https://notices.example.com/");

  @Test
  void eachNoticeHasItsAddressAndMacros() {
    String base = "https://notices.example.com/n/";
    assertThat(urls.win("T"))
        .isEqualTo(base + "win?t=T&p=${AUCTION_PRICE}&m=${AUCTION_MIN_TO_WIN}");
    assertThat(urls.billing("T")).isEqualTo(base + "billing?t=T&p=${AUCTION_PRICE}");
    assertThat(urls.loss("T"))
        .isEqualTo(base + "loss?t=T&l=${AUCTION_LOSS}&m=${AUCTION_MIN_TO_WIN}");
    assertThat(urls.click("T", "https://shop.example/?a=1&b=ü"))
        .isEqualTo(base + "click?t=T&r=https%3A%2F%2Fshop.example%2F%3Fa%3D1%26b%3D%C3%BC");
  }

  @ParameterizedTest
  @ValueSource(strings = {"notices.example.com", "ftp://x", "https://x/?y", "https://x/#y"})
  void aBaseThatIsNoAddressIsRefused(String base) {
    assertThatThrownBy(() -> new NoticeUrls(base))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + base + "'");
  }
}
