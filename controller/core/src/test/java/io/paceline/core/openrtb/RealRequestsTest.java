package io.paceline.core.openrtb;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.paceline.core.money.CurrencyTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reads real bid requests of many exchanges from the research data. The expected outcome of each is
 * pinned: accepted, with sizes and floor of every impression, or refused, with the beginning of the
 * reason. The tests are skipped where the research data is not beside the checkout.
 */
final class RealRequestsTest {

  private static final String PINS = "real-requests.txt";

  private final BidRequestCodec codec =
      new BidRequestCodec(CurrencyTable.parse("USD", "EUR=1.08"), 100);
  private Path folder;

  // Runs before each test: if it skipped all of them at once, no report would show the skip.
  @BeforeEach
  void findData() {
    String data = System.getProperty("paceline.data", "../../../shared/data");
    folder = Path.of(data, "openrtb");
    assumeTrue(
        Files.isDirectory(folder),
        () -> "skipped: no research data at " + folder.toAbsolutePath().normalize());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pins")
  void everyFileComesOutAsPinned(String file, String outcome) throws IOException {
    String actual = outcome(Files.readAllBytes(folder.resolve(file)));
    if (outcome.startsWith("refused")) {
      assertThat(actual).startsWith(outcome);
    } else {
      assertThat(actual).isEqualTo(outcome);
    }
  }

  @Test
  void everyRequestFileIsPinned() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(
              files
                  .filter(path -> path.toString().matches(".*\\.(json|txt)"))
                  .map(path -> folder.relativize(path).toString().replace('\\', '/')))
          .containsExactlyInAnyOrderElementsOf(readPins().keySet());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("acceptedFiles")
  void whatIsAcceptedSurvivesWritingAndReading(String file)
      throws IOException, InvalidRequestException {
    BidRequest request = codec.decode(Files.readAllBytes(folder.resolve(file)), "x", 5L);
    assertThat(codec.decode(codec.encode(request), "x", 5L)).isEqualTo(request);
  }

  private String outcome(byte[] json) {
    try {
      BidRequest request = codec.decode(json, "x", 0L);
      return "accepted: "
          + request.imps().stream().map(RealRequestsTest::described).collect(joining(" + "));
    } catch (InvalidRequestException e) {
      return "refused: " + e.getMessage();
    }
  }

  private static String described(Imp imp) {
    String slot =
        imp.banner() == null
            ? "no banner"
            : imp.banner().sizes().stream().map(s -> s.w() + "x" + s.h()).collect(joining(" "));
    return slot + ", floor " + imp.bidfloorMicros();
  }

  static Stream<Arguments> pins() throws IOException {
    return readPins().entrySet().stream().map(pin -> Arguments.of(pin.getKey(), pin.getValue()));
  }

  static Stream<String> acceptedFiles() throws IOException {
    return readPins().entrySet().stream()
        .filter(pin -> pin.getValue().startsWith("accepted"))
        .map(Map.Entry::getKey);
  }

  private static Map<String, String> readPins() throws IOException {
    Map<String, String> pins = new TreeMap<>();
    try (var stream = RealRequestsTest.class.getResourceAsStream(PINS)) {
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      text.lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .forEach(
              line -> {
                int bar = line.indexOf('|');
                pins.put(line.substring(0, bar).strip(), line.substring(bar + 1).strip());
              });
    }
    return pins;
  }
}
