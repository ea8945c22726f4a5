package io.paceline.deploy.campaigns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.CampaignAnswer;
import io.paceline.core.campaign.CampaignStatus;
import io.paceline.core.campaign.CampaignStatusCodec;
import io.paceline.deploy.broker.BrokerProcess;
import io.paceline.deploy.cli.UserFacingException;
import io.paceline.deploy.kafka.Topics;
import io.paceline.job.kafka.Topic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A few campaigns on a real broker; each test goes on where the one before has ended. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CampaignDeskTest {
  private static BrokerProcess broker;
  private static CampaignTopic topic;
  private static CampaignDesk desk;

  @TempDir private Path folder;

  @BeforeAll
  static void startBroker() {
    broker = BrokerProcess.start(0);
    topic = new CampaignTopic(broker.bootstrapServers());
    desk = new CampaignDesk(topic);
  }

  @AfterAll
  static void closeBroker() {
    broker.close();
  }

  @Test
  @Order(1)
  void aMissingTopicIsToldInOneSentence() {
    assertThatThrownBy(desk::list)
        .isInstanceOf(UserFacingException.class)
        .hasMessageStartingWith("there is no topic campaigns at 127.0.0.1:");

    Topics.create(broker.bootstrapServers(), Topic.CAMPAIGNS, 2, true);
    assertThat(desk.list()).as("the head alone").hasSize(1);
  }

  @Test
  @Order(2)
  void aBookedCampaignIsListed() throws Exception {
    assertThat(
            desk.put(
                file("[" + campaign("shoes", "4.5", "") + "," + campaign("hats", "2", "") + "]")))
        .containsExactly("shoes: version 1 written", "hats: version 1 written");

    assertThat(desk.list()).hasSize(3);
    assertThat(desk.list().get(1))
        .startsWith("hats ")
        .contains(" 1 ", "booked", "2026-03-01 00:00 to 2026-04-01 00:00", "500.00 a day", "2.00");
  }

  @Test
  @Order(3)
  void anEditTakesTheNextVersionAndTheSameFileAgainChangesNothing() throws Exception {
    Path edit = file("[" + campaign("shoes", "5", "") + "," + campaign("hats", "2", "") + "]");

    assertThat(desk.put(edit)).containsExactly("shoes: version 2 written", "hats: unchanged");
    assertThat(desk.put(edit)).containsExactly("shoes: unchanged", "hats: unchanged");
    assertThat(desk.list().get(2)).startsWith("shoes ").contains(" 2 ", "5.00");
  }

  @Test
  @Order(4)
  void aBadEditIsRefusedWithThePlaceAndTheOldVersionStays() throws Exception {
    Path badBid = file("[" + campaign("hats", "3", "") + "," + campaign("shoes", "-1", "") + "]");
    Path otherBudget = file(campaign("shoes", "6", "\"budgetId\": \"other\","));
    Path oldVersion = file(campaign("shoes", "6", "\"version\": 1,"));
    List<String> before = desk.list();

    assertThatThrownBy(() -> desk.put(badBid))
        .isInstanceOf(UserFacingException.class)
        .hasMessageContaining("was refused, nothing changed")
        .hasMessageContaining("[1] shoes: maxBidCpm");
    assertThatThrownBy(() -> desk.put(otherBudget))
        .hasMessageContaining("shoes: budgetId: must stay");
    assertThatThrownBy(() -> desk.put(oldVersion))
        .hasMessageContaining("shoes: version: must be above 2, got 1; leave it out");

    assertThat(desk.list()).isEqualTo(before);
  }

  @Test
  @Order(5)
  void aPausedCampaignStaysPausedUntilItIsBookedAgain() throws Exception {
    assertThat(desk.pause("shoes")).containsExactly("shoes: paused, version 3 written");
    assertThat(desk.pause("shoes")).containsExactly("shoes: is paused already");
    assertThat(desk.list().get(2)).contains("paused");

    assertThat(desk.put(file(campaign("shoes", "5", ""))))
        .containsExactly("shoes: version 4 written");
    assertThat(desk.list().get(2)).contains("booked");
    assertThatThrownBy(() -> desk.pause("coats"))
        .isInstanceOf(UserFacingException.class)
        .hasMessageStartingWith("there is no campaign coats at 127.0.0.1:");
  }

  @Test
  @Order(6)
  void garbageOnTheTopicIsListedAsThatAndHindersNobody() throws Exception {
    topic.write(Map.of("a-garbage", "{".getBytes(StandardCharsets.UTF_8)));

    assertThat(desk.list().get(1)).startsWith("a-garbage ").contains("unreadable", "is not JSON");
    assertThat(desk.pause("hats")).containsExactly("hats: paused, version 2 written");
  }

  @Test
  @Order(7)
  void campaignsOfOneBudgetMustStateTheSameAmountsAndChangeThemTogether() throws Exception {
    String feet = "\"budgetId\": \"feet\", \"totalBudget\": %s,";
    String socks = campaign("socks", "2", feet.formatted("9000"));
    desk.put(file("[" + socks + "," + campaign("boots", "2", feet.formatted("9000")) + "]"));

    String dearer = campaign("boots", "2", feet.formatted("12000.5"));
    assertThatThrownBy(() -> desk.put(file(dearer)))
        .isInstanceOf(UserFacingException.class)
        .hasMessageContaining("boots: budgetId: campaigns of one budget must state the same")
        .hasMessageContaining("boots states totalBudget 12000.5 where socks states 9000")
        .hasMessageContaining("in one file");

    assertThat(
            desk.put(
                file("[" + campaign("socks", "2", feet.formatted("12000.5")) + "," + dearer + "]")))
        .containsExactly("socks: version 2 written", "boots: version 2 written");
  }

  @Test
  @Order(8)
  void aFileWithAByteOrderMarkIsBookedAndATimeThatTheClocksSkipIsNoted() throws Exception {
    Path file =
        file(
            "\ufeff"
                + campaign("mittens", "2", "").replace("2026-03-01T00:00", "2026-03-29T02:30"));

    assertThat(desk.put(file))
        .containsExactly(
            "note: mittens: flightStart: 2026-03-29T02:30 does not exist in Europe/Berlin, where the"
                + " clocks go from 2026-03-29T02:00 to 2026-03-29T03:00; it is read as"
                + " 2026-03-29T03:30+02:00",
            "mittens: version 1 written");
    assertThat(desk.list())
        .anySatisfy(line -> assertThat(line).contains("mittens", "2026-03-29 03:30 to"));
  }

  @Test
  @Order(9)
  void whatNoJobAnswersIsToldToo() throws Exception {
    Topics.create(broker.bootstrapServers(), Topic.CAMPAIGN_STATUS, 1, true);

    assertThat(desk.put(file(campaign("gloves", "2", ""))))
        .containsExactly("gloves: version 1 written; no job has answered within 5 s");
  }

  @Test
  @Order(10)
  void aJobThatAnswersIsToldFromOneThatRefuses() throws Exception {
    try (AnsweringJob job = new AnsweringJob(broker.bootstrapServers())) {
      assertThat(desk.put(file(campaign("scarves", "2", ""))))
          .containsExactly("scarves: version 1 written; the job has taken it");
      assertThat(line("scarves")).contains("booked", "1 booked");
      assertThat(desk.pause("scarves"))
          .containsExactly("scarves: paused, version 2 written; the job has taken it");
      assertThat(line("scarves")).contains("paused", "2 paused");

      // Somebody writes to the topic without the desk: the job keeps what it holds.
      String otherZone = campaign("scarves", "2", "\"version\": 3,").replace("Berlin", "Vienna");
      job.await(topic.write(Map.of("scarves", otherZone.getBytes(StandardCharsets.UTF_8))));
      assertThat(line("scarves")).contains(" 3 ", "2 paused");
      assertThatThrownBy(() -> desk.put(file(otherZone.replace("\"version\": 3,", ""))))
          .isInstanceOf(UserFacingException.class)
          .hasMessageStartingWith(
              "scarves: version 4 written; the job has refused it and keeps version 2: timeZone:");
    }
  }

  @Test
  @Order(11)
  void aTombstoneEndsACampaignForTheDeskAsForTheJobAndVersionsGoOn() throws Exception {
    try (AnsweringJob job = new AnsweringJob(broker.bootstrapServers())) {
      desk.put(file(campaign("belts", "2", "")));
      desk.put(file(campaign("belts", "3", "")));
      job.await(job.tombstone("belts"));

      assertThat(line("belts")).contains("missing", "2 ended");
      assertThat(desk.pause("belts"))
          .containsExactly("belts: has ended in the job already, at version 2");
      assertThat(desk.put(file(campaign("belts", "2", ""))))
          .containsExactly("belts: version 3 written; the job has taken it");
      assertThat(line("belts")).contains(" 3 ", "3 booked");

      job.await(job.tombstone("belts"));
      assertThatThrownBy(() -> desk.put(file(campaign("belts", "2", "\"version\": 1,"))))
          .hasMessageContaining("belts: version: must be above 3, got 1");
    }
  }

  @Test
  @Order(12)
  void aCampaignOfWhichTheTopicHoldsGarbageIsPausedAllTheSame() throws Exception {
    try (AnsweringJob job = new AnsweringJob(broker.bootstrapServers())) {
      desk.put(file(campaign("shawls", "2", "")));
      job.await(topic.write(Map.of("shawls", "{".getBytes(StandardCharsets.UTF_8))));

      assertThat(desk.pause("shawls"))
          .containsExactly("shawls: paused, version 2 written; the job has taken it");
      assertThat(line("shawls")).contains("2 paused");
    }
  }

  @Test
  @Order(13)
  void allBiddingCanBeStoppedAndStartedAgain() throws Exception {
    try (AnsweringJob job = new AnsweringJob(broker.bootstrapServers())) {
      assertThat(desk.stop(true))
          .containsExactly("all bidding is to stop: written; the job has taken it");
      assertThat(desk.list()).last().asString().startsWith("all bidding is stopped");
      assertThat(desk.stop(false))
          .containsExactly("bidding may go on: written; the job has taken it");
      assertThat(desk.list()).last().asString().doesNotContain("stopped");
      assertThat(job.isAlive()).isTrue();
    }
  }

  @Test
  @Order(14)
  void aPauseThatTheOtherCampaignsOfItsBudgetHoldBackIsToldAsAPause() throws Exception {
    try (AnsweringJob job = new AnsweringJob(broker.bootstrapServers())) {
      String legs = "\"budgetId\": \"legs\", \"totalBudget\": %s,";
      String tights = campaign("tights", "2", legs.formatted("9000"));
      String jeans = campaign("jeans", "2", legs.formatted("9000"));
      desk.put(file("[" + tights + "," + jeans + "]"));
      // Somebody writes to the topic without the desk, and the job waits for the edit of jeans.
      String dearer = campaign("tights", "2", "\"version\": 2," + legs.formatted("12000"));
      job.await(topic.write(Map.of("tights", dearer.getBytes(StandardCharsets.UTF_8))));

      assertThat(desk.pause("tights"))
          .containsExactly(
              "tights: paused, version 3 written; the job has paused the campaign; the rest waits"
                  + " for edits of the other campaigns of budget legs");
      assertThat(line("tights")).contains("3 paused");
    }
  }

  @Test
  @Order(15)
  void anAnswerAboutATopicThatWasDeletedIsNoAnswer() throws Exception {
    try (AnsweringJob job = new AnsweringJob(broker.bootstrapServers())) {
      desk.put(file(campaign("coats", "2", "")));
      assertThat(job.isAlive()).isTrue();
    }
    byte[] old =
        CampaignStatusCodec.encode(
            new CampaignStatus(
                "coats",
                7,
                CampaignStatus.State.BOOKED,
                "coats",
                1_000_000,
                CampaignAnswer.Verdict.TAKEN,
                null,
                0));
    AnsweringJob.say(broker.bootstrapServers(), "coats", old);

    assertThat(desk.put(file(campaign("coats", "3", ""))))
        .containsExactly("coats: version 8 written; no job has answered within 5 s");
  }

  @Test
  @Order(16)
  void aCampaignAtTheHighestVersionIsPausedAndBookedAgainAtThatVersion() throws Exception {
    String highest = Long.toString(Campaign.MOST_VERSION);
    try (AnsweringJob job = new AnsweringJob(broker.bootstrapServers())) {
      desk.put(file(campaign("capes", "2", "\"version\": " + highest + ",")));

      assertThat(desk.pause("capes"))
          .containsExactly("capes: paused, version " + highest + " written; the job has taken it");
      assertThat(line("capes")).contains(" paused ", highest + " paused");
      assertThat(desk.pause("capes")).containsExactly("capes: is paused already");
      assertThat(desk.put(file(campaign("capes", "2", ""))))
          .containsExactly("capes: version " + highest + " written; the job has taken it");

      job.await(topic.write(Map.of("capes", "{".getBytes(StandardCharsets.UTF_8))));
      assertThat(desk.pause("capes"))
          .as("the job holds it, and the topic has no record of it that can be read")
          .containsExactly("capes: paused, version " + highest + " written; the job has taken it");
    }
  }

  @Test
  @Order(17)
  void garbageAmongTheAnswersHidesNoAnswerOfTheJob() throws Exception {
    byte[] garbage = "{".getBytes(StandardCharsets.UTF_8);
    try (AnsweringJob job = new AnsweringJob(broker.bootstrapServers())) {
      desk.put(file(campaign("veils", "2", "")));
      job.await(topic.write(Map.of("veils", garbage)));
      AnsweringJob.say(broker.bootstrapServers(), "veils", garbage);

      assertThat(line("veils")).contains("unreadable", "1 booked");
      assertThat(desk.pause("veils"))
          .containsExactly("veils: paused, version 2 written; the job has taken it");
    }
  }

  private static String line(String id) {
    return desk.list().stream().filter(row -> row.startsWith(id + " ")).findFirst().orElseThrow();
  }

  private Path file(String json) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "campaigns", ".json"), json);
  }

  private static String campaign(String id, String maxBidCpm, String more) {
    return """
        {"id": "%s", %s "adomain": "%s.example", "timeZone": "Europe/Berlin",
         "flightStart": "2026-03-01T00:00", "flightEnd": "2026-04-01T00:00",
         "dailyBudget": 500, "maxBidCpm": %s,
         "creatives": [{"id": "r", "w": 300, "h": 250, "imageUrl": "https://cdn.example/a.png",
                        "landingPage": "https://shop.example/"}]}
        """
        .formatted(id, more, id, maxBidCpm);
  }
}
