package io.paceline.job.checkpoint;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.runtime.state.CheckpointStateOutputStream;
import org.apache.flink.runtime.state.CheckpointStreamFactory;
import org.apache.flink.runtime.state.CheckpointedStateScope;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.jspecify.annotations.Nullable;

/**
 * Opens the streams of one task's part of a checkpoint, and paces those that are opened in the
 * asynchronous part.
 *
 * <p>Flink asks for this factory at the start of a checkpoint, in the task's own thread, and the
 * asynchronous part opens its streams in other threads. A stream that is opened by the thread that
 * asked for the factory is therefore written while records wait, and must not rest. That also holds
 * for the data in flight of an unaligned checkpoint, whose writer asks for a factory of its own.
 */
final class PacedStreamFactory implements CheckpointStreamFactory {

  private final CheckpointStreamFactory wrapped;
  private final CheckpointPace.Time time;
  private final long beganNanos;
  private final Thread asking = Thread.currentThread();

  /** Makes the factory of a checkpoint that begins now, for the current thread. */
  PacedStreamFactory(CheckpointStreamFactory wrapped, CheckpointPace.Time time) {
    this.wrapped = wrapped;
    this.time = time;
    this.beganNanos = time.nanos();
  }

  @Override
  public CheckpointStateOutputStream createCheckpointStateOutputStream(CheckpointedStateScope scope)
      throws IOException {
    CheckpointStateOutputStream stream = wrapped.createCheckpointStateOutputStream(scope);
    return Thread.currentThread() == asking
        ? stream
        : new PacedStream(stream, new CheckpointPace(time, beganNanos));
  }

  @Override
  public boolean canFastDuplicate(StreamStateHandle handle, CheckpointedStateScope scope)
      throws IOException {
    return wrapped.canFastDuplicate(handle, scope);
  }

  @Override
  public List<StreamStateHandle> duplicate(
      List<StreamStateHandle> handles, CheckpointedStateScope scope) throws IOException {
    return wrapped.duplicate(handles, scope);
  }

  @Override
  public void reusePreviousStateHandle(Collection<? extends StreamStateHandle> handles) {
    wrapped.reusePreviousStateHandle(handles);
  }

  @Override
  public boolean couldReuseStateHandle(StreamStateHandle handle) {
    return wrapped.couldReuseStateHandle(handle);
  }

  @Override
  public String toString() {
    return "paced " + wrapped;
  }

  /** Writes as the wrapped stream does, and rests between writes. */
  private static final class PacedStream extends CheckpointStateOutputStream {

    private final CheckpointStateOutputStream wrapped;
    private final CheckpointPace pace;

    PacedStream(CheckpointStateOutputStream wrapped, CheckpointPace pace) {
      this.wrapped = wrapped;
      this.pace = pace;
    }

    @Override
    public void write(int b) throws IOException {
      wrapped.write(b);
      pace.wrote(1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      wrapped.write(bytes, offset, length);
      pace.wrote(length);
    }

    @Override
    public long getPos() throws IOException {
      return wrapped.getPos();
    }

    @Override
    public void flush() throws IOException {
      wrapped.flush();
    }

    @Override
    public void sync() throws IOException {
      wrapped.sync();
    }

    @Override
    public @Nullable StreamStateHandle closeAndGetHandle() throws IOException {
      return wrapped.closeAndGetHandle();
    }

    @Override
    public void close() throws IOException {
      wrapped.close();
    }
  }
}
