package io.paceline.core.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paceline.core.money.CurrencyTable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NoticeDecoderTest {

  private static final long NOW = 1_700_000_000_500L;

  private final NoticeTokenCodec tokens = new NoticeTokenCodec(Tokens.SECRET);
  private final NoticeDecoder decoder = new NoticeDecoder(tokens, CurrencyTable.USD);
  private final NoticeUrls urls = new NoticeUrls("https://notices.example.com/in");
  private final String token = tokens.sign(Tokens.bidAt1500());

  @Test
  void aWinAndABillingTellThePrice() throws InvalidNoticeException {
    assertThat(decode(urls.win(token).replace("${AUCTION_PRICE}", "1.25")))
        .isEqualTo(Notice.win(Tokens.bidAt1500(), 1250L, 0L, NOW));
    assertThat(decode(urls.billing(token).replace("${AUCTION_PRICE}", "1.5")))
        .isEqualTo(Notice.billing(Tokens.bidAt1500(), 1500L, NOW));
  }

  @Test
  void aWinMayTellTheLowestBidThatWouldHaveWonAndCountsWhateverItSaysThere()
      throws InvalidNoticeException {
    String url = urls.win(token).replace("${AUCTION_PRICE}", "1.25");
    assertThat(decode(url.replace("${AUCTION_MIN_TO_WIN}", "0.75")))
        .isEqualTo(Notice.win(Tokens.bidAt1500(), 1250L, 750L, NOW));
    for (String unreadable : new String[] {"", "-1", "cheap", "1e2000000000"}) {
      assertThat(decode(url.replace("${AUCTION_MIN_TO_WIN}", unreadable)))
          .isEqualTo(Notice.win(Tokens.bidAt1500(), 1250L, 0L, NOW));
    }
  }

  @Test
  void aLossTellsItsReasonAndThePriceToBeat() throws InvalidNoticeException {
    String url =
        urls.loss(token).replace("${AUCTION_LOSS}", "102").replace("${AUCTION_MIN_TO_WIN}", "2.5");
    assertThat(decode(url)).isEqualTo(Notice.loss(Tokens.bidAt1500(), 2500L, 102, NOW));
  }

  @ParameterizedTest
  @ValueSource(strings = {"${AUCTION_LOSS}", "%24%7BAUCTION_LOSS%7D", ""})
  void aLossNeedsNeitherReasonNorPrice(String value) throws InvalidNoticeException {
    String url = "https://x/n/loss?t=" + token + "&l=" + value + "&m=" + value;
    assertThat(decode(url)).isEqualTo(Notice.loss(Tokens.bidAt1500(), 0L, 0, NOW));
    assertThat(decode("https://x/n/loss?t=" + token).type()).isEqualTo(NoticeType.LOSS);
  }

  @Test
  void aClickTellsItsBid() throws InvalidNoticeException {
    String shop = "https://shop.example/?t=other&p=x#top";
    String url = urls.click(tokens.signClick(Tokens.bidAt1500(), shop), shop);

    assertThat(decode(url)).isEqualTo(Notice.click(Tokens.bidAt1500(), NOW));
    assertThat(decode(url + "&utm=x&utm=y").type()).isEqualTo(NoticeType.CLICK);
  }

  @Test
  void aClickThatLeadsElsewhereIsNotOurs() {
    String shop = "https://shop.example/";
    String click = tokens.signClick(Tokens.bidAt1500(), shop);

    assertThatThrownBy(() -> decode(urls.click(click, "https://evil.example/")))
        .isInstanceOf(InvalidNoticeException.class)
        .hasMessage("the click is not signed for its target (parameter r): https://evil.example/");
    assertThatThrownBy(() -> decode("https://x/n/click?t=" + click))
        .isInstanceOf(InvalidNoticeException.class)
        .hasMessage("the click has no target (parameter r)");
    assertThatThrownBy(() -> decode(urls.click(click, shop) + "&r=https://evil.example/"))
        .isInstanceOf(InvalidNoticeException.class)
        .hasMessageContaining("twice");
  }

  @Test
  void theWinOfAnExchangeThatBillsOnTheWinIsItsBillingAndStillTellsTheLowestBid()
      throws InvalidNoticeException {
    NoticeDecoder onWin =
        new NoticeDecoder(
            tokens, CurrencyTable.USD, List.of(Tokens.bidAt1500().exchange(), "other"));
    byte[] win = NoticeDecoder.encode("https://x/n/win?t=" + token + "&p=1&m=0.5");

    assertThat(onWin.decode(win, NOW))
        .isEqualTo(Notice.win(Tokens.bidAt1500(), 1_000, 500, NOW).withType(NoticeType.BILLING));
    assertThat(decoder.decode(win, NOW).type()).isEqualTo(NoticeType.WIN);
  }

  @Test
  void foreignParametersAndFieldsAreIgnored() throws InvalidNoticeException {
    String json =
        "{\"ip\":{\"v4\":[1]},\"url\":\"https://x/n/win?x=%zz&x=2&t="
            + token
            + "&p=1&flag#end\",\"at\":5}";
    assertThat(decoder.decode(json.getBytes(StandardCharsets.UTF_8), NOW).priceMicros())
        .isEqualTo(1000L);
  }

  @ParameterizedTest
  @CsvSource({"0.0001, 1", "1.2340001, 1235", "1.499999999, 1500", "0, 0", "1e-3, 1", "1.50, 1500"})
  void aPriceIsRoundedUpToAWholeMicro(String price, long micros) throws InvalidNoticeException {
    assertThat(decode("https://x/n/billing?t=" + token + "&p=" + price).priceMicros())
        .isEqualTo(micros);
  }

  @Property(seed = "1")
  void everyPriceComesBackToTheMicro(
      @ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long micros)
      throws InvalidNoticeException {
    NoticeToken bid = TokenBuilder.token("b").bid(micros, 0L).userKey("user").test().build();
    String price = CurrencyTable.cpm(micros).toPlainString();
    Notice notice = decode(urls.win(tokens.sign(bid)).replace("${AUCTION_PRICE}", price));
    assertThat(notice.priceMicros()).isEqualTo(micros);
    assertThat(notice.token()).isEqualTo(bid);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "p=${AUCTION_PRICE}         | the exchange left the price macro unexpanded",
        "p=%24%7BAUCTION_PRICE%7D   | the exchange left the price macro unexpanded",
        "p=                         | the notice has no price (parameter p)",
        "q=1                        | the notice has no price (parameter p)",
        "p=1.5001                   | the price 1.5001 is above the bid of 1.500",
        "p=1e2000000000             | the price is absurdly high",
        "p=-0.1                     | the price must not be negative, got -0.1",
        "p=NaN                      | the price is not a number: NaN",
        "p=1,5                      | the price is not a number: 1,5",
        "p=1&p=2                    | the url has the parameter p twice",
        "p=%zz                      | the url's parameter p is badly escaped",
      })
  void aWinOrBillingWithoutAnHonestPriceDoesNotCount(String price, String reason) {
    assertRefused("https://x/n/win?t=" + token + "&" + price, reason);
    assertRefused("https://x/n/billing?t=" + token + "&" + price, reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "l=lost  | the loss reason is not a whole number: lost",
        "m=high  | the minimum to win is not a number: high",
        "m=-1    | the minimum to win must not be negative",
      })
  void aLossThatCannotBeReadDoesNotCount(String query, String reason) {
    assertRefused("https://x/n/loss?t=" + token + "&" + query, reason);
  }

  @Test
  void aNoticeOfNoBidOfOursDoesNotCount() {
    assertRefused("https://x/n/win?p=1", "the notice has no token (parameter t)");
    assertRefused("https://x/n/win", "the notice has no token (parameter t)");
    assertRefused("https://x/n/win?t=abc&p=1", "the token is not one of ours");
    String foreign = new NoticeTokenCodec(new byte[16]).sign(Tokens.bidAt1500());
    assertRefused("https://x/n/win?t=" + foreign + "&p=1", "the token's signature is wrong");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://x/n/refund", "https://x/win", "https://x/n/win/more", ""})
  void anUnknownPathIsRefused(String path) {
    assertRefused(path + "?t=" + token + "&p=1", "the url's path is none of /n/win, /n/billing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "~~              | the notice is empty",
        "garbage         | the notice is not JSON",
        "[]              | the notice must be an object in { }, got []",
        "{}              | the notice has no url",
        "{'url':7}       | the notice has no url",
        "{'url':'x'      | the notice is not JSON",
        "{'url':'x'} {}  | the notice has something after its JSON value",
      })
  void garbageIsRefused(String json, String reason) {
    byte[] value = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> decoder.decode(value, NOW))
        .isInstanceOf(InvalidNoticeException.class)
        .hasMessageStartingWith(reason);
  }

  @Property(seed = "1")
  void anyBytesAreReadOrRefusedButNeverFail(@ForAll byte[] value) {
    assertThatThrownBy(() -> decoder.decode(value, NOW)).isInstanceOf(InvalidNoticeException.class);
  }

  private Notice decode(String url) throws InvalidNoticeException {
    return decoder.decode(NoticeDecoder.encode(url), NOW);
  }

  private void assertRefused(String url, String reason) {
    assertThatThrownBy(() -> decode(url))
        .isInstanceOf(InvalidNoticeException.class)
        .hasMessageStartingWith(reason);
  }
}
