package io.paceline.training.preparation;

import io.paceline.core.profile.UserEvent;
import io.paceline.core.profile.UserEventCodec;
import io.paceline.core.profile.UserEventType;
import io.paceline.model.features.FeatureEncoder;
import io.paceline.training.prepared.PreparedExample;
import io.paceline.training.prepared.PreparedFolder;
import io.paceline.training.prepared.PreparedManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.SerializableFunction;

/**
 * Makes a prepared folder from logs, in Flink's batch mode, which joins and sorts on disk what does
 * not fit in memory:
 *
 * <pre>
 * iPinYou logs ──────────┐                   ┌▶ impressions of iPinYou logs, encoded ─┐
 * training log, notices ─┼▶ joined by bid id ┤  user by user                          ├▶ outcomes
 * conversions ───────────┘                   └▶ bids of the training log ─────────────┘
 *
 * outcomes ┬▶ sums by site, campaign, price and quarter hour ▶ statistics
 *          ├▶ in order of time ▶ examples
 *          └▶ impressions and clicks ┬─┬▶ user by user ▶ profiles
 *                        user events ┘ └▶ in order of time ▶ user events
 * </pre>
 */
public final class BatchPreparation {

  /** Lines that could not be used. */
  static final OutputTag<RejectedLine> REJECTED = new OutputTag<>("rejected") {};

  /** The categories that {@link UserEventCodec} accepts; exchanges name other categories, too. */
  private static final Pattern EVENT_CATEGORY = Pattern.compile("[A-Z0-9-]{1,32}");

  private BatchPreparation() {}

  /**
   * Runs a preparation and waits for its end.
   *
   * @param env environment in which the batch runs; this method sets its mode and serialization
   * @param folder receives the files; every task manager must see it
   * @param nowMillis wall time, for the manifest
   * @throws IllegalArgumentException with one sentence for people where the inputs hold no shown
   *     impression or nothing about prices
   */
  public static PreparedManifest run(
      StreamExecutionEnvironment env, Inputs inputs, Path folder, long nowMillis) throws Exception {
    Files.createDirectories(folder);
    for (String file : PreparedFolder.FILES) {
      Files.deleteIfExists(folder.resolve(file));
    }
    lay(env, inputs, folder);
    JobExecutionResult result = env.execute("Paceline: preparation");
    Map<String, Long> counts = new TreeMap<>();
    result
        .getAllAccumulatorResults()
        .forEach((name, count) -> counts.put(name, ((Number) count).longValue()));
    if (counts.getOrDefault(Counts.SHOWN, 0L) == 0) {
      throw new IllegalArgumentException(
          "the inputs hold no impression that was shown ("
              + counts.getOrDefault(Counts.LINES, 0L)
              + " lines, "
              + counts.getOrDefault(Counts.REJECTED, 0L)
              + " of them rejected, see "
              + folder.resolve(PreparedFolder.REJECTED)
              + "); give impression logs, or a training log with its notices");
    }
    if (!Files.exists(folder.resolve(PreparedFolder.CURVES))) {
      throw new IllegalArgumentException(
          "the inputs tell nothing about market prices: no auction with a price paid, and not both"
              + " won and lost bids; give the notices of the same time as the training log");
    }
    PreparedManifest manifest =
        new PreparedManifest(
            PreparedManifest.FORMAT,
            nowMillis,
            inputs.names(),
            FeatureEncoder.SPEC.fingerprint(),
            counts);
    writeLast(folder, manifest);
    return manifest;
  }

  private static void writeLast(Path folder, PreparedManifest manifest) throws IOException {
    PreparedFolder.json()
        .writerWithDefaultPrettyPrinter()
        .writeValue(folder.resolve(PreparedFolder.MANIFEST).toFile(), manifest);
  }

  /** Adds the batch's operators to the environment without running them. */
  static void lay(StreamExecutionEnvironment env, Inputs inputs, Path folder) {
    env.setRuntimeMode(RuntimeExecutionMode.BATCH);
    Configuration settings = new Configuration();
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    settings.set(PipelineOptions.OBJECT_REUSE, true);
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
    env.configure(settings);

    Sources sources = new Sources(env);
    List<DataStream<BidFacts>> facts = new ArrayList<>();
    sources.add("iPinYou logs", inputs.logs(), LineReaders::ipinyou, BidFacts.class, facts);
    sources.add(
        "training log", inputs.trainingLogs(), LineReaders::trainingLog, BidFacts.class, facts);
    String secret = inputs.noticeSecret();
    List<String> billsOnWin = inputs.billsOnWin();
    sources.add(
        "notices",
        inputs.notices(),
        () -> LineReaders.notices(secret, billsOnWin),
        BidFacts.class,
        facts);
    List<DataStream<UserEvent>> events = new ArrayList<>();
    sources.add(
        "user events", inputs.userEvents(), LineReaders::userEvents, UserEvent.class, events);

    sources.decode("conversions", LineReaders::conversions, BidFacts.class, facts);

    DataStream<Outcome> outcomes = outcomes(union(facts));
    statistics(outcomes, folder);
    examples(outcomes, folder);
    events.add(eventsOf(outcomes));
    users(union(events), folder);
    rejected(union(sources.rejected), folder);
  }

