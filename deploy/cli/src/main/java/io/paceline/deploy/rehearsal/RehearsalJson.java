package io.paceline.deploy.rehearsal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.paceline.simulator.rehearsal.CampaignDay;
import io.paceline.simulator.rehearsal.CampaignDay.Course;
import io.paceline.simulator.rehearsal.CampaignDay.Range;
import io.paceline.simulator.rehearsal.ExchangeHalt;
import io.paceline.simulator.rehearsal.RehearsalResult;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Writes the figures of a rehearsal as JSON, one object a line: one line for each campaign and day,
 * and a last line for the whole rehearsal. {@link CampaignDay} and {@link RehearsalResult} say what
 * each field means.
 */
final class RehearsalJson {
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final int[] HOURS = {6, 12, 18, 24};

  private RehearsalJson() {}

  /** All lines; each of them ends with a line break. */
  static String lines(RehearsalResult played, double requestsPerSecond) {
    StringBuilder lines = new StringBuilder();
    for (CampaignDay day : played.days()) {
      lines.append(line(day)).append('\n');
    }
    return lines.append(whole(played, requestsPerSecond)).append('\n').toString();
  }

  private static String line(CampaignDay day) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("campaign", day.campaign());
    fields.put("budget", day.budget());
    fields.put("day", day.day().toString());
    fields.put("budgetMicros", day.budgetMicros());
    fields.put("spendMicros", day.spendMicros());
    fields.put("booksMicros", day.booksMicros());
    fields.put("overspendMicros", day.overspendMicros());
    fields.put("planShareAt", at(day.course(), Course::planShare));
    fields.put("spendShareAt", at(day.course(), Course::spendShare));
    fields.put("value", day.value());
    fields.put("wins", day.wins());
    fields.put("bids", day.bids());
    fields.put("refusals", new TreeMap<>(day.refusals()));
    fields.put("pushRange", range(day.push()));
    fields.put("multiplierRange", range(day.multiplier()));
    fields.put("status", day.status());
    return written(fields);
  }

  /** A share at 6, 12, 18 and 24 h of the day, by hour; each is null on a day without flight. */
  private static Map<String, @Nullable Double> at(
      List<Course> course, ToDoubleFunction<Course> share) {
    Map<String, @Nullable Double> at = new LinkedHashMap<>();
    for (int hour : HOURS) {
      at.put(
          Integer.toString(hour),
          course.isEmpty() ? null : Double.valueOf(share.applyAsDouble(course.get(hour - 1))));
    }
    return at;
  }

  private static @Nullable List<Double> range(@Nullable Range range) {
    return range == null || !Double.isFinite(range.most())
        ? null
        : List.of(range.least(), range.most());
  }

  private static String whole(RehearsalResult played, double requestsPerSecond) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("requests", played.requests());
    fields.put("requestsPerSecond", Math.round(requestsPerSecond));
    fields.put("value", played.value());
    fields.put("bound", played.bound());
    fields.put("ratio", played.bound() > 0 ? played.value() / played.bound() : null);
    fields.put("ledgerMicros", played.ledgerMicros());
    fields.put("booksMicros", played.booksMicros());
    fields.put("overspendMicros", played.overspendMicros());
    fields.put("deadLetters", played.deadLetters());
    fields.put("haltedImps", played.haltedImps());
    fields.put("halts", played.halts().stream().map(RehearsalJson::halt).toList());
    return written(fields);
  }

  private static Map<String, Object> halt(ExchangeHalt halt) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("exchange", halt.exchange());
    fields.put("at", Instant.ofEpochMilli(halt.atMillis()).toString());
    fields.put("reason", halt.reason());
    fields.put("billedMicros", halt.billedMicros());
    fields.put("unaccountedMicros", halt.unaccountedMicros());
    fields.put("largestMicros", halt.largestMicros());
    fields.put("dayMicros", halt.dayMicros());
    fields.put("endMicros", halt.endMicros());
    return fields;
  }

  private static String written(Map<String, @Nullable Object> fields) {
    try {
      return JSON.writeValueAsString(fields);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("figures are always writable", e);
    }
  }
}
