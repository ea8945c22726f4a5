package io.paceline.deploy.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that a command has started. All of it is ended once, the youngest first, at the end of
 * the run or at Ctrl-C, whichever comes first.
 */
public final class Running implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Running.class);

  /** Exit code after Ctrl-C, as shells give it. */
  private static final int INTERRUPTED = 130;

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private volatile boolean closing;

  /** Work that hands over everything that it starts. */
  @FunctionalInterface
  public interface Work {
    /** Does the work and returns the command's exit code. */
    int with(Running running) throws Exception;
  }

  /**
   * Does the work. Everything that it has started is ended afterwards, and at Ctrl-C at once.
   *
   * @return the work's exit code, or 130 where Ctrl-C has ended it
   */
  public static int during(Work work) throws Exception {
    try (Running running = new Running()) {
      // Ctrl-C ends the JVM without returning to this method, so a shutdown hook ends what was
      // started.
      Thread hook = new Thread(running::close, "end-of-run");
      Runtime.getRuntime().addShutdownHook(hook);
      try {
        return work.with(running);
      } catch (Exception e) {
        if (running.closing) {
          // The exception comes from something that the shutdown hook has ended, and needs no
          // message.
          return INTERRUPTED;
        }
        throw e;
      } finally {
        if (!running.closing) {
          Runtime.getRuntime().removeShutdownHook(hook);
        }
      }
    }
  }

  /**
   * Takes charge of a resource. Where the end has already begun, it closes the resource at once and
   * throws an {@link InterruptedException}.
   */
  public <T extends AutoCloseable> T add(T resource) throws Exception {
    synchronized (started) {
      if (!closing) {
        started.push(resource);
        return resource;
      }
    }
    resource.close();
    throw new InterruptedException("the run is ending");
  }

  @Override
  public void close() {
    closing = true;
    while (true) {
      AutoCloseable youngest;
      synchronized (started) {
        youngest = started.poll();
      }
      if (youngest == null) {
        return;
      }
      try {
        youngest.close();
      } catch (Exception e) {
        LOG.warn("could not end {}", youngest.getClass().getSimpleName(), e);
      }
    }
  }
}
