package io.paceline.core.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.openrtb.DeviceType;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetingTest {

  @Test
  void everyComponentIsSetByTheMethodOfItsName() {
    assertThat(
            Targeting.builder()
                .countries(List.of("DEU"))
                .regions(List.of("BE"))
                .devices(List.of(DeviceType.PHONE))
                .placement(Placement.OFF_SITE)
                .domains(List.of("news.example"))
                .blockedDomains(List.of("forum.news.example"))
                .categories(List.of("IAB1"))
                .hours(List.of(0, 23))
                .build())
        .isEqualTo(
            new Targeting(
                List.of("DEU"),
                List.of("BE"),
                List.of(DeviceType.PHONE),
                Placement.OFF_SITE,
                List.of("news.example"),
                List.of("forum.news.example"),
                List.of("IAB1"),
                List.of(0, 23)));
  }

  @Test
  void whatIsNotSetAdmitsEverything() {
    assertThat(Targeting.builder().build()).isEqualTo(Targeting.EVERYWHERE);
    assertThat(Targeting.onDomains(List.of("a.example")))
        .isEqualTo(Targeting.builder().domains(List.of("a.example")).build());
  }
}
