package io.paceline.deploy.broker;

import io.paceline.deploy.cli.UserFacingException;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A Kafka broker as a child process on the loopback address. It keeps its topics in a temporary
 * folder.
 *
 * <p>{@link #close} ends the broker and deletes the folder. Where this JVM dies without closing it,
 * the broker's standard input ends, and the broker ends itself.
 */
public final class BrokerProcess implements AutoCloseable {
  /** How long a broker may take until it serves; 2 to 4 s are usual. */
  public static final Duration START_LIMIT = Duration.ofSeconds(60);

  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
  private static final int LINES_KEPT = 15;

  private final Process process;
  private final Path folder;
  private final String bootstrapServers;
  private final Deque<String> lastLines = new ArrayDeque<>();
  private final CompletableFuture<Void> ready = new CompletableFuture<>();

  private BrokerProcess(Process process, Path folder, String bootstrapServers) {
    this.process = process;
    this.folder = folder;
    this.bootstrapServers = bootstrapServers;
    readLines(process.getErrorStream(), "broker-errors", this::keep, this::seeEnd);
    readLines(process.getInputStream(), "broker-output", this::seeOutput, () -> {});
  }

  /**
   * Starts a broker and returns once it serves.
   *
   * @param preferredPort port of the broker; where it is in use, and for 0, the broker takes any
   *     free port
   * @throws UserFacingException where the broker is not built, or ends or does not serve within
   *     {@link #START_LIMIT}; for a broker that was started, the message holds the last lines that
   *     it printed
   */
  public static BrokerProcess start(int preferredPort) {
    return start(BrokerClassPath.read(ProjectFolder.find()), preferredPort, START_LIMIT);
  }

  static BrokerProcess start(String classPath, int preferredPort, Duration limit) {
    BrokerProcess broker = launch(classPath, preferredPort);
    try {
      broker.awaitReady(limit);
      return broker;
    } catch (RuntimeException e) {
      broker.close();
      throw e;
    }
  }

  private static BrokerProcess launch(String classPath, int preferredPort) {
    Path folder = null;
    try {
      folder = Files.createTempDirectory("paceline-broker-");
      int port = freePort(preferredPort);
      Process process = new ProcessBuilder(command(classPath, port, folder)).start();
      return new BrokerProcess(process, folder, "127.0.0.1:" + port);
    } catch (IOException e) {
      if (folder != null) {
        delete(folder);
      }
      throw new UserFacingException("cannot start the Kafka broker: " + e.getMessage(), e);
    }
  }

  /**
   * Command of the child process. Its shell only makes the broker ignore SIGINT: Ctrl-C reaches the
   * whole foreground group, and if the broker ended at once, the job and the exchange could not
   * write their last records.
   */
  private static List<String> command(String classPath, int port, Path folder) {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return List.of(
        "/bin/sh",
        "-c",
        "trap '' INT; exec \"$@\"",
        "broker",
        java.toString(),
        "-Xms256m",
        "-Xmx512m",
        // With so small a heap, this collector's pauses are 1 to 2 ms, those of G1 4 to 6 ms.
        "-XX:+UseParallelGC",
        "-cp",
        classPath,
        "io.paceline.broker.BrokerMain",
        "--port",
        Integer.toString(port),
        "--dir",
        folder.toString());
  }

  private static int freePort(int preferred) throws IOException {
    try (ServerSocket socket = new ServerSocket(preferred, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (BindException taken) {
      if (preferred == 0) {
        throw taken;
      }
      return freePort(0);
    }
  }

  private void awaitReady(Duration limit) {
    try {
      ready.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new UserFacingException(
          "the Kafka broker ended before it served; " + lastWords(), e.getCause());
    } catch (TimeoutException e) {
      throw new UserFacingException(
          "the Kafka broker did not serve within " + limit.toSeconds() + " s; " + lastWords(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the broker started", e);
    }
  }

  /** The broker's address, {@code host:port}, as Kafka's clients expect it. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** The process's id, for people. */
  public long pid() {
    return process.pid();
  }

  /** Ends the broker, waits until it is gone and deletes its folder. A second call does no harm. */
  @Override
  public void close() {
    try {
      process.destroy();
      if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    delete(folder);
  }

  private void seeOutput(String line) {
    if (line.equals("ready " + bootstrapServers)) {
      ready.complete(null);
    } else {
      keep(line);
    }
  }

  /**
   * Runs at the end of the error stream: the process has ended, and all its error lines were read.
   */
  private void seeEnd() {
    ready.completeExceptionally(new IOException("the broker's process ended"));
  }

  private void keep(String line) {
    synchronized (lastLines) {
      if (lastLines.size() == LINES_KEPT) {
        lastLines.removeFirst();
      }
      lastLines.addLast(line);
    }
  }

  private String lastWords() {
    synchronized (lastLines) {
      return lastLines.isEmpty()
          ? "it logged nothing"
          : "its last lines:"
              + System.lineSeparator()
              + String.join(System.lineSeparator(), lastLines);
    }
  }

  private static void readLines(
      InputStream stream, String threadName, Consumer<String> consumer, Runnable atEnd) {
    Thread thread =
        new Thread(
            () -> {
              try (BufferedReader reader =
                  new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                reader.lines().forEach(consumer);
              } catch (IOException | UncheckedIOException closed) {
                // The process has ended, so there is nothing more to read.
              }
              atEnd.run();
            },
            threadName);
    thread.setDaemon(true);
    thread.start();
  }

  private static void delete(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      paths.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException | UncheckedIOException e) {
      // A temporary folder that cannot be deleted must not hide how the run went.
    }
  }
}
