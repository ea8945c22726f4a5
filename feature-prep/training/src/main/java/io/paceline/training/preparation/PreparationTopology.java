package io.paceline.training.preparation;

import io.paceline.core.exchange.ExchangeProfiles;
import io.paceline.core.notice.NoticeKeys;
import io.paceline.core.profile.UserEvent;
import io.paceline.core.profile.UserEventCodec;
import io.paceline.training.dataset.PreparedExample;
import io.paceline.training.dataset.PreparedFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.SerializableFunction;
import org.jspecify.annotations.Nullable;

/**
 * The whole way of the data through a preparation:
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
final class PreparationTopology {

  /** Lines that could not be used. */
  static final OutputTag<RejectedLine> REJECTED = new OutputTag<>("rejected") {};

  private PreparationTopology() {}

  /** Adds the batch's operators to the environment without running them. */
  static void lay(StreamExecutionEnvironment env, PreparationInputs inputs, Path folder) {
    env.setRuntimeMode(RuntimeExecutionMode.BATCH);
    Configuration settings = new Configuration();
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    settings.set(PipelineOptions.OBJECT_REUSE, true);
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
    env.configure(settings);

    Sources sources = new Sources(env);
    List<DataStream<BidFacts>> facts = new ArrayList<>();
    List<DataStream<UserEvent>> events = new ArrayList<>();
    facts.addAll(
        sources.decode(
            "iPinYou logs",
            sources.read("iPinYou logs", inputs.logs()),
            LineReaders::ipinyou,
            BidFacts.class));
    facts.addAll(
        sources.decode(
            "training log",
            sources.read("training log", inputs.trainingLogs()),
            LineReaders::trainingLog,
            BidFacts.class));
    NoticeKeys keys = inputs.notices().keys();
    if (keys != null) {
      ExchangeProfiles exchanges = inputs.notices().exchanges();
      facts.addAll(
          sources.decode(
              "notices",
              sources.read("notices", inputs.notices().files()),
              () -> LineReaders.notices(keys, exchanges),
              BidFacts.class));
    }
    List<DataStream<InputLine>> userEvents = sources.read("user events", inputs.userEvents());
    events.addAll(
        sources.decode("user events", userEvents, LineReaders::userEvents, UserEvent.class));
    facts.addAll(
        sources.decode("conversions", userEvents, LineReaders::conversions, BidFacts.class));

    DataStream<BidOutcome> outcomes = outcomes(union(facts));
    statistics(outcomes, folder);
    examples(outcomes, folder);
    events.add(
        outcomes
            .flatMap(new EventsOfOutcome())
            .returns(UserEvent.class)
            .name("what users saw and clicked"));
    users(union(events), folder);
    rejected(union(sources.rejected), folder);
  }

  /** Reads and decodes files, and gathers the lines that could not be used. */
  private static final class Sources {
    private final StreamExecutionEnvironment env;
    private final List<DataStream<RejectedLine>> rejected = new ArrayList<>();

    Sources(StreamExecutionEnvironment env) {
      this.env = env;
    }

    /** The lines of files of one kind; no stream where there is no such file. */
    List<DataStream<InputLine>> read(String name, List<Path> files) {
      if (files.isEmpty()) {
        return List.of();
      }
      return List.of(
          env.fromData(Types.STRING, files.stream().map(ReadLines::path).toArray(String[]::new))
              .rebalance()
              .flatMap(new ReadLines())
              .name("read " + name));
    }

    /** Decodes the lines of each stream. */
    <T> List<DataStream<T>> decode(
        String name,
        List<DataStream<InputLine>> streams,
        LineReader.Factory<T> reader,
        Class<T> type) {
      List<DataStream<T>> told = new ArrayList<>();
      for (DataStream<InputLine> lines : streams) {
        SingleOutputStreamOperator<T> decoded =
            lines
                .rebalance()
                .process(new DecodeLine<>(reader), TypeInformation.of(type))
                .name("decode " + name);
        rejected.add(decoded.getSideOutput(REJECTED));
        told.add(decoded);
      }
      return told;
    }
  }

  private static DataStream<BidOutcome> outcomes(DataStream<BidFacts> facts) {
    DataStream<BidFacts> joined =
        facts
            .keyBy(BidFacts::bidId)
            .reduce(BidFacts::plus)
            .name("join by bid id")
            .filter(new KeepBidsWithRow())
            .name("keep what has a row");
    DataStream<BidOutcome> ofTrainingLog =
        made(joined, BidOutcome::ofTrainingLog, BidOutcome.class).name("bids of the training log");
    DataStream<BidOutcome> ofImpressions =
        joined
            .filter(each -> each.rows().trainingLog() == null)
            .flatMap(
                (BidFacts each, Collector<BidFacts> out) ->
                    each.impressions().forEach(out::collect))
            .returns(BidFacts.class)
            .name("impressions, one by one")
            .assignTimestampsAndWatermarks(at(each -> each.ipinyouRow().atMillis()))
            .keyBy(each -> each.ipinyouRow().campaignId())
            .process(new AddCampaignStart())
            .name("impressions, campaign by campaign")
            .assignTimestampsAndWatermarks(at(CampaignImpression::atMillis))
            .keyBy(EncodeByUser::userOf)
            .process(new EncodeByUser())
            .name("impressions, encoded user by user");
    return ofTrainingLog.union(ofImpressions).flatMap(new CountOutcomes()).name("outcomes");
  }

  private static void statistics(DataStream<BidOutcome> outcomes, Path folder) {
    write(
        outcomes
            .map(PartialSums.OfSite::of)
            .keyBy(PartialSums.OfSite::key)
            .reduce(PartialSums.OfSite::plus)
            .name("sums by site"),
        "site statistics",
        folder,
        StatisticsFiles.Sites::new);
    write(
        outcomes
            .map(PartialSums.OfCampaign::of)
            .keyBy(PartialSums.OfCampaign::campaignId)
            .reduce(PartialSums.OfCampaign::plus)
            .name("sums by campaign"),
        "campaign statistics, mean probabilities",
        folder,
        StatisticsFiles.Campaigns::new);
    write(
        outcomes
            .map(PartialSums.OfTime::of)
            .keyBy(PartialSums.OfTime::quarter)
            .reduce(PartialSums.OfTime::plus)
            .name("sums by quarter hour"),
        "traffic curves",
        folder,
        StatisticsFiles.Traffic::new);
    write(
        made(outcomes, PartialSums.OfPrice::of, PartialSums.OfPrice.class)
            .keyBy(PartialSums.OfPrice::key)
            .reduce(PartialSums.OfPrice::plus)
            .name("sums by price"),
        "market curves",
        folder,
        StatisticsFiles.Prices::new);
  }

  private static void examples(DataStream<BidOutcome> outcomes, Path folder) {
    write(
        inOrder(
            made(outcomes, BidOutcome::example, PreparedExample.class),
            PreparedExample::campaignMillis,
            PreparedExample.class),
        "examples",
        folder,
        to ->
            new OrderedLinesFile<>(
                new LinesFile<>(
                    to.resolve(PreparedFolder.EXAMPLES), PreparedFolder.json()::writeValueAsBytes),
                PreparedExample::campaignMillis,
                Comparator.comparing(PreparedExample::bidId)
                    .thenComparing(PreparedExample::campaignId)
                    .thenComparing(PreparationTopology::content)));
  }

  /** What an example holds, as a text that tells impressions of one bid id and instant apart. */
  private static String content(PreparedExample example) {
    return Arrays.toString(example.row().requestIds())
        + Arrays.toString(example.row().requestFloats())
        + example.clicked()
        + example.conversions();
  }

  private static void users(DataStream<UserEvent> events, Path folder) {
    DataStream<UserEvent> timed =
        events.assignTimestampsAndWatermarks(at(PreparationTopology::rank));
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
   * Returns a number by which a user's events are sorted: by time and, at the same instant, by
   * type. So an impression comes before its click, although a log has one instant for both.
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
            .process(new SortByTime<>(), TypeInformation.of(RejectedLine.class))
            .setParallelism(1)
            .name("rejected lines, file by file"),
        "rejected lines",
        folder,
        to ->
            new LinesFile<>(
                to.resolve(PreparedFolder.REJECTED), PreparedFolder.json()::writeValueAsBytes));
  }

  /** Makes one record of each record for which {@code make} does not return null. */
  private static <S, T> SingleOutputStreamOperator<T> made(
      DataStream<S> records, SerializableFunction<S, @Nullable T> make, Class<T> type) {
    return records
        .flatMap(
            (S each, Collector<T> out) -> {
              T one = make.apply(each);
              if (one != null) {
                out.collect(one);
              }
            })
        .returns(type);
  }

  private static <T> DataStream<T> inOrder(
      DataStream<T> records, SerializableFunction<T, Long> millis, Class<T> type) {
    return records
        .assignTimestampsAndWatermarks(at(millis))
        .keyBy(each -> 0, Types.INT)
        .process(new SortByTime<>(), TypeInformation.of(type))
        .setParallelism(1)
        .name("in order of time");
  }

  private static <T> WatermarkStrategy<T> at(SerializableFunction<T, Long> millis) {
    return WatermarkStrategy.<T>noWatermarks()
        .withTimestampAssigner((record, unused) -> millis.apply(record));
  }

  private static <T> void write(
      DataStream<T> records, String name, Path folder, SingleFileSink.Opener<T> opener) {
    records
        .sinkTo(new SingleFileSink<>(folder.toAbsolutePath(), opener))
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
