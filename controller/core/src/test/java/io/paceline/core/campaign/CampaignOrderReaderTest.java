package io.paceline.core.campaign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CampaignOrderReaderTest {
  private static final Campaign SHOES =
      CampaignBuilder.campaign("shoes").version(3).flight(0, 86_400_000).build();
  private static final byte[] TOMBSTONE = null;

  private final CampaignOrderReader reader = new CampaignOrderReader();
  private final CampaignCodec codec = new CampaignCodec();

  private CampaignOrder read(String key, String value) throws InvalidCampaignException {
    return reader.read(key, value.getBytes(UTF_8));
  }

  @Test
  void aCampaignIsReadWithItsKeyOrWithoutOne() throws Exception {
    assertThat(reader.read("shoes", codec.encode(SHOES))).isEqualTo(CampaignOrder.edit(SHOES));
    assertThat(reader.read("", codec.encode(SHOES))).isEqualTo(CampaignOrder.edit(SHOES));
  }

  @Test
  void aCampaignUnderAnotherKeyIsRefusedBecauseItsTombstoneWouldMissIt() {
    assertThatThrownBy(() -> reader.read("hats", codec.encode(SHOES)))
        .isInstanceOf(InvalidCampaignException.class)
        .hasMessageStartingWith("id: must be the record's key \"hats\"")
        .hasMessageEndingWith("got \"shoes\"");
  }

  @Test
  void aTombstoneEndsTheCampaignOfItsKey() throws Exception {
    assertThat(reader.read("shoes", TOMBSTONE)).isEqualTo(CampaignOrder.end("shoes"));
    assertThatThrownBy(() -> reader.read("", TOMBSTONE))
        .isInstanceOf(InvalidCampaignException.class)
        .hasMessageContaining("has no key");
  }

  @Test
  void aRecordThatOnlyPausesIsNoFault() throws Exception {
    assertThat(reader.read("shoes", codec.encodePause("shoes", 4)))
        .isEqualTo(CampaignOrder.pause("shoes", 4, null));
    assertThat(read("shoes", "{\"paused\": true}"))
        .isEqualTo(CampaignOrder.pause("shoes", 0, null));
  }

  @Test
  void aPauseWithoutAKeyNamesTheSameCampaignAsAnEditWhateverBlanksItsIdHas() throws Exception {
    assertThat(read("", "{\"id\": \"\u00a0shoes \", \"version\": 4, \"paused\": true}"))
        .isEqualTo(CampaignOrder.pause("shoes", 4, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'id': 'shoes', 'version': 4, 'paused': true, 'maxBidCpm': 'cheap'}",
        "{'id': 'shoes', 'version': 4, 'paused': 'true'}",
        "{'id': 'shoes', 'version': 4, 'paused': 1}",
        "{'id': 'shoes', 'version': 4, 'paused': 'yes please'}",
        "{'id': 'shoes', 'version': 3, 'version': 4, 'paused': true, 'x': 1}",
        "{'id': 17, 'version': 4, 'paused': true}",
        "{'id': 'hats', 'version': 4, 'paused': true}",
      })
  void aPausePassesWhateverElseIsWrongWithItsRecord(String json) throws Exception {
    CampaignOrder order = read("shoes", json.replace('\'', '"'));

    assertThat(order.kind()).isEqualTo(CampaignOrder.Kind.PAUSE);
    assertThat(order.campaignId()).isEqualTo("shoes");
    assertThat(order.version()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9223372036854775807",
        "9007199254740993",
        "-1",
        "1e300",
        "'4'",
        "99999999999999999999"
      })
  void aVersionOutOfBoundsDoesNotCountInAPause(String version) throws Exception {
    CampaignOrder order =
        read("shoes", ("{'paused': true, 'version': " + version + "}").replace('\'', '"'));

    assertThat(order.kind()).isEqualTo(CampaignOrder.Kind.PAUSE);
    assertThat(order.version()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'id': 'shoes', 'version': 4, 'paused': false}",
        "{'id': 'shoes', 'version': 4, 'paused': 'false', 'maxBidCpm': 'cheap'}",
        "{'id': 'shoes', 'version': 4, 'paused': null}",
        "{'id': 'shoes', 'version': 4}",
        "[]",
        "",
        "not json",
      })
  void whatDoesNotPauseIsRefusedWithItsFaults(String json) {
    assertThatThrownBy(() -> read("shoes", json.replace('\'', '"')))
        .isInstanceOf(InvalidCampaignException.class);
  }

  @Test
  void everythingUnderTheKeyOfTheStopStopsButFalseAndATombstone() throws Exception {
    CampaignOrder stop = CampaignOrder.stop(true);
    assertThat(reader.read("*", codec.encodeStop(true))).isEqualTo(stop);
    assertThat(read("*", "stop!")).isEqualTo(stop);
    assertThat(read("*", "")).isEqualTo(stop);
    assertThat(read("*", "{}")).isEqualTo(stop);
    assertThat(read("*", "[]")).isEqualTo(stop);
    assertThat(read("*", "{\"paused\": \"x\"}")).isEqualTo(stop);

    assertThat(reader.read("*", codec.encodeStop(false))).isEqualTo(CampaignOrder.stop(false));
    assertThat(reader.read("*", TOMBSTONE)).isEqualTo(CampaignOrder.stop(false));
  }
}
