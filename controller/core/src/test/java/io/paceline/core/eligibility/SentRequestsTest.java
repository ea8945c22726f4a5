package io.paceline.core.eligibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.CampaignBuilder;
import io.paceline.core.campaign.Creative;
import io.paceline.core.campaign.FrequencyCap;
import io.paceline.core.campaign.Placement;
import io.paceline.core.campaign.Targeting;
import io.paceline.core.money.CurrencyTable;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.BidRequestCodec;
import io.paceline.core.openrtb.InvalidRequestException;
import io.paceline.core.openrtb.NoBidReason;
import io.paceline.core.profile.UserKey;
import io.paceline.core.profile.UserProfile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Requests as exchanges and pages send them, from their bytes to the answer, for three campaigns:
 * one of a blocked category that shuns a forum, one with a frequency cap, and one for Great
 * Britain.
 */
final class SentRequestsTest {

  private static final long NOON = 1_773_144_000_000L;
  private static final String BANNER = "'banner':{'w':300,'h':250}";
  private static final String NEWS = "'site':{'domain':'news.example'},'user':{'id':'u'}";
  private static final String PLAIN = "'imp':[{'id':'1'," + BANNER + "}]," + NEWS;

  private static final List<Campaign> CAMPAIGNS =
      List.of(
          campaign("shoes", 300, 250, targeting(List.of(), "forum.example"), null),
          campaign("capped", 160, 600, Targeting.EVERYWHERE, new FrequencyCap(3, 86_400_000)),
          campaign("british", 468, 60, targeting(List.of("GBR")), null));

  private final BidRequestCodec codec = new BidRequestCodec(CurrencyTable.USD, 100);
  private BidRequest read;

  private static Campaign campaign(String id, int w, int h, Targeting targeting, FrequencyCap cap) {
    return CampaignBuilder.campaign(id)
        .advertiser("shoes.example", List.of("IAB18-2"))
        .flight(NOON - 86_400_000, NOON + 86_400_000)
        .maxBidMicros(5_000)
        .creatives(List.of(new Creative("a", w, h, List.of(), "https://a.example/a.png", "")))
        .targeting(targeting)
        .cap(cap)
        .build();
  }

  private static Targeting targeting(List<String> countries, String... blocked) {
    return new Targeting(
        countries,
        List.of(),
        List.of(),
        Placement.ANY,
        List.of(),
        List.of(blocked),
        List.of(),
        List.of());
  }

  /** The answer to each impression: why it gets no bid, or {@code bid} where it is scored. */
  private List<String> answers(String fields) throws InvalidRequestException {
    read = codec.decode(bytes("{'id':'r'," + fields + "}"), "adx", NOON);
    EligibilityIndex index = EligibilityIndex.of(CAMPAIGNS, Set.of());
    String userKey = UserKey.of(read);
    List<String> answers = new ArrayList<>();
    for (EligibleImp imp :
        index
            .eligible(
                read,
                userKey,
                UserProfile.UNKNOWN,
                NOON,
                "m1",
                index.board(new AllMayBid()),
                user -> Map.of())
            .imps()) {
      NoBidReason reason = imp.reason();
      answers.add(reason == null ? "bid" : reason.name());
    }
    return answers;
  }

  private static byte[] bytes(String json) {
    return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }

  /** All budgets have money. */
  private record AllMayBid() implements Budgets {

    @Override
    public boolean canBid(String budgetId) {
      return true;
    }

