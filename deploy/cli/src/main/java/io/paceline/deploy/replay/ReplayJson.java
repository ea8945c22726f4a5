package io.paceline.deploy.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.paceline.simulator.replay.ReplayRun;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes figures as JSON, one flat object a line; {@link ReplayRun} says what each field means. */
final class ReplayJson {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private ReplayJson() {}

  /** All lines; the last one ends with a line break, too. */
  static String lines(List<ReplayRun> runs) {
    return runs.stream().map(run -> line(run) + "\n").collect(Collectors.joining());
  }

  private static String line(ReplayRun run) {
    ReplayRun.Setup setup = run.setup();
    ReplayRun.Totals totals = run.totals();
    ReplayRun.Value value = run.value();
    ReplayRun.Evenness evenness = run.evenness();
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("files", setup.files());
    fields.put("protocol", setup.protocol().label());
    fields.put("fraction", setup.fraction());
    fields.put("law", setup.law());
    fields.put("default", setup.isDefault());
    fields.put("plan", setup.plan());
    fields.put("startError", finite(setup.startError()));
    fields.put("auctions", totals.auctions());
    fields.put("impressions", totals.impressions());
    fields.put("clicks", totals.clicks());
    fields.put("sumPctr", finite(totals.sumPctr()));
    fields.put("cost", finite(totals.cost()));
    fields.put("budget", finite(totals.budget()));
    fields.put("utilisation", finite(totals.utilisation()));
    fields.put("overspend", finite(totals.overspend()));
    fields.put("hindsightSumPctr", finite(value.hindsightSumPctr()));
    fields.put("clairvoyantSumPctr", finite(value.clairvoyantSumPctr()));
    fields.put("ratio", finite(value.ratio()));
    fields.put("surplus", finite(value.surplus()));
    fields.put("bestFractionSurplus", finite(value.bestFractionSurplus()));
    fields.put("bound", finite(value.bound()));
    fields.put("spendShares", spendShares(evenness.spendShares()));
    fields.put("avgErr15", finite(evenness.avgErr15()));
    fields.put("avgErr1", finite(evenness.avgErr1()));
    fields.put("rmseTraffic", finite(evenness.rmseTraffic()));
    fields.put("overshoot", finite(evenness.overshoot()));
    fields.put("settlingSlots", evenness.settlingSlots());
    fields.put("volatility", finite(evenness.volatility()));
    try {
      return JSON.writeValueAsString(fields);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("figures are always writable", e);
    }
  }

  /**
   * The shares of one budget as a flat list, those of several campaigns as a list for each quarter
   * of the requests.
   */
  private static @Nullable Object spendShares(@Nullable List<List<Double>> shares) {
    return shares != null && shares.size() == 1 ? shares.get(0) : shares;
  }

  private static @Nullable Double finite(@Nullable Double figure) {
    return figure == null || !Double.isFinite(figure) ? null : figure;
  }
}
