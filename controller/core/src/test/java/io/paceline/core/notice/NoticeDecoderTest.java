package io.paceline.core.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paceline.core.exchange.Billing;
import io.paceline.core.exchange.ExchangeProfile;
import io.paceline.core.exchange.ExchangeProfiles;
import io.paceline.core.exchange.PriceUnit;
import io.paceline.core.money.CurrencyTable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NoticeDecoderTest {

  private static final long NOW = 1_700_000_000_500L;

  /** Ways to write a price; the first {@link #READABLE} can be read. */
  private static final List<UnaryOperator<String>> FORMS =
      List.of(
          price -> price,
          price -> price.replace('.', ',') + "0",
          price -> price + "e0",
          price -> price + "E+0",
          price -> price + "000000000000",
          price -> "  " + price + " ",
          price -> "USD " + price,
          price -> price + "&p=",
          price -> "none&p=" + price,
          price -> "99999999&p=" + price,
          price -> "",
          price -> "${AUCTION_PRICE}",
          price -> "%24%7BAUCTION_PRICE%7D",
          price -> "-" + price,
          price -> "NaN",
          price -> "1e400",
          price -> "99999999",
          price -> "99999999999999999999999",
          price -> "WEpTrQAAAAAKJDyqAAAAAF-3h0fX",
          price -> "x" + price);

  private static final int READABLE = 10;

  /** What happens to addresses on their way. */
  private static final List<UnaryOperator<String>> MANGLINGS =
      List.of(
          url -> url,
          url -> url.replace("&", "&amp;"),
          url -> url.replace("&", "&#38;"),
          url -> url.replace("&", "%26"),
          url -> url.replace("=", "%3D"),
          url -> url.replace("&p", "&x=1&p"),
          url -> url.replace("&p", "%3D&p"),
          url -> url.replace("&p", " &p"),
          url -> url.replace("?", "?p=&"),
          url -> url + " ",
          url -> url + "#top",
          url -> url + "&p",
          url -> url.replace("/n/billing", "/n/billing/"),
          url -> url.replace("&", "\\u0026"),
          url -> url.replace("?", "%3F"),
          url -> URLEncoder.encode(url, StandardCharsets.UTF_8).replace("+", "%20"));

  private final NoticeTokenCodec tokens = new NoticeTokenCodec(Tokens.SECRET);
  private final NoticeDecoder decoder =
      new NoticeDecoder(tokens, CurrencyTable.USD, ExchangeProfiles.OPENRTB);
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
    assertThat(decode(url))
        .isEqualTo(Notice.loss(Tokens.bidAt1500(), 0L, Notice.REASON_NOT_TOLD, NOW));
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
            tokens,
            CurrencyTable.USD,
            new ExchangeProfiles(
                ExchangeProfiles.OPENRTB.usual(),
                Map.of(
                    Tokens.bidAt1500().exchange(),
                    ExchangeProfiles.OPENRTB.usual().toBuilder().billing(Billing.WIN).build())));
    byte[] win = NoticeDecoder.encode("https://x/n/win?t=" + token + "&p=1&m=0.5");

    assertThat(onWin.decode(win, NOW))
        .isEqualTo(Notice.win(Tokens.bidAt1500(), 1_000, 500, NOW).withType(NoticeType.BILLING));
    assertThat(decoder.decode(win, NOW).type()).isEqualTo(NoticeType.WIN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1.234 | 1240 | STATED",
        "1.23  | 1230 | STATED",
        "1.231 | 1240 | STATED",
        "0     | 0    | STATED",
        "1.491 | 1500 | STATED",
        "1.5   | 1500 | STATED",
        "1.507 | 1500 | ROUNDED",
        "1.51  | 1500 | CAPPED",
      })
  void whereAnExchangeRoundsPricesTheyCountRoundedUp(String price, long micros, PriceForm form)
      throws InvalidNoticeException {
    ExchangeProfile usual = ExchangeProfiles.OPENRTB.usual();
    NoticeDecoder rounding =
        new NoticeDecoder(
            tokens,
            CurrencyTable.USD,
            new ExchangeProfiles(
                usual,
                Map.of(
                    Tokens.bidAt1500().exchange(), usual.toBuilder().priceStepMicros(10).build())));

    Notice notice =
        rounding.decode(
            NoticeDecoder.encode("https://x/n/billing?t=" + token + "&p=" + price), NOW);

    assertThat(notice.priceMicros()).isEqualTo(micros);
    assertThat(notice.priceForm()).isEqualTo(form);
  }

  @Test
  void pricesAreReadInTheUnitAndCurrencyOfTheirExchange() throws InvalidNoticeException {
    ExchangeProfile usual = ExchangeProfiles.OPENRTB.usual();
    CurrencyTable currencies = CurrencyTable.parse("USD", "EUR=1.1");
    String exchange = Tokens.bidAt1500().exchange();
    NoticeDecoder ofMicros =
        new NoticeDecoder(
            tokens,
            currencies,
            new ExchangeProfiles(
                usual, Map.of(exchange, usual.toBuilder().priceUnit(PriceUnit.MICROS).build())));
    NoticeDecoder ofEuros =
        new NoticeDecoder(
            tokens,
            currencies,
            new ExchangeProfiles(
                usual, Map.of(exchange, usual.toBuilder().priceCurrency("EUR").build())));

    byte[] micros = NoticeDecoder.encode("https://x/n/win?t=" + token + "&p=1200&m=800.5");
    assertThat(ofMicros.decode(micros, NOW))
        .isEqualTo(Notice.win(Tokens.bidAt1500(), 1_200, 801, NOW));
    assertThat(decoder.decode(micros, NOW).priceForm()).isEqualTo(PriceForm.CAPPED);
    byte[] euros = NoticeDecoder.encode("https://x/n/billing?t=" + token + "&p=1");
    assertThat(ofEuros.decode(euros, NOW).priceMicros()).isEqualTo(1_100);
    byte[] dollars = NoticeDecoder.encode("https://x/n/billing?t=" + token + "&p=1%20USD");
    assertThat(ofEuros.decode(dollars, NOW).priceMicros()).isEqualTo(1_000);
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
      quoteCharacter = '~',
      value = {
        "p=1,25                     | 1250 | STATED",
        "p=1.250000E%2B00           | 1250 | STATED",
        "p=1.25e+00                 | 1250 | STATED",
        "p=125,0e-2                 | 1250 | STATED",
        "p=1.2500000000000002       | 1250 | STATED",
        "p=1.2499999999999998       | 1250 | STATED",
        "p=1.5000000000000004       | 1500 | STATED",
        "p=%201.25+                 | 1250 | STATED",
        "p=+1.25                    | 1250 | STATED",
        "p=USD%201.25               | 1250 | STATED",
        "p=1.25usd                  | 1250 | STATED",
        "p=%241.25                  | 1250 | STATED",
        "p=US$1,25+CPM              | 1250 | STATED",
        "p=1,234                    | 1234 | STATED",
        "P=1.25                     | 1250 | STATED",
        "p=%2531%252E25             | 1250 | STATED",
        "p=1&p=1.25                 | 1250 | STATED",
        "p=1.25&p=7                 | 1250 | STATED",
        "p=&p=1.25                  | 1250 | STATED",
        "p=${AUCTION_PRICE}&p=1.25  | 1250 | STATED",
        "p=%221.25%22               | 1250 | STATED",
        "p=1.25%3D                  | 1250 | STATED",
        "p=.5                       |  500 | STATED",
        "p=1.507                    | 1500 | ROUNDED",
        "p=1.508                    | 1500 | CAPPED",
        "p=1.51                     | 1500 | CAPPED",
        "p=1.50001                  | 1500 | ROUNDED",
        "p=1.234,50                 | 1500 | CAPPED",
        "p=1%20234.5                | 1500 | CAPPED",
        "p=7&p=8                    | 1500 | CAPPED",
        "p=                         | 1500 | MISSING",
        "p                          | 1500 | MISSING",
        "p=%20                      | 1500 | MISSING",
        "q=1                        | 1500 | MISSING",
        "p=${AUCTION_PRICE}         | 1500 | MACRO",
        "p=${AUCTION_PRICE:B64}     | 1500 | MACRO",
        "p=%24%7BAUCTION_PRICE%7D   | 1500 | MACRO",
        "p=%2524%257BAUCTION_PRICE%257D | 1500 | MACRO",
        "p=$%7Bauction_price%7D     | 1500 | MACRO",
        "p=%%WINNING_PRICE%%        | 1500 | UNREADABLE",
        "p=MC43MDU=                 | 1500 | UNREADABLE",
        "p=SGVsbG8gd29ybGQxMjM0NRT-YAB-aFsPxxxxx | 1500 | UNREADABLE",
        "p=ABC0                     | 1500 | UNREADABLE",
        "p=EUR%201.25               | 1500 | UNREADABLE",
        "p=%E2%82%AC1.25            | 1500 | UNREADABLE",
        "p=NaN                      | 1500 | UNREADABLE",
        "p=Infinity                 | 1500 | UNREADABLE",
        "p=null                     | 1500 | UNREADABLE",
        "p=%zz                      | 1500 | UNREADABLE",
        "p=1.2.3                    | 1500 | UNREADABLE",
        "p=-0.1                     | 1500 | NEGATIVE",
        "p=1e2000000000             | 1500 | OVERFLOWING",
        "p=9223372036854775807      | 1500 | OVERFLOWING",
        "p=1e99999999999999         | 1500 | UNREADABLE",
      })
  void aBillingIsBookedByItsPriceWhereItCanBeReadAndElseByTheBid(
      String price, long micros, PriceForm form) throws InvalidNoticeException {
    NoticePrice expected = new NoticePrice(micros, form);
    assertThat(decode("https://x/n/billing?t=" + token + "&" + price))
        .isEqualTo(Notice.billing(Tokens.bidAt1500(), expected, NOW));
    assertThat(decode("https://x/n/win?" + price + "&t=" + token))
        .isEqualTo(Notice.win(Tokens.bidAt1500(), expected, 0, NOW));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "&p=0.705                     | 705 | STATED",
        "&p=0.706                     | 705 | ROUNDED",
        "&p=0.71                      | 705 | CAPPED",
        "&p=%24%7BAUCTION_PRICE%7D    | 705 | MACRO",
        "&amp;p=0.705                 | 705 | STATED",
        "&p=0.5640                    | 564 | STATED",
        "&p=7.050000e-01              | 705 | STATED",
        "&p=0.7050000000000003        | 705 | STATED",
        "&p=MC43MDU=                  | 705 | UNREADABLE",
        "&p=0,705                     | 705 | STATED",
        "&p=0.705&p=0.705             | 705 | STATED",
      })
  void theBillingOfABidIsBookedWhateverBecameOfItsPrice(String price, long micros, PriceForm form)
      throws InvalidNoticeException {
    NoticeToken bid = TokenBuilder.token("b").bid(705, 0L).build();
    Notice notice = decode("http://127.0.0.1/n/billing?t=" + tokens.sign(bid) + price);

    assertThat(notice).isEqualTo(Notice.billing(bid, new NoticePrice(micros, form), NOW));
  }

  @Test
  void thousandsApartAreBelievedWhereTheBidIsAsHigh() throws InvalidNoticeException {
    NoticeToken rupiahs = TokenBuilder.token("b").bid(2_000_000L, 0L).build();
    String url = "https://x/n/billing?t=" + tokens.sign(rupiahs) + "&p=";
    for (String price : List.of("1,234", "1.234,00", "1,234.00", "1 234", "1'234.0", "1234")) {
      assertThat(decode(url + price).priceMicros()).isEqualTo(1_234_000L);
    }
    assertThat(decode(url + "1.234").priceMicros()).isEqualTo(1_234L);
  }

  @Test
  void aPriceInAnotherCurrencyOfTheTableIsConverted() throws InvalidNoticeException {
    NoticeDecoder european =
        new NoticeDecoder(tokens, CurrencyTable.parse("USD", "EUR=1.1"), ExchangeProfiles.OPENRTB);
    String url = "https://x/n/billing?t=" + token + "&p=";
    for (String price : List.of("1.00 EUR", "€1,00", "eur1")) {
      assertThat(european.decode(NoticeDecoder.encode(url + price), NOW).priceMicros())
          .isEqualTo(1_100L);
    }
  }

  @Property(tries = 2_000, seed = "1")
  void whateverHappensToASignedBillingItDebitsMoreThanNothingAndAtMostTheBid(
      @ForAll @LongRange(min = 1, max = 2_000_000_000L) long bidMicros,
      @ForAll @LongRange(min = 1, max = 2_000_000_000L) long priceMicros,
      @ForAll @IntRange(max = 100) int form,
      @ForAll @IntRange(max = 100) int first,
      @ForAll @IntRange(max = 100) int second)
      throws InvalidNoticeException {
    NoticeToken bid = TokenBuilder.token("b" + priceMicros).bid(bidMicros, 0L).build();
    String price = CurrencyTable.cpm(Math.min(priceMicros, bidMicros)).toPlainString();
    UnaryOperator<String> written = FORMS.get(form % FORMS.size());
    String url = urls.billing(tokens.sign(bid)).replace("${AUCTION_PRICE}", written.apply(price));
    String mangled =
        MANGLINGS
            .get(second % MANGLINGS.size())
            .apply(MANGLINGS.get(first % MANGLINGS.size()).apply(url));

    Notice notice = decode(mangled);

    assertThat(notice.token()).isEqualTo(bid);
    assertThat(notice.type()).isEqualTo(NoticeType.BILLING);
    assertThat(notice.priceMicros()).isBetween(1L, bidMicros);
    if (form % FORMS.size() < READABLE) {
      assertThat(notice.priceMicros()).isEqualTo(Math.min(priceMicros, bidMicros));
      assertThat(notice.priceForm()).isEqualTo(PriceForm.STATED);
    } else {
      assertThat(notice.priceMicros()).isEqualTo(bidMicros);
      assertThat(notice.priceForm()).isNotEqualTo(PriceForm.STATED);
    }
  }

  @Property(tries = 2_000, seed = "1")
  void whateverTextStandsInPlaceOfThePriceTheBillingCounts(@ForAll String text)
      throws InvalidNoticeException {
    Notice notice = decode("https://x/n/billing?t=" + token + "&p=" + text);
    assertThat(notice.token()).isEqualTo(Tokens.bidAt1500());
    assertThat(notice.priceMicros()).isBetween(0L, 1_500L);
    if (notice.priceForm() != PriceForm.STATED) {
      assertThat(notice.priceMicros()).isEqualTo(1_500L);
    }
  }

  @Test
  void aPriceInAnAddressThatTheExchangeAddedIsNotTheNotices() throws InvalidNoticeException {
    String added = "ref=https%3A%2F%2Fother.example%2F%3Fp%3D1.4%26t%3Dx";
    assertThat(decode("https://x/n/billing?" + added + "&t=" + token + "&p=1.25").priceMicros())
        .isEqualTo(1_250L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"T&p=1", "T%3D&p=1", "T%20&p=1", "%20T&p=1", "T==&p=1", "x&t=T&p=1"})
  void aTokenWithSomethingAroundItIsRecovered(String query) throws InvalidNoticeException {
    assertThat(decode("https://x/n/billing?t=" + query.replace("T", token)))
        .isEqualTo(Notice.billing(Tokens.bidAt1500(), 1_000L, NOW));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "l=102&m=2.5    | 102 | 2500",
        "l=102.0&m=2,5  | 102 | 2500",
        "l=%20102&m=-1  | 102 | 0",
        "l=lost&m=high  | -1  | 0",
        "l=-5&m=NaN     | -1  | 0",
        "l=2.5          | -1  | 0",
        "l=1e2000000000 | -1  | 0",
        "l=0&m=2.5      | 0   | 2500",
        "l=00           | 0   | 0",
        "l=&l=206       | 206 | 0",
        "l=${AUCTION_LOSS}&m=%24%7BAUCTION_MIN_TO_WIN%7D | -1 | 0",
        "l=%zz&m=%zz    | -1  | 0",
        "m=2500&amp;l=100 | 100 | 2500000",
      })
  void aLossCountsWhateverItSays(String query, int reason, long minToWin)
      throws InvalidNoticeException {
    assertThat(decode("https://x/n/loss?t=" + token + "&" + query))
        .isEqualTo(Notice.loss(Tokens.bidAt1500(), minToWin, reason, NOW));
  }

  @Test
  void aClickWhoseAddressWasEscapedIsReadWhereItsSignatureFits() throws InvalidNoticeException {
    String shop = "https://shop.example/?a=1&amp;b=%26";
    String url = urls.click(tokens.signClick(Tokens.bidAt1500(), shop), shop);

    assertThat(decode(url)).isEqualTo(Notice.click(Tokens.bidAt1500(), NOW));
    assertThat(decode(url.replace("&r", "&amp;r")).type()).isEqualTo(NoticeType.CLICK);
    assertThat(decode(URLEncoder.encode(url, StandardCharsets.UTF_8)).type())
        .isEqualTo(NoticeType.CLICK);
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

  private static NoticeToken unsignedBilling(String url, String sender, String... billsOnWin) {
    ExchangeProfile usual = ExchangeProfile.ofOpenRtb(60_000, 3_600_000);
    Map<String, ExchangeProfile> described = new HashMap<>();
    for (String exchange : billsOnWin) {
      described.put(exchange, usual.toBuilder().billing(Billing.WIN).build());
    }
    NoticeDecoder decoder =
        new NoticeDecoder(
            new NoticeTokenCodec(Tokens.SECRET),
            CurrencyTable.USD,
            new ExchangeProfiles(usual, described));
    byte[] value = NoticeDecoder.encode(url);
    try {
      decoder.decode(value, NOW);
    } catch (InvalidNoticeException e) {
      return decoder.unsignedBilling(
          value, e, exchange -> sender == null || exchange.equalsIgnoreCase(sender));
    }
    throw new AssertionError(url + " must be refused");
  }

  private static String forged(NoticeToken token) {
    return new NoticeTokenCodec("another secret of 16".getBytes(StandardCharsets.UTF_8))
        .sign(token);
  }

  @Test
  void aBillingThatIsNotSignedIsToldWithWhatItsTokenClaims() {
    NoticeToken token = Tokens.bidAt1500();
    String forged = forged(token);
    String otherKey = new NoticeTokenCodec(NoticeKeys.parse("7:0123456789abcdef")).sign(token);

    assertThat(unsignedBilling("https://x/n/billing?p=1&t=" + forged, null)).isEqualTo(token);
    assertThat(unsignedBilling("https://x/n/billing?p=1&t=" + otherKey, null)).isEqualTo(token);
    assertThat(unsignedBilling("https%3A%2F%2Fx%2Fn%2Fbilling%3Ft%3D" + forged, null))
        .isEqualTo(token);
    for (int lost = 1; lost < 20; lost++) {
      assertThat(
              unsignedBilling(
                  "https://x/n/billing?t=" + forged.substring(0, forged.length() - lost), null))
          .as("a token without its last %s characters", lost)
          .isEqualTo(token);
    }
    assertThat(unsignedBilling("https://x/n/billing?t=&p=1&t=" + forged, null))
        .as("behind a parameter of the exchange's own with the same name")
        .isEqualTo(token);
    assertThat(unsignedBilling("https://x/n/billing?t=1700000000&t=" + forged, null))
        .isEqualTo(token);
    assertThat(unsignedBilling("https://x/n/billing?t=" + forged.substring(0, 12), null)).isNull();
    assertThat(unsignedBilling("https://x/n/billing?t=AAAA", null)).isNull();
  }

  @Test
  void aRefusedRecordThatBillsNothingIsNoUnsignedBilling() {
    NoticeToken token = Tokens.bidAt1500();
    String forged = forged(token);
    String exchange = token.exchange();

    assertThat(unsignedBilling("https://x/n/win?t=" + forged, null)).isNull();
    assertThat(unsignedBilling("https://x/n/win?t=" + forged, null, exchange)).isEqualTo(token);
    assertThat(unsignedBilling("https://x/n/billing?t=" + forged, null, exchange)).isNull();
    assertThat(unsignedBilling("https://x/n/loss?t=" + forged, null)).isNull();
    assertThat(unsignedBilling("https://x/n/click?t=" + forged + "&r=y", null)).isNull();
    assertThat(unsignedBilling("https://x/n/billing?p=1", null)).as("no token").isNull();
    assertThat(unsignedBilling("https://x/other?t=" + forged, null)).isNull();
    assertThat(unsignedBilling("", null)).isNull();
  }

  @Test
  void anExchangeCannotSendUnsignedBillingsInAnothersName() {
    NoticeToken token = Tokens.bidAt1500();
    String url = "https://x/n/billing?t=" + forged(token);

    assertThat(unsignedBilling(url, token.exchange().toUpperCase(Locale.ROOT))).isEqualTo(token);
    assertThat(unsignedBilling(url, "another")).isNull();
  }
}
