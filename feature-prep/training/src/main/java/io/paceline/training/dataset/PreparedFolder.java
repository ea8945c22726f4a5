package io.paceline.training.dataset;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.paceline.core.pacing.TrafficCurve;
import io.paceline.core.pacing.TrafficWeek;
import io.paceline.model.bundle.ExpectedTraffic;
import io.paceline.model.bundle.MarketCurves;
import io.paceline.model.bundle.MeanProbabilities;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A folder that a preparation wrote. Its files are JSON in UTF-8, with one object a line where the
 * name ends in {@code .jsonl} or {@code .jsonl.gz}. Click rates and confidences are numbers from 0
 * to 1, money is micros per impression, instants are milliseconds since 1970.
 *
 * <table>
 * <caption>Files</caption>
 * <tr><td>{@link #MANIFEST}</td><td>{@link PreparedManifest}</td></tr>
 * <tr><td>{@link #SITES}</td><td>a line per level: {@code kind} (overall, exchange, category,
 *     site), the level's names, and the components of {@link
 *     io.paceline.training.statistics.Level}</td></tr>
 * <tr><td>{@link #CAMPAIGNS}</td><td>likewise, {@code kind} being overall or campaign</td></tr>
 * <tr><td>{@link #TRAFFIC}</td><td>{@code shares}: 96 shares of a day; {@code weekdays}: by the
 *     weekday's name, {@code requests} (the bids counted), {@code level} in mean days (null where
 *     fewer than two weekdays were counted) and 96 {@code shares}</td></tr>
 * <tr><td>{@link #CURVES}</td><td>{@link MarketCurves}: {@code sites} by {@code exchange|domain},
 *     {@code overall}</td></tr>
 * <tr><td>{@link #MEANS}</td><td>{@link MeanProbabilities} of clicks</td></tr>
 * <tr><td>{@link #EXAMPLES}</td><td>{@link PreparedExample}, in order of time</td></tr>
 * <tr><td>{@link #PROFILES}</td><td>{@code userKey} and {@link
 *     io.paceline.core.profile.UserProfile} after the last event; for people to look at</td></tr>
 * <tr><td>{@link #USER_EVENTS}</td><td>the events behind the profiles, in order of time and in the
 *     form of topic {@code user-events}: a job that reads them from there starts with these
 *     profiles</td></tr>
 * <tr><td>{@link #REJECTED}</td><td>lines that could not be used: {@code file}, {@code line} (from
 *     1), {@code reason}</td></tr>
 * </table>
 */
public final class PreparedFolder {

  public static final String MANIFEST = "prepared.json";
  public static final String SITES = "sites.jsonl";
  public static final String CAMPAIGNS = "campaigns.jsonl";
  public static final String TRAFFIC = "traffic.json";
  public static final String CURVES = "market-curves.json";
  public static final String MEANS = "mean-probabilities.json";
  public static final String EXAMPLES = "examples.jsonl.gz";
  public static final String PROFILES = "profiles.jsonl";
  public static final String USER_EVENTS = "user-events.jsonl";
  public static final String REJECTED = "rejected.jsonl";

  /**
   * All files. The manifest comes first, so that whoever deletes the files in this order never
   * leaves an incomplete folder with a manifest.
   */
  public static final List<String> FILES =
      List.of(
          MANIFEST,
          SITES,
          CAMPAIGNS,
          TRAFFIC,
          CURVES,
          MEANS,
          EXAMPLES,
          PROFILES,
          USER_EVENTS,
          REJECTED);

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final Path folder;
  private final PreparedManifest manifest;

  private PreparedFolder(Path folder, PreparedManifest manifest) {
    this.folder = folder;
    this.manifest = manifest;
  }

  /** Reads and writes the folder's JSON. */
  public static ObjectMapper json() {
    return JSON;
  }

  /**
   * Opens a folder.
   *
   * @param fingerprint of the feature specification that the reader understands
   * @throws IllegalArgumentException with one sentence for people where the folder is no complete
   *     preparation, has another format, or was encoded by another specification
   */
  public static PreparedFolder open(Path folder, String fingerprint) {
    if (!Files.isRegularFile(folder.resolve(MANIFEST))) {
      throw new IllegalArgumentException(
          folder + " holds no whole preparation (no " + MANIFEST + "); run prepare again");
    }
    PreparedFolder read =
        new PreparedFolder(folder, read(folder, MANIFEST, PreparedManifest.class));
    if (read.manifest.format() != PreparedManifest.FORMAT) {
      throw new IllegalArgumentException(
          folder
              + " has format "
              + read.manifest.format()
              + ", this version reads format "
              + PreparedManifest.FORMAT
              + "; run prepare again");
    }
    if (!read.manifest.fingerprint().equals(fingerprint)) {
      throw new IllegalArgumentException(
          folder + " was encoded by another feature specification; run prepare again");
    }
    return read;
  }

  /** Returns the manifest, which tells what was read and when. */
  public PreparedManifest manifest() {
    return manifest;
  }

  /** Reads the market curves. */
  public MarketCurves curves() {
    return read(folder, CURVES, MarketCurves.class);
  }

  /**
   * Reads the expected traffic. Its week is null where fewer than two weekdays were counted, or
   * where an older version, which kept no levels, wrote the folder.
   */
  public ExpectedTraffic traffic() {
    return new ExpectedTraffic(
        new TrafficCurve(read(folder, TRAFFIC, Traffic.class).shares()), week());
  }

  private @Nullable TrafficWeek week() {
    Map<String, Weekday> weekdays = read(folder, TRAFFIC, Weekdays.class).weekdays();
    TrafficCurve[] curves = new TrafficCurve[TrafficWeek.DAYS];
    double[] levels = new double[TrafficWeek.DAYS];
    for (DayOfWeek day : DayOfWeek.values()) {
      Weekday weekday = weekdays.get(day.name().toLowerCase(Locale.ROOT));
      if (weekday == null || weekday.level() == null) {
        return null;
      }
      curves[TrafficWeek.index(day)] = new TrafficCurve(weekday.shares());
      levels[TrafficWeek.index(day)] = weekday.level();
    }
    return TrafficWeek.ofDays(curves, levels);
  }

  /** Reads the mean click probabilities. */
  public MeanProbabilities means() {
    return read(folder, MEANS, MeanProbabilities.class);
  }

  /** The part of {@link #TRAFFIC} that all days have in common. */
  private record Traffic(double[] shares) {}

  /** The part of {@link #TRAFFIC} by weekday, which may be missing. */
  private static final class Weekdays {
    private Map<String, Weekday> byName = Map.of();

    @JsonProperty("weekdays")
    void take(@Nullable Map<String, Weekday> written) {
      byName = written == null ? Map.of() : written;
    }

    Map<String, Weekday> weekdays() {
      return byName;
    }
  }

  /** One weekday of {@link #TRAFFIC}. */
  private static final class Weekday {
    @JsonProperty private @Nullable Double level;
    @JsonProperty private double[] shares = {};

    /** The level in mean days; null where the file tells none. */
    @Nullable Double level() {
      return level;
    }

    double[] shares() {
      return shares;
    }
  }

  /**
   * Returns the examples in order of time. They are read from the file while the caller iterates.
   *
   * @throws IllegalArgumentException from the iteration, where the file is damaged
   */
  public Iterable<PreparedExample> examples() {
    return () -> {
      try {
        return new Examples(
            folder.resolve(EXAMPLES),
            new BufferedReader(
                new InputStreamReader(
                    new GZIPInputStream(Files.newInputStream(folder.resolve(EXAMPLES)), 1 << 16),
                    StandardCharsets.UTF_8),
                1 << 16));
      } catch (IOException e) {
        throw damaged(folder.resolve(EXAMPLES), e);
      }
    };
  }

  private static <T> T read(Path folder, String file, Class<T> type) {
    try {
      return whole(JSON.readValue(folder.resolve(file).toFile(), type));
    } catch (IOException e) {
      throw damaged(folder.resolve(file), e);
    }
  }

  /** Refuses null, which Jackson returns for the JSON literal null. */
  private static <T> T whole(@Nullable T content) throws IOException {
    if (content == null) {
      throw new IOException("it holds null in place of an object");
    }
    return content;
  }

  private static IllegalArgumentException damaged(Path file, IOException e) {
    String reason =
        e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
    return new IllegalArgumentException(
        file + " is missing or damaged (" + reason + "); run prepare again", e);
  }

  /** Iterates over the examples of a file and closes it at its end. */
  private static final class Examples implements Iterator<PreparedExample> {
    private final Path file;
    private final BufferedReader lines;
    private @Nullable String next;

    Examples(Path file, BufferedReader lines) throws IOException {
      this.file = file;
      this.lines = lines;
      next = lines.readLine();
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public PreparedExample next() {
      if (next == null) {
        throw new NoSuchElementException("no example is left");
      }
      try {
        PreparedExample example = whole(JSON.readValue(next, PreparedExample.class));
        next = lines.readLine();
        if (next == null) {
          lines.close();
        }
        return example;
      } catch (IOException e) {
        throw damaged(file, e);
      }
    }
  }
}