    @Override
    public double push(String budgetId) {
      return 1;
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'bcat':'IAB18'                                      | BLOCKED",
        "'bcat':['iab18']                                    | BLOCKED",
        "'bcat':['IAB18'],'badv':['https://www.other.example/'] | BLOCKED",
        "'badv':'other.example,HTTPS://www.Shoes.example/'   | BLOCKED",
        "'bcat':[18]                                         | BLOCKED",
        "'bcat':['IAB19']                                    | bid",
        "'tmax':933.3333333333334                            | bid",
        "'cur':['usd']                                       | bid",
        "'regs':{'ext':{'gdpr':true}}                        | bid",
      })
  void aPlainRequestWithOneMoreField(String field, String answer) throws Exception {
    assertThat(answers(PLAIN + "," + field)).containsExactly(answer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'imp':[{'id':'121-dt1','banner':{'h':250,'w':300,'pos':1},'bidfloor':0.05},"
            + "{'id':'121-dt2','banner':{'h':728,'w':90,'pos':0},'bidfloor':0.12}],"
            + "'site':{'id':'15047','domain':'video.example','cat':['IAB1'],"
            + "'publisher':{'id':'8796','cat':'IAB3-1'}},'at':1,'cur':['USD']"
            + " | bid NO_CREATIVE",
        "'imp':[{'id':'1','secure':'1'," + BANNER + "}]," + NEWS + " | bid",
        "'imp':[{'id':'1','bidfloor':''," + BANNER + "}]," + NEWS + " | bid",
        "'imp':[{'id':'1','bidfloor':0.1,'bidfloorcur':'usd'," + BANNER + "}]," + NEWS + " | bid",
        "'imp':[{'id':'1','banner':{'w':300,'h':250,'battr':[2,17,14018,14014]}}],"
            + "'site':{'domain':'http://zoopla.example'}"
            + " | bid",
        "'imp':[{'id':'1',"
            + BANNER
            + "}],'site':{'publisher':{'id':'1001'}},"
            + "'app':{'bundle':'org.demo.app','domain':'demo.example','publisher':{'id':'1001'}}"
            + " | bid",
        "'imp':[{'id':'1'," + BANNER + "}],'site':{},'app':{'bundle':'org.demo.app'} | bid",
        "'imp':[{'id':'full','instl':1,'banner':{'api':[3,5,6,7]}},"
            + "{'id':'small','banner':{'format':[{'w':300,'h':250}]}}],"
            + "'app':{'bundle':'org.demo.app'},'device':{'w':393,'h':852}"
            + " | INVALID_IMP bid",
        "'imp':[{'id':'1'," + BANNER + "}],'site':{'domain':'news.example'},'user':[] | bid",
        "'imp':[{'id':'1',"
            + BANNER
            + "}],'site':{'domain':'news.example'},"
            + "'user':{'id':'u-46','eids':[{'source':'','uids':[{'id':''}]},null]}"
            + " | bid",
        "'imp':[{'id':'1',"
            + BANNER
            + "}],'site':{'domain':'news.example'},"
            + "'user':{'id':'u-49','data':[{'name':'dmp.example','segment':[1,2,'seg']}]}"
            + " | bid",
        "'imp':[{'id':'1',"
            + BANNER
            + "}],"
            + "'site':{'page':'http%3A%2F%2Fforum.example%2Fthread%2F1'}"
            + " | TARGETING",
        "'imp':[{'id':'1',"
            + BANNER
            + "}],'site':{'page':'http://forum.example/thread/1'}"
            + " | TARGETING",
        "'at':2,'imp':[{'banner':{'btype':[2,3],'h':20,'mimes':['text/html'],'w':120},'id':'1',"
            + "'instl':0}],'site':{'cat':['IAB1'],'domain':'www.bar.example'},"
            + "'user':{'gender':'M','yob':1983}"
            + " | NO_CREATIVE",
        "'at':2,'tmax':60000,'imp':[{'id':'1','iframebuster':['ALL'],'banner':{'w':120,'h':600,"
            + "'battr':[9,1,14018],'api':[],'topframe':1}}],'site':{'id':'15427'},"
            + "'device':{'make':'Apple','devicetype':2,'geo':{'country':'USA','region':'NY'}}"
            + " | NO_CREATIVE",
        "'imp':[{'id':'1','banner':{'w':160,'h':600}}],'app':{'bundle':'org.demo.app'},"
            + "'device':{'lmt':1,'dnt':1,'ifa':'11111111-2222-4333-8444-555555555555'},"
            + "'user':{'id':'u-22','buyeruid':'b-22'}"
            + " | USER_UNKNOWN",
        "'imp':[{'id':'1','banner':{'w':160,'h':600}}],"
            + NEWS
            + ",'regs':{'ext':{'gdpr':1}}"
            + " | USER_UNKNOWN",
        "'imp':[{'id':'1','banner':{'w':160,'h':600}}]," + NEWS + " | bid",
        "'imp':[{'id':'1','banner':{'w':468,'h':60}}],'device':{'geo':{'country':'UK'}} | bid",
        "'imp':[{'id':'1','banner':{'w':468,'h':60}}],'device':{'geo':{'country':''}} | TARGETING",
      })
  void eachImpressionGetsItsOwnAnswer(String fields, String answers) throws Exception {
    assertThat(answers(fields)).isEqualTo(Arrays.asList(answers.split(" ")));
  }

  @Test
  void whoeverHasObjectedIsNotRecognised() throws Exception {
    answers(PLAIN + ",'regs':{'ext':{'gdpr':true}}");
    assertThat(UserKey.of(read)).isNull();
    answers(PLAIN);
    assertThat(UserKey.of(read)).isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'imp':[{'id':'1','bidfloor':'n/a',"
            + BANNER
            + "}],"
            + NEWS
            + " | imp[0].bidfloor must be a number, got n/a",
        PLAIN + ",'cur':'dollars' | cur must be a list of currencies",
      })
  void whatMoneyDependsOnIsRefusedWhereItCannotBeRead(String fields, String reason) {
    assertThatThrownBy(() -> answers(fields))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageStartingWith(reason);
  }
}