  /** Reads files and gathers the lines that could not be used. */
  private static final class Sources {
    private final StreamExecutionEnvironment env;
    private final List<DataStream<RejectedLine>> rejected = new ArrayList<>();
    private DataStream<Line> lines;

    Sources(StreamExecutionEnvironment env) {
      this.env = env;
    }

    /** Reads files of one kind and adds the stream of what their lines tell to {@code streams}. */
    <T> void add(
        String name,
        List<Path> files,
        LineReader.Factory<T> reader,
        Class<T> type,
        List<DataStream<T>> streams) {
      if (files.isEmpty()) {
        lines = null;
        return;
      }
      SingleOutputStreamOperator<Line> read =
          env.fromData(Types.STRING, files.stream().map(ReadLines::path).toArray(String[]::new))
              .rebalance()
              .process(new ReadLines())
              .name("read " + name);
      rejected.add(read.getSideOutput(REJECTED));
      lines = read;
      decode(name, reader, type, streams);
    }

    /**
     * Decodes the lines of the files that were read last, and adds the stream of what they tell to
     * {@code streams}.
     */
    <T> void decode(
        String name, LineReader.Factory<T> reader, Class<T> type, List<DataStream<T>> streams) {
      if (lines == null) {
        return;
      }
      SingleOutputStreamOperator<T> decoded =
          lines
              .rebalance()
              .process(new DecodeLine<>(reader), TypeInformation.of(type))
              .name("decode " + name);
      rejected.add(decoded.getSideOutput(REJECTED));
      streams.add(decoded);
    }
  }

  private static DataStream<Outcome> outcomes(DataStream<BidFacts> facts) {
    DataStream<BidFacts> joined =
        facts
            .keyBy(BidFacts::bidId)
            .reduce(BidFacts::plus)
            .name("join by bid id")
            .filter(new CountFacts())
            .name("keep what has a row");
    DataStream<Outcome> ofTrainingLog =
        joined
            .filter(each -> each.bid() != null)
            .map(each -> Outcome.of(each, each.bid()))
            .name("bids of the training log");
    DataStream<Outcome> ofImpressions =
        joined
            .filter(each -> each.bid() == null)
            .assignTimestampsAndWatermarks(at(each -> each.impression().atMillis()))
            .keyBy(each -> each.impression().campaignId())
            .process(new FollowCampaigns())
            .name("impressions, campaign by campaign")
            .assignTimestampsAndWatermarks(at(Impression::atMillis))
            .keyBy(FollowUsers::userOf)
            .process(new FollowUsers())
            .name("impressions, encoded user by user");
    return ofTrainingLog.union(ofImpressions).flatMap(new CountOutcomes()).name("outcomes");
  }

  private static void statistics(DataStream<Outcome> outcomes, Path folder) {
    write(
        outcomes
            .map(Parts.OfSite::of)
            .keyBy(Parts.OfSite::key)
            .reduce(Parts.OfSite::plus)
            .name("sums by site"),
        "site statistics",
        folder,
        StatisticsFiles.Sites::new);
    write(
        outcomes
            .map(Parts.OfCampaign::of)
            .keyBy(Parts.OfCampaign::campaignId)
            .reduce(Parts.OfCampaign::plus)
            .name("sums by campaign"),
        "campaign statistics, mean probabilities",
        folder,
        StatisticsFiles.Campaigns::new);
    write(
        outcomes
            .map(Parts.OfTime::of)
            .keyBy(Parts.OfTime::quarter)
            .reduce(Parts.OfTime::plus)
            .name("sums by quarter hour"),
        "traffic curves",
        folder,
        StatisticsFiles.Traffic::new);
    write(
        outcomes
            .filter(each -> each.told() != null)
            .map(Parts.OfPrice::of)
            .keyBy(Parts.OfPrice::key)
            .reduce(Parts.OfPrice::plus)
            .name("sums by price"),
        "market curves",
        folder,
        StatisticsFiles.Prices::new);
  }

