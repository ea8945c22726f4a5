package io.paceline.core.openrtb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeviceTest {

  @Test
  void everyComponentIsSetByTheMethodOfItsName() {
    assertThat(
            Device.builder()
                .ua("Mozilla")
                .ifa("F00")
                .type(DeviceType.TABLET)
                .os("Android")
                .country("DEU")
                .region("HH")
                .city("Hamburg")
                .lmt(true)
                .build())
        .isEqualTo(
            new Device(
                "Mozilla", "F00", DeviceType.TABLET, "Android", "DEU", "HH", "Hamburg", true));
  }

  @Test
  void whatIsNotSetIsUnknown() {
    assertThat(Device.builder().build())
        .isEqualTo(Device.UNKNOWN)
        .isEqualTo(new Device(null, null, DeviceType.UNKNOWN, null, null, null, null, false));
  }
}
