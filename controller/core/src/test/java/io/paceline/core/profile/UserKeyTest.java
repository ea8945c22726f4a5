package io.paceline.core.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.openrtb.Device;
import io.paceline.core.openrtb.DeviceType;
import io.paceline.core.openrtb.Regs;
import io.paceline.core.openrtb.Requests;
import io.paceline.core.openrtb.User;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class UserKeyTest {

  private static final String IFA = "AA000DFE-7416-8477";

  @Test
  void theBuyersOwnIdComesFirstThenTheExchangesThenTheDevices() {
    String all = key("u", "b", IFA, false);
    assertThat(all).isEqualTo(key(null, "b", null, false)).matches("[0-9a-f]{16}");
    assertThat(key("u", null, IFA, false)).isEqualTo(key("u", null, null, false)).isNotEqualTo(all);
    assertThat(key(null, null, IFA, false)).isNotNull().isNotEqualTo(key(IFA, null, null, false));
  }

  @Test
  void aKeyIsTheSameForever() {
    assertThat(key(null, "b", null, false)).isEqualTo("cd70478a7a6d0334");
  }

  @Test
  void anExchangesUserIdCountsWithinThatExchangeOnly() {
    User user = new User("u", null, List.of());
    Device device = device(null, false);
    assertThat(UserKey.of(Requests.of(user, device, Requests.NO_REGS, "a")))
        .isNotEqualTo(UserKey.of(Requests.of(user, device, Requests.NO_REGS, "b")));
  }

  @Test
  void noIdCountsWhereTrackingIsLimited() {
    assertThat(key("u", "b", IFA, true)).isNull();
    assertThat(key(null, null, IFA, true)).isNull();
    assertThat(key(null, null, "00000000-0000-0000-0000-000000000000", false)).isNull();
    assertThat(key(null, null, IFA, false))
        .isEqualTo(key(null, null, IFA.toLowerCase(Locale.ROOT), false));
  }

  @Test
  void nobodyIsRecognisedWhereTheLawForbidsIt() {
    User user = new User("u", "b", List.of());
    for (Regs regs :
        List.of(new Regs(true, false, false), Regs.GDPR, new Regs(false, false, true))) {
      assertThat(UserKey.of(Requests.of(user, device(IFA, false), regs, "x"))).isNull();
    }
  }

  @Test
  void withoutAnyIdThereIsNoKey() {
    assertThat(key(null, null, null, false)).isNull();
  }

  private static String key(String id, String buyeruid, String ifa, boolean lmt) {
    return UserKey.of(
        Requests.of(new User(id, buyeruid, List.of()), device(ifa, lmt), Requests.NO_REGS, "x"));
  }

  private static Device device(String ifa, boolean lmt) {
    return Device.builder().ifa(ifa).type(DeviceType.PHONE).lmt(lmt).build();
  }
}
