package io.paceline.core.openrtb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paceline.core.money.CurrencyTable;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests whose senders wrote fields in other shapes than the specification asks for. */
final class RequestShapesTest {

  private static final String BANNER = "'banner':{'w':300,'h':250}";

  private final BidRequestCodec codec = new BidRequestCodec(CurrencyTable.USD, 120);
  private ReadRequest read;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'IAB18,IAB7-39'",
        "'iab18; iab7-39'",
        "['iab18','IAB7-39']",
        "[' IAB18 ',' IAB7-39']",
        "[['IAB18','IAB7-39']]",
        "['IAB18,IAB7-39']",
        "['IAB18',null,'','IAB7-39']",
        "{'0':'IAB18','2':'IAB7-39'}",
        "'[\\\"IAB18\\\",\\\"IAB7-39\\\"]'",
        "['IAB-18','IAB 7-39']",
        "['IAB018','IAB7_39'],'cattax':'1'",
        "['IAB18','IAB7-39'],'cattax':2"
      })
  void blockedCategoriesAreReadInEveryShape(String bcat) throws Exception {
    BidRequest request = with("'bcat':" + bcat);

    assertThat(request.blockLists().bcat()).containsExactly("IAB18", "IAB7-39");
    assertThat(request.blockLists().unreadable()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'bcat':[18]",
        "'bcat':'18,19'",
        "'bcat':true",
        "'bcat':{'name':'IAB18'}",
        "'bcat':['IAB18',{'id':'IAB19'}]",
        "'bcat':['223'],'cattax':6",
        "'bcat':['v9i3On'],'cattax':7",
        "'bcat':['x'],'cattax':'unknown'",
        "'badv':{'name':'rival.example'}",
        "'badv':[false]",
        "'badv':'*'"
      })
  void aBlockListThatCannotBeReadBlocksEverybody(String lists) throws Exception {
    BidRequest request = with(lists);

    assertThat(request.blockLists().unreadable()).isTrue();
    assertReadsAgainAsItself(request);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'bcat':[]",
        "'bcat':''",
        "'bcat':null",
        "'bcat':{}",
        "'bcat':[],'cattax':6",
        "'bcat':['BSW4']",
        "'badv':['']"
      })
  void aBlockListOfNothingKnownBlocksNobody(String lists) throws Exception {
    assertThat(with(lists).blockLists().unreadable()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'rival.example,bücher.example'",
        "['https://www.Rival.example/shop?a=b','BÜCHER.example']",
        "['rival.example.','xn--bcher-kva.example']",
        "[['*.rival.example','http: //bücher.example/']]",
        "'rival.example bücher.example'",
        "['http%3A%2F%2Frival.example%2F','b%C3%BCcher.example']"
      })
  void blockedAdvertisersAreReadInEveryShape(String badv) throws Exception {
    assertThat(with("'badv':" + badv).blockLists().badv())
        .containsExactly("rival.example", "xn--bcher-kva.example");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'usd, EUR'", "['usd','eur ']", "[['USD','EUR']]", "['USD,EUR',7]"})
  void currenciesAreReadInEveryShape(String cur) throws Exception {
    assertThat(with("'cur':" + cur).cur()).containsExactly("USD", "EUR");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'1,2'", "['1',2.0]", "[[1,2]]", "{'0':1,'1':2}"})
  void blockedAttributesAreReadInEveryShape(String battr) throws Exception {
    String banner = "{'id':'1','banner':{'w':1,'h':1,'battr':" + battr + "}}";
    assertThat(ofImps(banner).imps().get(0).banner().battr()).containsExactly(1, 2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'page':'http%3A%2F%2Fforum.example%2Ft%2F1'",
        "'page':'http%253A%252F%252Fforum.example%252Ft'",
        "'page':'https%3a//www.forum.example/t'",
        "'page':'forum.example/t/1'",
        "'page':'//FORUM.example?x=http%3A%2F%2Fother.example'",
        "'domain':['www.forum.example']",
        "'domain':{},'page':'http://forum.example:80'",
        "'domain':'forum.example..'"
      })
  void thePageIsFoundInEveryShape(String site) throws Exception {
    assertThat(with("'site':{" + site + "}").site().domain()).isEqualTo("forum.example");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "933.3|933",
        "''|120",
        "'80'|80",
        "[]|120",
        "-2|120",
        "'soon'|120",
        "{'ms':3}|120",
        "1e99999|600000",
        "1e-99999|120"
      })
  void tmaxIsReadInEveryShape(String tmax, int millis) throws Exception {
    assertThat(with("'tmax':" + tmax).tmaxMillis()).isEqualTo(millis);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'user':[]",
        "'user':''",
        "'device':[]",
        "'site':[]",
        "'app':{}",
        "'regs':[]",
        "'regs':''",
        "'regs':{'ext':[]}",
        "'user':{'data':[]}",
        "'device':{'geo':''}",
        "'at':''",
        "'test':''",
        "'cur':''"
      })
  void whatIsEmptyIsAbsent(String field) throws Exception {
    BidRequest request = with(field);

    assertThat(request.profilingAllowed()).isTrue();
    assertThat(read.leftOut()).isZero();
  }

  @Test
  void whatIsUnreadableIsLeftOutAndCounted() throws Exception {
    BidRequest request =
        with(
            "'user':'x','tmax':'soon','site':{'id':'s','publisher':7},"
                + "'device':{'geo':3,'devicetype':-2}");

    assertThat(request.user().id()).isNull();
    assertThat(read.leftOut()).isEqualTo(5);
    assertThat(read.faults())
        .contains("user must be an object, got x", "device.devicetype must be a code, got -2");
  }

  @Test
  void segmentsAreObjectsNumbersOrTexts() throws Exception {
    String data = "'user':{'data':[{'segment':[1,'seg',{'id':'x'},{'name':'n'},null]},7]}";
    assertThat(with(data).user().segments()).containsExactly("1", "seg", "x");
    assertThat(with("'user':{'data':{'segment':{'id':5}}}").user().segments()).containsExactly("5");
  }

  @Test
  void oneImperfectImpDoesNotLoseItsNeighbours() throws Exception {
    BidRequest request =
        ofImps(
            "{'id':'full','instl':1,'banner':{'api':[3]}}",
            "{'id':'small','banner':{'w':'','format':[null,{'w':'300','h':250.0},{'w':-1}]}}",
            "{'id':'floor','bidfloor':'n/a'," + BANNER + "}",
            "{'id':'money','bidfloor':1,'bidfloorcur':'XYZ'," + BANNER + "}",
            "{'id':'attributes','banner':{'w':1,'h':1,'battr':['loud']}}",
            "{'id':'free','bidfloor':''," + BANNER + "}",
            "{'id':'small'," + BANNER + "}",
            "{" + BANNER + "}",
            "7",
            "null");

    assertThat(request.imps())
        .extracting(Imp::id)
        .containsExactly("full", "small", "floor", "money", "attributes", "free");
    assertThat(request.imps())
        .extracting(imp -> imp.fault() == null)
        .containsExactly(false, true, false, false, false, true);
    assertThat(request.imps().get(1).banner().sizes()).containsExactly(new Size(300, 250));
    assertThat(request.imps().get(2).fault())
        .isEqualTo("imp[2].bidfloor must be a number, got n/a");
    assertThat(read.faults()).anyMatch(fault -> fault.startsWith("imp[6].id repeats"));
  }

  @Test
  void aRequestOffersNoMoreImpressionsThanTheLimit() throws Exception {
    String[] imps = new String[101];
    for (int i = 0; i < imps.length; i++) {
      imps[i] = "{'id':'" + i + "'," + BANNER + "}";
    }
    assertThatThrownBy(() -> ofImps(imps))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage("imp must contain at most 100 impressions, got 101");
    imps[100] = imps[99];
    assertThat(ofImps(List.of(imps).subList(0, 100).toArray(String[]::new)).imps()).hasSize(100);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'regs':{'gdpr':true}",
        "'regs':{'ext':{'gdpr':'true'}}",
        "'regs':{'gdpr':'maybe'}",
        "'regs':{'gdpr':2}",
        "'regs':[{'gdpr':'1'}]",
        "'regs':7",
        "'regs':{'ext':'x'}",
        "'regs':{'coppa':'1'}",
        "'regs':{'coppa':[]},'device':{'lmt':'true'}",
        "'device':{'dnt':true}",
        "'device':{'lmt':'unknown'}",
        "'device':{'ext':{'atts':2}}",
        "'device':5",
        "'device':{'ext':'x'}",
        "'user':5",
        "'user':{'ext':[7,8]}",
        "'user':{'consent':'CPxyz'}",
        "'user':{'ext':{'consent':'CPxyz'}}",
        "'regs':{'us_privacy':'1YYN'}",
        "'regs':{'us_privacy':'1-y-'}",
        "'regs':{'us_privacy':'1Y'}",
        "'regs':{'us_privacy':{'a':1}}",
        "'regs':{'ext':{'us_privacy':'1NYN'}}",
        "'regs':{'ext':{'gpc':'1'}}",
        "'regs':{'gpp_sid':[2]}",
        "'regs':{'gpp_sid':'7'}",
        "'regs':{'gpp':'DBABTA~1YYN','gpp_sid':[6]}",
        "'regs':{'gpp':'DBABTA~1YYN'}",
        "'regs':{'ext':{'gpp':'DBABTA~1YYN','gpp_sid':'6'}}",
        "'regs':{'gpp':'garbage','gpp_sid':[7]}",
        "'regs':{'gpp':'DBABTA~1YNN','gpp_sid':[6,7]}"
      })
  void anObjectionInAnyShapeLeavesTheUserUnknown(String field) throws Exception {
    BidRequest request = with(field);

    assertThat(request.profilingAllowed()).isFalse();
    assertReadsAgainAsItself(request);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'regs':{'gdpr':false,'coppa':'0'}",
        "'regs':{'gdpr':0},'user':{'consent':'CPxyz'}",
        "'device':{'lmt':'0','dnt':false,'ext':{'atts':3}}",
        "'regs':{'us_privacy':'1YNN'}",
        "'regs':{'us_privacy':'1---'}",
        "'regs':{'us_privacy':''}",
        "'regs':{'gpp':'','gpp_sid':[]}",
        "'regs':{'gpp':'DBABTA~1YYN','gpp_sid':[-1]}",
        "'regs':{'gpp':'DBABTA~1YNN','gpp_sid':['6']}"
      })
  void whereNobodyObjectsTheUserIsKnown(String field) throws Exception {
    assertThat(with(field).profilingAllowed()).isTrue();
  }

  @Test
  void aPlaceThatTellsNothingGivesWayToTheOther() throws Exception {
    String app = "'app':{'bundle':'org.demo.app'}";
    assertThat(with("'site':{}," + app).site().domain()).isEqualTo("org.demo.app");
    assertThat(with("'site':{'publisher':{'id':'p'}}," + app).site().app()).isTrue();
    assertThat(with("'site':{'domain':'a.example'},'app':{'publisher':{'id':'p'}}").site().app())
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{'source':'','uids':[{'id':''}]},null]",
        "[{'source':'x','uids':[{'id':7},{'atype':'?'}]}]",
        "{'source':'x'}",
        "'x'",
        "[]"
      })
  void idsOfOthersThatCannotBeReadLoseNoRequest(String eids) throws Exception {
    assertThat(with("'user':{'id':'u-46','eids':" + eids + "}").user().id()).isEqualTo("u-46");
  }

  @Test
  void aByteOrderMarkIsNoPartOfARequestAndAPackedOneIsRefused() throws Exception {
    String json = "{'id':'r','imp':[{'id':'1'," + BANNER + "}]}";
    assertThat(decode("\ufeff" + json)).isEqualTo(decode(json));

    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
    assertThatThrownBy(() -> codec.decode(packed.toByteArray(), "adx", 7L))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageStartingWith("the message is not JSON");
  }

  @Test
  void categoriesOfAPublisherAndTextsForFlagsAreRead() throws Exception {
    BidRequest request =
        decode(
            "{'id':'r','imp':[{'id':'1','secure':'1','banner':{'h':728,'w':90}}],"
                + "'site':{'id':'s','cat':'IAB1','publisher':{'id':'p','cat':'IAB3-1'}}}");

    assertThat(request.imps().get(0).secure()).isTrue();
    assertThat(request.imps().get(0).banner().sizes()).containsExactly(new Size(90, 728));
    assertThat(request.site().cat()).containsExactly("IAB1");
    assertThat(read.leftOut()).isZero();
  }

  @Test
  void codesBeyondTheSpecificationsListsAreKept() throws Exception {
    String banner = "{'id':'1','banner':{'w':300,'h':250,'battr':[2,17,14018,14014]}}";
    assertThat(ofImps(banner).imps().get(0).banner().battr()).containsExactly(2, 17, 14018, 14014);
  }

  @Test
  void theKindOfADeviceIsThatOfItsCodeEvenWhereTheAgentSaysOtherwise() throws Exception {
    String agent = "Mozilla/5.0 (iPhone; CPU iPhone OS 7_0 like Mac OS X) Mobile/11A465";
    assertThat(with("'device':{'devicetype':2,'ua':'" + agent + "'}").device().type())
        .isEqualTo(DeviceType.DESKTOP);
  }

  @Test
  void theUnitedKingdomHasTwoCodes() throws Exception {
    assertThat(with("'device':{'geo':{'country':'uk'}}").device().country()).isEqualTo("GBR");
  }

  private void assertReadsAgainAsItself(BidRequest request) throws InvalidRequestException {
    assertThat(codec.decode(codec.encode(request), "adx", 7L)).isEqualTo(request);
  }

  private BidRequest with(String fields) throws InvalidRequestException {
    return decode("{'id':'r','imp':[{'id':'1'," + BANNER + "}]," + fields + "}");
  }

  private BidRequest ofImps(String... imps) throws InvalidRequestException {
    return decode("{'id':'r','imp':[" + String.join(",", imps) + "]}");
  }

  private BidRequest decode(String json) throws InvalidRequestException {
    read = codec.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), "adx", 7L);
    return read.request();
  }
}
