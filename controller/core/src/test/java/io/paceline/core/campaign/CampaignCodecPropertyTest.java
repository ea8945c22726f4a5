package io.paceline.core.campaign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.openrtb.DeviceType;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class CampaignCodecPropertyTest {
  private static final List<String> ZONES =
      List.of("UTC", "Europe/Berlin", "Asia/Kolkata", "America/St_Johns", "+05:45", "GMT+2");

  private final CampaignCodec codec = new CampaignCodec();

  @Property(tries = 300, seed = "42")
  void whatWasWrittenIsReadBackEqual(@ForAll Random random) throws Exception {
    Campaign campaign = campaign(random);

    assertThat(codec.decode(codec.encode(campaign))).isEqualTo(campaign);
    CampaignFile file = codec.decodeFile(codec.encode(campaign));
    assertThat(file.campaigns()).containsExactly(campaign);
    assertThat(file.notes()).isEmpty();
  }

  /** Each change of clocks of each zone from 2026 on, and local times around it. */
  @Property(tries = 500, seed = "43")
  void exactlyTheLocalTimesThatExistOnceAreReadWithoutANote(@ForAll Random random)
      throws Exception {
    List<String> zones =
        ZoneId.getAvailableZoneIds().stream()
            .filter(id -> !id.startsWith("Etc/"))
            .sorted()
            .toList();
    ZoneId zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
    Instant from = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(300_000_000));
    ZoneOffsetTransition change = zone.getRules().nextTransition(from);
    LocalDateTime local =
        (change == null ? LocalDateTime.ofInstant(from, zone) : change.getDateTimeBefore())
            .plusMinutes(random.nextInt(-150, 150))
            .withSecond(0);
    String json =
        """
        {"id": "a", "adomain": "a.example", "timeZone": "%s", "flightStart": "%s",
         "flightEnd": "2099-01-01T00:00Z", "dailyBudget": 1, "maxBidCpm": 1,
         "creatives": [{"id": "a", "w": 1, "h": 1, "imageUrl": "https://a.example/",
                        "landingPage": "https://a.example/"}]}
        """
            .formatted(zone, local);

    CampaignFile file = codec.decodeFile(json.getBytes(UTF_8));

    assertThat(file.notes()).hasSize(zone.getRules().getValidOffsets(local).size() == 1 ? 0 : 1);
    assertThat(file.campaigns().get(0).flight().startMillis())
        .isEqualTo(local.atZone(zone).toInstant().toEpochMilli());
  }

  private static Campaign campaign(Random random) {
    long start = random.nextLong(4_000_000_000_000L);
    long total = random.nextBoolean() ? 0L : amount(random);
    long daily = total == 0 || random.nextBoolean() ? amount(random) : 0L;
    List<Creative> creatives = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      creatives.add(
          new Creative(
              "c." + i,
              1 + random.nextInt(2000),
              1 + random.nextInt(2000),
              some(random, List.of(1, 3, 17)),
              "https://cdn.example/" + i + ".png?a=%20b",
              "https://shop.example/ü?x=" + random.nextInt()));
    }
    return new Campaign(
        "id-" + random.nextInt(1000),
        random.nextLong(3),
        random.nextBoolean() ? "Späte \"Schuhe\" \\ 鞋" : "plain",
        random.nextBoolean(),
        new Campaign.Advertiser(
            "shop-" + random.nextInt(9) + ".example",
            some(random, List.of("IAB1", "IAB7-39", "JLBCU7"))),
        new Campaign.Flight(
            start,
            start + 1 + random.nextLong(10_000_000_000L),
            ZONES.get(random.nextInt(ZONES.size()))),
        new Campaign.Budget(
            "b_" + random.nextInt(9),
            total,
            daily,
            carryOver(random),
            one(random, PacingMode.values())),
        new Campaign.Bidding(
            one(random, Objective.values()),
            random.nextBoolean() ? 0L : amount(random),
            1 + random.nextLong(Math.max(total, daily))),
        List.copyOf(creatives),
        targeting(random),
        random.nextBoolean()
            ? null
            : new FrequencyCap(1 + random.nextInt(9), 1 + random.nextLong(9_000_000_000L)));
  }

  private static Targeting targeting(Random random) {
    return new Targeting(
        some(random, List.of("DEU", "CHN", "USA")),
        some(random, List.of("BE", "DE-BY", "号")),
        some(random, List.of(DeviceType.values())),
        one(random, Placement.values()),
        some(random, List.of("a.example", "xn--bcher-kva.example")),
        some(random, List.of("b.example", "x.a.example")),
        some(random, List.of("IAB2", "IAB2-3")),
        some(random, List.of(0, 5, 23)));
  }

  private static Integer carryOver(Random random) {
    return random.nextBoolean() ? null : random.nextInt(Campaign.Budget.MOST_CARRY_OVER + 1);
  }

  /** Amounts of every size up to the largest. */
  private static long amount(Random random) {
    return 1 + (random.nextLong(100_000_000_000_000_000L) >>> random.nextInt(57));
  }

  private static <T> T one(Random random, T[] all) {
    return all[random.nextInt(all.length)];
  }

  private static <T> List<T> some(Random random, List<T> all) {
    return all.stream().filter(element -> random.nextInt(3) == 0).toList();
  }
}
