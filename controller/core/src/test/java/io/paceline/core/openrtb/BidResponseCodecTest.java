package io.paceline.core.openrtb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class BidResponseCodecTest {

  /** Addresses that are easy to see in a response. */
  private static final NoticeLinks LINKS =
      new NoticeLinks() {
        @Override
        public String win(String token) {
          return "win/" + token + "?${AUCTION_PRICE}";
        }

        @Override
        public String billing(String token) {
          return "billing/" + token;
        }

        @Override
        public String loss(String token) {
          return "loss/" + token;
        }

        @Override
        public String click(String token, String landingPage) {
          return "click/" + token + "?a=1&r=" + landingPage;
        }
      };

  private static final AnsweredImp IMP = new AnsweredImp("req", "imp-2", 3, "adx", 5L, false);

  private final BidResponseCodec codec = new BidResponseCodec("paceline", "USD", LINKS);

  @Test
  void aBidIsAValidOpenRtbResponse() throws IOException {
    JsonNode json = new ObjectMapper().readTree(codec.encode(decision(bid(1234L))));

    assertThat(json)
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"id":"req","seatbid":[{"seat":"paceline","bid":[{
                       "id":"bid-1","impid":"imp-2","price":1.234,"cid":"c1","crid":"cr1",
                       "adomain":["shop.example"],"cat":["IAB22"],"w":300,"h":250,"mtype":1,
                       "exp":10,
                       "adm":"<a href=\\"click/CLICK?a=1&amp;r=https://shop.example/?q=&quot;x&quot;\\" target=\\"_blank\\" rel=\\"noopener\\"><img src=\\"https://cdn.example/1.png?a&amp;b\\" width=\\"300\\" height=\\"250\\" alt=\\"\\"></a>",
                       "nurl":"win/TOK?${AUCTION_PRICE}","burl":"billing/TOK","lurl":"loss/TOK"}]}],
                     "bidid":"bid-1","cur":"USD",
                     "ext":{"paceline":{"impid":"imp-2","impCount":3,"modelVersion":"m1"}}}
                    """));
  }

  @Test
  void aBidIsReadBack() throws InvalidResponseException {
    BidResponse response = BidResponseCodec.decode(codec.encode(decision(bid(1234L))));

    assertThat(response.isBid()).isTrue();
    assertThat(response)
        .usingRecursiveComparison()
        .ignoringFields("bid.ad.adm")
        .isEqualTo(
            BidResponse.bid(
                "req",
                "imp-2",
                3,
                "m1",
                new BidResponse.SeatBid(
                    "bid-1",
                    1234L,
                    "USD",
                    "paceline",
                    10,
                    new BidResponse.Ad(
                        "c1",
                        "cr1",
                        "shop.example",
                        300,
                        250,
                        null,
                        "click/CLICK?a=1&r=https://shop.example/?q=\"x\""),
                    new BidResponse.Notices(
                        "win/TOK?${AUCTION_PRICE}", "billing/TOK", "loss/TOK"))));
  }

  @ParameterizedTest
  @EnumSource
  void aNoBidTellsItsReason(NoBidReason reason) throws IOException, InvalidResponseException {
    byte[] bytes = codec.encode(Decision.noBid(IMP, reason, null));

    assertThat(new ObjectMapper().readTree(bytes))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    ("{\"id\":\"req\",\"nbr\":%d,\"ext\":{\"paceline\":"
                            + "{\"impid\":\"imp-2\",\"impCount\":3,\"reason\":\"%s\"}}}")
                        .formatted(reason.nbr(), reason.name())));
    BidResponse response = BidResponseCodec.decode(bytes);
    assertThat(response.isBid()).isFalse();
    assertThat(response)
        .isEqualTo(
            BidResponse.noBid(
                "req", "imp-2", 3, null, new BidResponse.NoBid(reason.nbr(), reason)));
  }

  @Test
  void aNoBidAfterScoringTellsTheBundle() throws InvalidResponseException {
    byte[] bytes = codec.encode(Decision.noBid(IMP, NoBidReason.BUDGET, "m1"));

    assertThat(BidResponseCodec.decode(bytes).modelVersion()).isEqualTo("m1");
  }

  @ParameterizedTest
  @CsvSource({"1,0.001", "10,0.01", "1000,1", "1234567,1234.567", "50000000,50000"})
  void thePriceIsTheBidsMicrosAsCpm(long micros, String price) {
    assertThat(new String(codec.encode(decision(bid(micros))), StandardCharsets.UTF_8))
        .contains("\"price\":" + price + ",");
  }

  @Property(seed = "1")
  void everyPriceComesBackToTheMicro(@ForAll @LongRange(min = 1) long micros)
      throws InvalidResponseException {
    assertThat(BidResponseCodec.decode(codec.encode(decision(bid(micros)))).bid().priceMicros())
        .isEqualTo(micros);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "x                                       | the message is not JSON",
        "{}                                      | id is missing",
        "{'id':'r'}                              | ext is missing",
        "{'id':'r','ext':{}}                     | ext.paceline is missing",
        "{'id':'r','ext':{'paceline':{}}}        | ext.paceline.impid is missing",
        "{'id':'r','ext':{'paceline':{'impid':'1','reason':'WHIM'}}} | ext.paceline.reason is not"
            + " a",
        "{'id':'r','seatbid':[],'ext':{'paceline':{'impid':'1'}}} | seatbid must have exactly one",
      })
  void aForeignResponseIsRefusedWithThePlace(String json, String reason) {
    assertRefused(json.replace('\'', '"'), reason);
  }

  @ParameterizedTest
  @CsvSource({"1.2345", "0", "-1", "1e300"})
  void aPriceThatIsNoWholeMicroIsRefused(String price) {
    String json = new String(codec.encode(decision(bid(1234L))), StandardCharsets.UTF_8);
    assertRefused(
        json.replace("\"price\":1.234", "\"price\":" + price),
        "seatbid[0].bid[0].price must be positive with at most three decimals");
  }

  @Test
  void markupWithoutALinkIsRefused() {
    String json = new String(codec.encode(decision(bid(1234L))), StandardCharsets.UTF_8);
    assertRefused(json.replace("<a href", "<b href"), "seatbid[0].bid[0].adm is not a banner");
  }

  private static void assertRefused(String json, String reason) {
    assertThatThrownBy(() -> BidResponseCodec.decode(json.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(InvalidResponseException.class)
        .hasMessageStartingWith(reason);
  }

  private static Decision decision(Bid bid) {
    return Decision.bid(IMP, bid, "m1");
  }

  private static Bid bid(long priceMicros) {
    return new Bid(
        "bid-1",
        priceMicros,
        10,
        new Bid.Ad(
            "c1",
            "cr1",
            "shop.example",
            List.of("IAB22"),
            300,
            250,
            "https://shop.example/?q=\"x\"",
            "https://cdn.example/1.png?a&b"),
        new Bid.Tokens("TOK", "CLICK"));
  }
}