  private static void examples(DataStream<Outcome> outcomes, Path folder) {
    write(
        inOrder(
            outcomes.filter(each -> each.shown() && each.bid().row() != null).map(Outcome::example),
            PreparedExample::campaignMillis,
            PreparedExample.class),
        "examples",
        folder,
        to ->
            new OrderedLinesFile<>(
                new LinesFile<>(
                    to.resolve(PreparedFolder.EXAMPLES), PreparedFolder.json()::writeValueAsBytes),
                PreparedExample::campaignMillis,
                Comparator.comparing(PreparedExample::bidId)));
  }

  /** Returns what users saw and clicked, as events in the form that a job reads. */
  private static DataStream<UserEvent> eventsOf(DataStream<Outcome> outcomes) {
    FlatMapFunction<Outcome, UserEvent> events =
        (outcome, out) -> {
          LoggedBid bid = outcome.bid();
          if (outcome.shown() && bid.userKey() != null) {
            out.collect(event(bid, UserEventType.IMPRESSION, bid.category()));
            if (outcome.clicked()) {
              out.collect(event(bid, UserEventType.CLICK, bid.adCategory()));
            }
          }
        };
    return outcomes.flatMap(events).returns(UserEvent.class).name("what users saw and clicked");
  }

  /**
   * Makes an event of a bid. An impression's event takes the page's category, a click's event the
   * ad's. A click may lack it, because a job knows the categories of its own campaigns.
   */
  private static UserEvent event(LoggedBid bid, UserEventType type, String category) {
    boolean taken = category != null && EVENT_CATEGORY.matcher(category).matches();
    return new UserEvent(
        bid.userKey(), type, bid.campaignId(), taken ? category : null, bid.bidAtMillis());
  }

  private static void users(DataStream<UserEvent> events, Path folder) {
    DataStream<UserEvent> timed = events.assignTimestampsAndWatermarks(at(BatchPreparation::rank));
    write(
        timed.keyBy(UserEvent::userKey).process(new FoldProfiles()).name("profiles"),
        "starting profiles",
        folder,
        to ->
            new LinesFile<>(
                to.resolve(PreparedFolder.PROFILES), PreparedFolder.json()::writeValueAsBytes));
    write(
        inOrder(events, UserEvent::atMillis, UserEvent.class),
        "user events",
        folder,
        to ->
            new OrderedLinesFile<>(
                new LinesFile<>(
                    to.resolve(PreparedFolder.USER_EVENTS), new UserEventCodec()::encode),
                UserEvent::atMillis,
                Comparator.comparing(UserEvent::userKey)
                    .thenComparing(UserEvent::type)
                    .thenComparing(
                        UserEvent::campaignId, Comparator.nullsFirst(Comparator.naturalOrder()))));
  }

  /**
   * Returns a rank by which an impression comes before its click, although a log has one instant
   * for both.
   */
  private static long rank(UserEvent event) {
    return 4 * event.atMillis()
        + switch (event.type()) {
          case IMPRESSION -> 0;
          case CLICK -> 1;
          case VIEW -> 2;
          case CONVERSION -> 3;
        };
  }

  private static void rejected(DataStream<RejectedLine> lines, Path folder) {
    write(
        lines
            .assignTimestampsAndWatermarks(at(RejectedLine::line))
            .keyBy(RejectedLine::file)
            .process(new InOrder<>(), TypeInformation.of(RejectedLine.class))
            .setParallelism(1)
            .name("rejected lines, file by file"),
        "rejected lines",
        folder,
        to ->
            new LinesFile<>(
                to.resolve(PreparedFolder.REJECTED), PreparedFolder.json()::writeValueAsBytes));
  }

  private static <T> DataStream<T> inOrder(
      DataStream<T> records, SerializableFunction<T, Long> millis, Class<T> type) {
    return records
        .assignTimestampsAndWatermarks(at(millis))
        .keyBy(each -> 0, Types.INT)
        .process(new InOrder<>(), TypeInformation.of(type))
        .setParallelism(1)
        .name("in order of time");
  }

  private static <T> WatermarkStrategy<T> at(SerializableFunction<T, Long> millis) {
    return WatermarkStrategy.<T>noWatermarks()
        .withTimestampAssigner((record, unused) -> millis.apply(record));
  }

  private static <T> void write(
      DataStream<T> records, String name, Path folder, GatherSink.Opener<T> opener) {
    records
        .sinkTo(new GatherSink<>(folder.toAbsolutePath(), opener))
        .setParallelism(1)
        .name("write " + name);
  }

  private static <T> DataStream<T> union(List<DataStream<T>> streams) {
    DataStream<T> all = streams.get(0);
    for (DataStream<T> more : streams.subList(1, streams.size())) {
      all = all.union(more);
    }
    return all;
  }
}
