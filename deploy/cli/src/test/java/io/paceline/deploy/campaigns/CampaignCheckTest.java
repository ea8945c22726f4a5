package io.paceline.deploy.campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CampaignCheckTest {

  @TempDir private Path folder;

  @Test
  void filesWithoutAFaultAreToldWithTheirCampaigns() throws IOException {
    Path one = file("one.json", "\ufeff" + campaign("shoes", ""));
    Path two = file("two.json", "[" + campaign("hats", "") + "," + campaign("coats", "") + "]");

    CampaignCheck.Result result = CampaignCheck.of(List.of(one, two));

    assertThat(result.faults()).isZero();
    assertThat(result.lines())
        .containsExactly(one + ": no fault, 1 campaign", two + ": no fault, 2 campaigns");
  }

  @Test
  void eachFaultOfEachFileIsToldWithItsPlace() throws IOException {
    Path bad =
        file(
            "bad.json",
            "["
                + campaign("shoes", "\"dailyBugdet\": 1, \"timeZone\": \"EST\",")
                + ","
                + campaign("hats", "\"cat\": \"IAB1\",")
                + "]");
    Path empty = file("empty.json", "");

    CampaignCheck.Result result = CampaignCheck.of(List.of(bad, empty));

    assertThat(result.faults()).isEqualTo(4);
    assertThat(result.lines())
        .containsExactly(
            bad
                + ": [0] shoes: timeZone: must be an IANA zone such as Europe/Berlin, got \"EST\","
                + " which may stand for America/New_York, America/Panama or -05:00",
            bad + ": [0] shoes: dailyBugdet: is not a known field, did you mean dailyBudget?",
            bad + ": [1] hats: cat: must be a list in [ ], got \"IAB1\"",
            bad + ": 3 faults",
            empty + ": the file is empty",
            empty + ": 1 fault");
  }

  @Test
  void aMissingFileAndAFolderAreFaultsAndTheOtherFilesAreChecked() throws IOException {
    Path missing = folder.resolve("missing.json");
    Path one = file("one.json", campaign("shoes", ""));

    CampaignCheck.Result result = CampaignCheck.of(List.of(missing, one, folder));

    assertThat(result.faults()).isEqualTo(2);
    assertThat(result.lines())
        .contains(
            missing + ": cannot be read: there is no such file",
            one + ": no fault, 1 campaign",
            folder + ": cannot be read: it is a folder, not a file");
  }

  @Test
  void campaignsOfOneBudgetMustAgreeInAFileAndAcrossFiles() throws IOException {
    String feet = "\"budgetId\": \"feet\", \"totalBudget\": %s,";
    Path socks = file("socks.json", campaign("socks", feet.formatted("9000")));
    Path boots = file("boots.json", campaign("boots", feet.formatted("12000")));
    Path both =
        file(
            "both.json",
            "["
                + campaign("socks", feet.formatted("12000"))
                + ","
                + campaign("boots", feet.formatted("12000"))
                + "]");

    assertThat(CampaignCheck.of(List.of(socks, boots)).lines())
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith(boots + ": boots: budgetId: campaigns of one budget must state")
                    .contains("boots states totalBudget 12000 where socks states 9000"));
    assertThat(CampaignCheck.of(List.of(socks, boots)).faults()).isEqualTo(1);
    // Whoever edits all campaigns of the budget together may change it.
    assertThat(CampaignCheck.of(List.of(socks, both)).faults()).isZero();
  }

  @Test
  void aCampaignInTwoFilesIsAnEditAndIsNoted() throws IOException {
    Path first = file("first.json", campaign("shoes", "\"version\": 2,"));
    Path edit = file("edit.json", campaign("shoes", "\"totalBudget\": 7,"));
    Path old = file("old.json", campaign("shoes", "\"version\": 2, \"totalBudget\": 8,"));
    Path moved = file("moved.json", campaign("shoes", "\"budgetId\": \"other\","));

    CampaignCheck.Result result = CampaignCheck.of(List.of(first, edit, old, moved));

    assertThat(result.faults()).isEqualTo(2);
    assertThat(result.lines())
        .contains(
            edit + ": note: shoes: is in " + first + ", too; this file edits it",
            old + ": shoes: version: must be above 3, got 2; leave it out to take the next one")
        .anySatisfy(
            line -> assertThat(line).startsWith(moved + ": shoes: budgetId: must stay shoes"));
  }

  @Test
  void timesThatTheClocksSkipAreNotedAndAreNoFault() throws IOException {
    Path file =
        file(
            "santiago.json",
            campaign("shoes", "\"timeZone\": \"America/Santiago\",")
                .replace("2026-03-01", "2026-09-06"));

    CampaignCheck.Result result = CampaignCheck.of(List.of(file));

    assertThat(result.faults()).isZero();
    assertThat(result.lines().get(0))
        .startsWith(file + ": note: shoes: flightStart: 2026-09-06T00:00 does not exist in")
        .endsWith("it is read as 2026-09-06T01:00-03:00");
  }

  private Path file(String name, String json) throws IOException {
    return Files.writeString(folder.resolve(name), json, StandardCharsets.UTF_8);
  }

  private static String campaign(String id, String more) {
    return """
        {"id": "%s", %s "adomain": "%s.example",
         "flightStart": "2026-03-01T00:00", "flightEnd": "2026-12-01T00:00",
         "dailyBudget": 500, "maxBidCpm": 2,
         "creatives": [{"id": "r", "w": 300, "h": 250, "imageUrl": "https://cdn.example/a.png",
                        "landingPage": "https://shop.example/"}]}
        """
        .formatted(id, more, id);
  }
}
