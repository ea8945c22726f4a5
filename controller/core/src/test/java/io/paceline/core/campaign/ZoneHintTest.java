package io.paceline.core.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class ZoneHintTest {

  @Test
  void everyZoneThatAHintNamesIsReadAndNoNameOfTheTableHidesAZone() {
    assertThat(ZoneHint.names())
        .hasSizeGreaterThan(50)
        .allSatisfy(
            name -> {
              assertThat(ZoneHint.of(name)).startsWith(", which may stand for ");
              String[] zones =
                  ZoneHint.of(name)
                      .substring(", which may stand for ".length())
                      .split(", | or ", -1);
              for (String zone : zones) {
                assertThat(ZoneId.of(zone).getRules()).isNotNull();
              }
              assertThat(ZoneId.getAvailableZoneIds()).doesNotContain(name);
            });
  }

  @Test
  void mistypedIdsKeepTheNearestOneAndOtherNamesGetNoHint() {
    assertThat(ZoneHint.of("Europe/Berln")).isEqualTo(", did you mean Europe/Berlin?");
    assertThat(ZoneHint.of("europe/berlin")).isEqualTo(", did you mean Europe/Berlin?");
    assertThat(ZoneHint.of("utc")).isEqualTo(", did you mean UTC?");
    assertThat(ZoneHint.of(" Europe/Berlin")).isEqualTo(", did you mean Europe/Berlin?");
    assertThat(ZoneHint.of("the zone of my office")).isEmpty();
  }

  @Test
  void offsetsThatNoZoneHasGetNoOffsetAsHint() {
    for (String typed : List.of("UTC+15:30", "+5:75", "GMT+", "+123:00")) {
      assertThat(ZoneHint.of(typed)).doesNotContain("may stand for");
    }
  }
}
