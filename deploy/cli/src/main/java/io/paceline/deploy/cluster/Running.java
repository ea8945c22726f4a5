package io.paceline.deploy.cluster;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that a demo or a benchmark has started. All of it is ended once, the youngest first,
 * at the end of the run or at Ctrl-C, whichever comes first.
 */
public final class Running implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Running.class);

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private volatile boolean closing;

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

  /** True once the end has begun. */
  public boolean isClosing() {
    return closing;
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
