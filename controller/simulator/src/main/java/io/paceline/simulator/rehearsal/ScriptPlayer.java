package io.paceline.simulator.rehearsal;

import io.paceline.core.exchange.ExchangeStatus;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Does what the lines of a script say, when their time has come. */
final class ScriptPlayer {

  private final Timetable timetable;
  private final double speed;
  private final List<String> exchanges;
  private final RehearsedJob job;
  private final Interruptions interruptions;
  private final NoticePost post;
  private final MarketChanges changes;
  private final SpendReporting reporting;
  private final Consumer<ExchangeStatus> topic;

  /**
   * A player of scripts.
   *
   * @param speed campaign milliseconds per wall millisecond
   * @param exchanges the names of all exchanges
   * @param topic takes what people write into the topic of exchanges
   */
  ScriptPlayer(
      Timetable timetable,
      double speed,
      List<String> exchanges,
      RehearsedJob job,
      Interruptions interruptions,
      NoticePost post,
      MarketChanges changes,
      SpendReporting reporting,
      Consumer<ExchangeStatus> topic) {
    this.timetable = timetable;
    this.speed = speed;
    this.exchanges = exchanges;
    this.job = job;
    this.interruptions = interruptions;
    this.post = post;
    this.changes = changes;
    this.reporting = reporting;
    this.topic = topic;
  }

  /** Does now what a line says. */
  void perform(Script.Line line) {
    Script.Verb verb = line.verb();
    if (verb instanceof Script.Edit edit) {
      interruptions.edit(edit.campaign());
    } else if (verb instanceof Script.Outage outage) {
      long until = timetable.now() + wall(outage.durationMillis());
      named(outage.exchange()).forEach(exchange -> post.away(exchange, until));
    } else if (verb instanceof Script.Stall stall) {
      interruptions.stall(wall(stall.durationMillis()));
    } else if (verb instanceof Script.Crash) {
      interruptions.crash();
    } else if (verb instanceof Script.Restore) {
      interruptions.restore();
    } else if (verb instanceof Script.Price price) {
      changes.change(price);
    } else if (verb instanceof Script.Traffic traffic) {
      changes.change(traffic);
    } else if (verb instanceof Script.Notices notices) {
      named(notices.exchange()).forEach(exchange -> post.send(exchange, notices.sending()));
    } else if (verb instanceof Script.Report report) {
      reporting.send(line, report);
    } else if (verb instanceof Script.ResumeExchange resumed) {
      topic.accept(
          ExchangeStatus.bidding(
              resumed.exchange(), timetable.now(), "a person has lifted the halt"));
    } else if (verb instanceof Script.RotateKey) {
      job.rotateKey();
    }
  }

  /** The exchange that a line names, or all exchanges where it names none. */
  private List<String> named(@Nullable String exchange) {
    return exchange == null ? exchanges : List.of(exchange);
  }

  private long wall(long campaignMillis) {
    return (long) Math.ceil(campaignMillis / speed);
  }
}
