package io.paceline.core.openrtb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paceline.core.exchange.ExchangeProfile;
import io.paceline.core.exchange.ExchangeProfiles;
import io.paceline.core.money.CurrencyTable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BidRequestCodecTest {

  private static final String BANNER = "\"banner\":{\"w\":300,\"h\":250}";
  private static final String IMP = "{\"id\":\"1\"," + BANNER + "}";

  private final BidRequestCodec codec =
      new BidRequestCodec(CurrencyTable.parse("USD", "EUR=1.08"), 120);

  @Test
  void theAuctionTypeAgreedWithAnExchangeHoldsWhateverItsRequestsSay() throws Exception {
    ExchangeProfile usual = ExchangeProfiles.OPENRTB.usual();
    BidRequestCodec agreed =
        new BidRequestCodec(
            CurrencyTable.USD,
            120,
            100,
            new ExchangeProfiles(
                usual,
                Map.of(
                    "firstprice", usual.toBuilder().auctionType(BidRequest.FIRST_PRICE).build())));
    for (String at : List.of("", ",'at':2", ",'at':500", ",'at':'?'")) {
      byte[] json =
          ("{'id':'r','imp':[{'id':'1','banner':{'w':1,'h':1}}]" + at + "}")
              .replace('\'', '"')
              .getBytes(StandardCharsets.UTF_8);
      assertThat(agreed.decode(json, "firstprice", 7L).at()).isEqualTo(BidRequest.FIRST_PRICE);
    }
  }

  @Test
  void everyFieldPacelineUsesIsRead() throws InvalidRequestException {
    BidRequest request =
        decode(
            """
            {"id":"req","at":1,"tmax":80,"test":1,"cur":["usd","EUR"],"bcat":["IAB25"],
             "badv":["https://www.Rival.com/shop",""],
             "imp":[
              {"id":"a","tagid":"top","instl":1,"secure":1,"bidfloor":0.5,"bidfloorcur":"EUR",
               "banner":{"w":728,"h":90,"format":[{"w":728,"h":90},{"w":970,"h":250}],
                         "battr":[1,13],"pos":3}},
              {"id":"b","video":{"mimes":[]}}],
             "site":{"id":"s","domain":"http://WWW.News.com/path","page":" http://news.com/x ",
                     "cat":["IAB12"],"publisher":{"id":"p"}},
             "device":{"ua":"Mozilla","ifa":"F00","devicetype":5,"os":"Android","dnt":1,
                       "geo":{"country":"DE","region":"HH","city":"Hamburg"}},
             "user":{"id":"u","buyeruid":"b",
                     "data":[{"segment":[{"id":"x"},{"id":7}]},{"segment":[{"name":"no id"}]}]},
             "regs":{"coppa":1,"ext":{"gdpr":1}}}
            """);

    assertThat(request)
        .isEqualTo(
            new BidRequest(
                "req",
                "adx",
                7L,
                List.of(
                    Imp.readable(
                        "a",
                        new Banner(
                            List.of(new Size(728, 90), new Size(970, 250)), List.of(1, 13), 3),
                        540L,
                        "EUR",
                        "top",
                        true,
                        true),
                    Imp.readable("b", null, 0L, "USD", null, false, false)),
                new Site("s", "news.com", "http://news.com/x", List.of("IAB12"), "p", false),
                new Device(
                    "Mozilla", "F00", DeviceType.TABLET, "Android", "DEU", "HH", "Hamburg", true),
                new User("u", "b", List.of("x", "7")),
                new Regs(true, true, false),
                BidRequest.FIRST_PRICE,
                80,
                List.of("USD", "EUR"),
                BlockLists.of(List.of("IAB25"), List.of("rival.com")),
                true));
  }

  @Test
  void whatIsAbsentTakesItsDefault() throws InvalidRequestException {
    BidRequest request = decode("{\"id\":\"r\",\"tmax\":0,\"imp\":[" + IMP + "]}");

    assertThat(request.tmaxMillis()).isEqualTo(120);
    assertThat(request.at()).isEqualTo(BidRequest.SECOND_PRICE);
    assertThat(request.site()).isNull();
    assertThat(request.user()).isEqualTo(new User(null, null, List.of()));
    assertThat(request.regs()).isEqualTo(Regs.NONE);
    assertThat(request.device().type()).isEqualTo(DeviceType.UNKNOWN);
    assertThat(request.cur()).isEmpty();
    assertThat(request.test()).isFalse();
  }

  @Test
  void numbersMayBeTextsOrCarryAFractionOfZero() throws InvalidRequestException {
    BidRequest request =
        decode(
            """
            {"id":12,"tmax":86.0,"at":"1","imp":[{"id":1,"instl":"1","bidfloor":"0.25",
             "banner":{"w":"728","h":90.0,"battr":[1.0,"2"]}}]}
            """);

    Imp imp = request.imps().get(0);
    assertThat(request.id()).isEqualTo("12");
    assertThat(request.tmaxMillis()).isEqualTo(86);
    assertThat(request.at()).isEqualTo(1);
    assertThat(imp.id()).isEqualTo("1");
    assertThat(imp.instl()).isTrue();
    assertThat(imp.bidfloorMicros()).isEqualTo(250L);
    assertThat(imp.banner()).isEqualTo(new Banner(List.of(new Size(728, 90)), List.of(1, 2), 0));
  }

  @Test
  void unknownFieldsAndEnumerationValuesAreTolerated() throws InvalidRequestException {
    BidRequest request =
        decode(
            """
            {"id":"r","at":500,"new":{"deep":[1]},"device":{"devicetype":99,"ua":"iPhone"},
             "imp":[{"id":"1","rwdd":1,"banner":{"w":1,"h":1,"pos":"above","battr":[99]}}]}
            """);

    assertThat(request.at()).isEqualTo(500);
    assertThat(request.device().type()).isEqualTo(DeviceType.PHONE);
    assertThat(request.imps().get(0).banner().pos()).isZero();
    assertThat(request.imps().get(0).banner().battr()).containsExactly(99);
  }

  @ParameterizedTest
  @CsvSource({
    "0.1503213, USD, 151",
    "0.00001, USD, 1",
    "1.08, USD, 1080",
    "1, EUR, 1080",
    "0, XXX, 0",
    "1e-300, USD, 1"
  })
  void aFloorBecomesMicrosPerImpressionRoundedUp(String cpm, String currency, long micros)
      throws InvalidRequestException {
    String floor = "\"bidfloor\":" + cpm + ",\"bidfloorcur\":\"" + currency + "\",";
    assertThat(
            decode(withImp("{\"id\":\"1\"," + floor + BANNER + "}")).imps().get(0).bidfloorMicros())
        .isEqualTo(micros);
  }

  @Test
  void theDomainFallsBackToThePageAndAnAppsToItsBundleFirst() throws InvalidRequestException {
    assertThat(decode(with("\"site\":{\"page\":\"https://www.a.com:8080/x?y\"}")).site().domain())
        .isEqualTo("a.com");
    Site app =
        decode(with("\"app\":{\"bundle\":\"Com.Game\",\"domain\":\"play.google.com\"}")).site();
    assertThat(app.domain()).isEqualTo("com.game");
    assertThat(app.app()).isTrue();
    assertThat(decode(with("\"app\":{\"domain\":\"www.game.com\"}")).site().domain())
        .isEqualTo("game.com");
    assertThat(decode(with("\"dooh\":{\"id\":\"d\"}")).site()).isNull();
  }

  @Test
  void gdprCountsInThePositionsOf25And26AndWhereTheyDisagree() throws InvalidRequestException {
    assertThat(decode(with("\"regs\":{\"gdpr\":1}")).regs().gdpr()).isTrue();
    assertThat(decode(with("\"regs\":{\"ext\":{\"gdpr\":\"1\"}}")).regs().gdpr()).isTrue();
    assertThat(decode(with("\"regs\":{\"gdpr\":0,\"ext\":{\"gdpr\":1}}")).regs().gdpr()).isTrue();
    assertThat(decode(with("\"regs\":{\"gdpr\":1,\"ext\":{\"gdpr\":0}}")).regs().gdpr()).isTrue();
    assertThat(decode(with("\"regs\":{\"gdpr\":1,\"ext\":{}}")).regs().gdpr()).isTrue();
    assertThat(decode(with("\"regs\":{\"gdpr\":0,\"ext\":{}}")).regs().gdpr()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{}                                                 | id is missing",
        "{'id':' '}                                         | id is empty",
        "{'id':{}}                                          | id must be a text",
        "{'id':'r'}                                         | imp must contain at least one",
        "{'id':'r','imp':{}}                                | imp must contain at least one",
        "{'id':'r','imp':[1]}                               | imp must contain at least one",
        "{'id':'r','imp':[{'video':{}}]}                    | imp[0].id is missing",
        "{'id':'r','imp':[{'id':'1'}]}                      | imp[0] must contain at least one of",
        "{'id':'r','imp':[{'id':'1','banner':null}]}        | imp[0] must contain at least one of",
        "{'id':'r','imp':[{'id':'1','banner':7}]}           | imp[0].banner must be an object",
      })
  void anInvalidRequestIsRefusedWithThePlace(String json, String reason) {
    assertRefused(json.replace('\'', '"'), reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'banner':{'w':50,'h':-1}            | imp[0].banner has no sizes",
        "'banner':{'w':50.5,'h':1}           | imp[0].banner has no sizes",
        "'banner':{}                         | imp[0].banner has no sizes",
        "'banner':{'w':300}                  | imp[0].banner has no sizes",
        "'banner':{'w':0,'h':0},'instl':1    | imp[0].banner has no sizes",
        "'banner':{'format':[{}]}            | imp[0].banner has no sizes",
        "'banner':{'format':[{'wmin':3,'wratio':1,'hratio':1}]} | imp[0].banner has no sizes",
        "'video':{},'bidfloor':-0.1          | imp[0].bidfloor must not be negative, got -0.1",
        "'video':{},'bidfloor':'NaN'         | imp[0].bidfloor must be a number, got NaN",
        "'video':{},'bidfloor':[1,2]         | imp[0].bidfloor must be a number, got an array",
        "'video':{},'bidfloor':1e400         | imp[0].bidfloor is absurdly high",
        "'video':{},'bidfloor':1e2147483640  | imp[0].bidfloor is absurdly high",
        "'video':{},'bidfloor':1,'bidfloorcur':'XYZ' | imp[0].bidfloorcur XYZ is not in the",
      })
  void anInvalidImpressionIsRefusedWithThePlace(String fields, String reason) {
    assertRefused(withImp("{'id':'1'," + fields + "}").replace('\'', '"'), reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'site':{'id':'s'},'app':{'id':'a'} | no more than one of site, app and dooh",
        "'app':{'id':'a'},'dooh':{'id':'d'} | no more than one of site, app and dooh",
        "'at':'first'                    | at must be a code, got first",
        "'at':-1                         | at must be a code, got -1",
        "'cur':[7]                       | cur must be a list of currencies",
        "'cur':'dollars'                 | cur must be a list of currencies",
        "'test':'perhaps'                | test must be 0 or 1, got perhaps",
        "'site':{'domain':{'a':1}}       | site has a domain or page that cannot be read",
      })
  void anInvalidPlaceUserOrLawIsRefusedWithThePlace(String fields, String reason) {
    assertRefused(with(fields.replace('\'', '"')), reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "~~               | the message is empty",
        "~  ~             | the message is empty",
        "[]               | the message must be an object in { }, got []",
        "~null~           | the message must be an object in { }, got null",
        "hello            | the message is not JSON at line 1",
        "{'id':'r',}      | the message is not JSON at line 1, column 11",
        "{'id':'r'        | the message is not JSON at line 1",
        "{'id':'r'} x     | the message is not JSON at line 1",
        "{'id':'r','imp':[{'id':'1','video':{},'bidfloor':NaN}]} | the message is not JSON at line"
            + " 1",
      })
  void anAbsurdDocumentIsRefused(String json, String reason) {
    assertRefused(json.replace('\'', '"'), reason);
  }

  @ParameterizedTest
  @ValueSource(ints = {65, 100_000})
  void aDocumentNestedTooDeepIsRefused(int depth) {
    assertRefused(
        "{\"id\":" + "[".repeat(depth) + "]".repeat(depth) + "}", "the message is not JSON");
  }

  @Test
  void aDocumentOverAMegabyteIsRefusedUnread() {
    assertRefused(" ".repeat(1_000_001), "the message has 1000001 bytes, more than 1000000");
  }

  @Test
  void bytesThatAreNoTextAreRefused() {
    assertThatThrownBy(() -> codec.decode(new byte[] {0, 0, (byte) 0xfe, (byte) 0xff}, "adx", 0L))
        .isInstanceOf(InvalidRequestException.class);
    assertThatThrownBy(() -> codec.decode(new byte[] {'{', (byte) 0xc3, 0x28}, "adx", 0L))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageStartingWith("the message is not JSON");
  }

  @Test
  void aDefaultTmaxMustBePositive() {
    assertThatThrownBy(() -> new BidRequestCodec(CurrencyTable.USD, 0))
        .hasMessage("the default tmax must be positive, got 0");
  }

  private BidRequest decode(String json) throws InvalidRequestException {
    return codec.decode(json.getBytes(StandardCharsets.UTF_8), "adx", 7L);
  }

  private void assertRefused(String json, String reason) {
    assertThatThrownBy(() -> decode(json))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageStartingWith(reason);
  }

  private static String withImp(String imp) {
    return "{\"id\":\"r\",\"imp\":[" + imp + "]}";
  }

  private static String with(String fields) {
    return "{\"id\":\"r\",\"imp\":[" + IMP + "]," + fields + "}";
  }
}
