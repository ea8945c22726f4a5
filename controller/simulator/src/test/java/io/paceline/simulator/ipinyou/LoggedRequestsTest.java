package io.paceline.simulator.ipinyou;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.Device;
import io.paceline.core.openrtb.DeviceType;
import io.paceline.core.openrtb.Imp;
import io.paceline.core.openrtb.Size;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoggedRequestsTest {

  @TempDir Path folder;

  private BidRequest request(int column, String value) throws IOException {
    String[] row = LogLines.with(LogLines.published("b1", "20210108093015250"), column, value);
    Path file = folder.resolve("log.txt");
    Files.writeString(file, LogLines.line(row), StandardCharsets.UTF_8);
    return LoggedRequests.toRequest(IpinyouLog.read(file).impressions().get(0));
  }

  @Test
  void aRowBecomesARequestOfOneImpression() throws IOException {
    BidRequest request = request(0, "b1");
    Imp imp = request.imps().get(0);

    assertThat(request.id()).isEqualTo("b1");
    assertThat(request.exchange()).isEqualTo("ipinyou-3");
    assertThat(request.at()).isEqualTo(BidRequest.SECOND_PRICE);
    assertThat(request.user().id()).isEqualTo("user-b1");
    assertThat(request.user().segments()).containsExactly("11", "12");
    assertThat(request.device())
        .isEqualTo(
            Device.builder()
                .ua("windows_ie")
                .type(DeviceType.DESKTOP)
                .os("windows")
                .country("CHN")
                .region("7")
                .city("70")
                .build());
    assertThat(request.site().domain()).isEqualTo("domain01");
    assertThat(request.site().page()).isEqualTo("page01");
    assertThat(imp.id()).isEqualTo("1");
    assertThat(imp.tagid()).isEqualTo("slot-1");
    assertThat(imp.bidfloorMicros()).isEqualTo(20_000L);
    assertThat(imp.banner().sizes()).containsExactly(new Size(300, 250));
    assertThat(imp.banner().pos()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "windows_ie,DESKTOP,windows",
    "mac_safari,DESKTOP,mac",
    "android_chrome,PHONE,android",
    "ios_safari,PHONE,ios",
    "ipad_safari,TABLET,ios",
    "other_other,UNKNOWN,",
    "'Mozilla/5.0 (Windows NT 6.1) Chrome/30',DESKTOP,windows",
    "'Mozilla/5.0 (iPhone; CPU like Mac OS X)',PHONE,ios"
  })
  void theAgentTellsDeviceAndSystem(String agent, DeviceType type, String os) throws IOException {
    Device device = request(4, agent).device();

    assertThat(device.ua()).isEqualTo(agent);
    assertThat(device.type()).isEqualTo(type);
    assertThat(device.os()).isEqualTo(os);
  }

  @ParameterizedTest
  @CsvSource({"2,ipinyou-2", "null,ipinyou-0", "openfield,openfield"})
  void exchangesHaveNames(String logged, String exchange) throws IOException {
    assertThat(request(8, logged).exchange()).isEqualTo(exchange);
  }

  @ParameterizedTest
  @CsvSource({
    "FirstView,1",
    "1,1",
    "SecondView,3",
    "FifthView,3",
    "4,3",
    "OtherView,0",
    "255,0",
    "Na,0"
  })
  void visibilityBecomesAPosition(String logged, int pos) throws IOException {
    assertThat(request(15, logged).imps().get(0).banner().pos()).isEqualTo(pos);
  }

  @ParameterizedTest
  @CsvSource({"216,CHN", "null,CHN", "DE-HH,DEU", "CH-ZH,CHE", "XQ-1,CHN"})
  void regionsTellTheCountry(String region, String country) throws IOException {
    assertThat(request(6, region).device().country()).isEqualTo(country);
  }

  @Test
  void aCategoryStandsInUrlidAndNothingElseDoes() throws IOException {
    assertThat(request(11, "IAB9-30").site().cat()).containsExactly("IAB9-30");
    assertThat(request(11, "8841").site().cat()).isEmpty();
  }
}
