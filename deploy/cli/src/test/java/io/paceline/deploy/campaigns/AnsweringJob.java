package io.paceline.deploy.campaigns;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.CampaignAnswer;
import io.paceline.core.campaign.CampaignOrder;
import io.paceline.core.campaign.CampaignOrderReader;
import io.paceline.core.campaign.CampaignRegister;
import io.paceline.core.campaign.CampaignStatus;
import io.paceline.core.campaign.CampaignStatusCodec;
import io.paceline.core.campaign.HeldCampaign;
import io.paceline.core.campaign.InvalidCampaignException;
import io.paceline.core.campaign.TopicPosition;
import io.paceline.core.campaign.WaitingEdit;
import io.paceline.core.clock.CampaignClock;
import io.paceline.job.kafka.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Answers the records of topic {@code campaigns} as the job does, by the same register. */
final class AnsweringJob implements AutoCloseable, CampaignRegister.Store {
  private static final long MID_FLIGHT = Instant.parse("2026-03-15T00:00:00Z").toEpochMilli();

  private static final long PATIENCE_MILLIS = 20_000;

  private final Map<String, HeldCampaign> held = new TreeMap<>();
  private final Map<String, WaitingEdit> waiting = new TreeMap<>();
  private final Map<String, Long> answered = new TreeMap<>();
  private final CampaignClock clock = new CampaignClock(MID_FLIGHT, System.currentTimeMillis(), 1);
  private final CampaignRegister register = new CampaignRegister(this, clock);
  private final CampaignOrderReader reader = new CampaignOrderReader();
  private final KafkaProducer<String, byte[]> producer;
  private final String brokers;
  private final Thread thread;
  private volatile boolean closed;

  AnsweringJob(String brokers) {
    this.brokers = brokers;
    producer =
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers),
            new StringSerializer(),
            new ByteArraySerializer());
    thread = new Thread(this::run, "answering-job");
    thread.start();
  }

  /** Writes a tombstone; returns its place as {@link CampaignTopic#write} does. */
  Map<String, Long> tombstone(String id) {
    return Map.of(id, send(Topic.CAMPAIGNS, id, null));
  }

  private long send(Topic topic, String key, byte @Nullable [] value) {
    try {
      return producer.send(new ProducerRecord<>(topic.topicName(), key, value)).get().offset();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes a status as a job of earlier days has left it. */
  static void say(String brokers, String id, byte[] status) throws Exception {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(Topic.CAMPAIGN_STATUS.topicName(), id, status)).get();
    }
  }

  /** Waits until the records were answered. */
  void await(Map<String, Long> offsets) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
    synchronized (answered) {
      for (Map.Entry<String, Long> one : offsets.entrySet()) {
        while (answered.getOrDefault(one.getKey(), -1L) < one.getValue()) {
          if (System.nanoTime() - end > 0) {
            throw new AssertionError("no answer to " + one);
          }
          answered.wait(PATIENCE_MILLIS);
        }
      }
    }
  }

  boolean isAlive() {
    return thread.isAlive();
  }

  private void run() {
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topic.CAMPAIGNS.topicName()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (!closed) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(10))) {
          answer(record);
        }
      }
    }
  }

  private void answer(ConsumerRecord<String, byte[]> record) {
    long now = System.currentTimeMillis();
    List<CampaignStatus> statuses = new ArrayList<>();
    try {
      CampaignOrder order = reader.read(record.key(), record.value());
      switch (order.kind()) {
        case STOP -> statuses.add(CampaignStatus.ofStop(true, record.offset(), now));
        case LIFT -> statuses.add(CampaignStatus.ofStop(false, record.offset(), now));
        case EDIT, PAUSE, END -> {
          TopicPosition position = new TopicPosition(record.offset(), record.timestamp());
          for (CampaignAnswer answer : register.take(order, position, now)) {
            statuses.add(CampaignStatus.after(answer, clock.campaignMillis(now), now));
          }
        }
      }
    } catch (InvalidCampaignException e) {
      // The job makes a dead letter of it.
    }
    for (CampaignStatus status : statuses) {
      send(Topic.CAMPAIGN_STATUS, status.campaignId(), CampaignStatusCodec.encode(status));
    }
    synchronized (answered) {
      answered.put(record.key(), record.offset());
      answered.notifyAll();
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close();
  }

  @Override
  public @Nullable HeldCampaign held(String campaignId) {
    return held.get(campaignId);
  }

  @Override
  public void put(HeldCampaign campaign) {
    held.put(campaign.campaign().id(), campaign);
  }

  @Override
  public void remove(String campaignId) {
    held.remove(campaignId);
  }

  @Override
  public Collection<HeldCampaign> all() {
    return new ArrayList<>(held.values());
  }

  @Override
  public Collection<Campaign> onBudget(String budgetId) {
    return held.values().stream()
        .map(HeldCampaign::campaign)
        .filter(campaign -> campaign.budget().id().equals(budgetId))
        .toList();
  }

  @Override
  public Collection<WaitingEdit> waiting() {
    return new ArrayList<>(waiting.values());
  }

  @Override
  public void hold(WaitingEdit edit) {
    waiting.put(edit.campaign().id(), edit);
  }

  @Override
  public void release(String campaignId) {
    waiting.remove(campaignId);
  }
}
