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
 * One Kafka broker on the loopback address, its own controller, in a JVM of its own: its Scala,
 * Jackson and log4j clash with Flink's.
 *
 * <p>{@code --port P --dir D}: serves {@code 127.0.0.1:P} and keeps its log in the empty folder D.
 * Prints {@code ready 127.0.0.1:P} once it serves. Ends on SIGTERM, and when its standard input
 * ends, so that a parent that is killed never leaves it behind.
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
    // A topic that a typing error made would be silent; every topic is created on purpose.
    properties.put("auto.create.topics.enable", "false");
    for (String internal :
        List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
      properties.put(internal + ".replication.factor", "1");
      properties.put(internal + ".num.partitions", "1");
    }
    properties.put("transaction.state.log.min.isr", "1");
    properties.put("share.coordinator.state.topic.min.isr", "1");
    // The default of 128 MB is for logs of years; it would take most of the old generation.
    properties.put("log.cleaner.dedupe.buffer.size", Integer.toString(CLEANER_BYTES));
    properties.put("group.initial.rebalance.delay.ms", "0");
    // Flink's exactly-once sinks ask for up to an hour.
    properties.put("transaction.max.timeout.ms", "3600000");
    return properties;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Returns only by ending the JVM: standard input is a pipe whose other end the parent holds. */
  private static void exitWithParent() {
    InputStream in = System.in;
    try {
      while (in.read() >= 0) {
        // Whatever the parent writes has no meaning.
      }
    } catch (IOException broken) {
      // A broken pipe is an ended one.
    }
    System.exit(0);
  }
}
