package io.paceline.job.spend;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.job.control.Campaigns;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;
import org.apache.flink.runtime.metrics.groups.GenericMetricGroup;
import org.apache.flink.runtime.metrics.util.TestingMetricRegistry;
import org.junit.jupiter.api.Test;

class BudgetMetricsTest {

  private final Set<String> registered = new TreeSet<>();

  private final TestingMetricRegistry registry =
      TestingMetricRegistry.builder()
          .setRegisterConsumer((metric, name, group) -> registered.add(place(name, group)))
          .build();

  @Test
  void theGaugesOfABudgetThatEndedAreUnregisteredAndComeBackWithIt() {
    MetricGroup group = new GenericMetricGroup(registry, null, "operator");
    BudgetMetrics metrics = BudgetMetrics.register(group);
    metrics.update(Campaigns.pacing("shoes", true, 1));
    metrics.update(Campaigns.pacing("hats", true, 1));
    AbstractMetricGroup<?> shoes = (AbstractMetricGroup<?>) group.addGroup("budget", "shoes");
    AbstractMetricGroup<?> hats = (AbstractMetricGroup<?>) group.addGroup("budget", "hats");

    metrics.forget("shoes");
    metrics.forget("unknown");

    assertThat(shoes.isClosed()).isTrue();
    assertThat(hats.isClosed()).isFalse();

    registered.clear();
    metrics.update(Campaigns.pacing("shoes", true, 1));
    assertThat(registered).hasSize(6).allMatch(name -> name.contains("shoes"));
  }

  private static String place(String name, AbstractMetricGroup<?> group) {
    return group.getAllVariables() + " " + name;
  }
}
