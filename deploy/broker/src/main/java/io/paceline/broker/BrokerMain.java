package io.paceline.broker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * One Kafka broker on the loopback address, which is also its own controller. It runs in a JVM of
 * its own because its Scala, Jackson and log4j clash with Flink's.
 *
 * <p>With {@code --port P --dir D} the broker serves {@code 127.0.0.1:P} and keeps its log in the
 * empty folder D. It prints {@code ready 127.0.0.1:P} once it serves. It ends on SIGTERM, and also
 * when its standard input ends, so that a parent that is killed never leaves it behind.
 */
public final class BrokerMain {
  private static final String HOST = "127.0.0.1";

  private static final int CLEANER_BYTES = 16 << 20;

  private BrokerMain() {}

  public static void main(String[] args) throws Exception {
    if (args.length != 4 || !args[0].equals("--port") || !args[2].equals("--dir")) {
      System.err.println("usage: BrokerMain --port PORT --dir EMPTY_FOLDER");
      System.exit(2);
    }
    int port = Integer.parseInt(args[1]);
    String directory = args[3];
    Thread watch = new Thread(BrokerMain::exitWithParent, "watch-parent");
    watch.setDaemon(true);
    watch.start();

    format(directory);
    KafkaRaftServer server =
        new KafkaRaftServer(
            new KafkaConfig(properties(port, freePort(), directory), false), Time.SYSTEM);
    server.startup();
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "shutdown-broker"));
    System.out.println("ready " + HOST + ":" + port);
    server.awaitShutdown();
  }

  private static void format(String directory) throws Exception {
    new Formatter()
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .setClusterId(Uuid.randomUuid().toString())
        .setNodeId(1)
        .setControllerListenerName("CONTROLLER")
        .setDirectories(List.of(directory))
        .setMetadataLogDirectory(directory)
        .setReleaseVersion(MetadataVersion.latestProduction())
        .run();
  }

  private static Map<String, String> properties(int port, int controllerPort, String directory) {
    Map<String, String> properties = new HashMap<>();
    properties.put("process.roles", "broker,controller");
    properties.put("node.id", "1");
    properties.put("controller.quorum.voters", "1@" + HOST + ":" + controllerPort);
    properties.put(
        "listeners",
        "PLAINTEXT://" + HOST + ":" + port + ",CONTROLLER://" + HOST + ":" + controllerPort);
    properties.put("advertised.listeners", "PLAINTEXT://" + HOST + ":" + port);
    properties.put("controller.listener.names", "CONTROLLER");
    properties.put("inter.broker.listener.name", "PLAINTEXT");
    properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    properties.put("log.dirs", directory);
    // Every topic is created on purpose; otherwise a misspelled name would silently create one.
    properties.put("auto.create.topics.enable", "false");
    for (String internal :
        List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
      properties.put(internal + ".replication.factor", "1");
      properties.put(internal + ".num.partitions", "1");
    }
    properties.put("transaction.state.log.min.isr", "1");
    properties.put("share.coordinator.state.topic.min.isr", "1");
    // The default of 128 MB is meant for logs that grow for years; here it would take half of the
    // old generation.
    properties.put("log.cleaner.dedupe.buffer.size", Integer.toString(CLEANER_BYTES));
    properties.put("group.initial.rebalance.delay.ms", "0");
    // Flink's exactly-once sinks ask for transaction timeouts of up to an hour.
    properties.put("transaction.max.timeout.ms", "3600000");
    return properties;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /**
   * Waits until standard input ends, then ends the JVM; never returns. Standard input is a pipe
   * whose other end the parent holds.
   */
  private static void exitWithParent() {
    InputStream in = System.in;
    try {
      while (in.read() >= 0) {
        // What the parent writes is ignored.
      }
    } catch (IOException broken) {
      // A broken pipe means the same as its end.
    }
    System.exit(0);
  }
}
