package io.paceline.job.checkpoint;

import java.io.IOException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.runtime.checkpoint.filemerging.FileMergingSnapshotManager;
import org.apache.flink.runtime.execution.Environment;
import org.apache.flink.runtime.state.CheckpointStateOutputStream;
import org.apache.flink.runtime.state.CheckpointStateToolset;
import org.apache.flink.runtime.state.CheckpointStorage;
import org.apache.flink.runtime.state.CheckpointStorageAccess;
import org.apache.flink.runtime.state.CheckpointStorageFactory;
import org.apache.flink.runtime.state.CheckpointStorageLocation;
import org.apache.flink.runtime.state.CheckpointStorageLocationReference;
import org.apache.flink.runtime.state.CheckpointStorageWorkerView;
import org.apache.flink.runtime.state.CheckpointStreamFactory;
import org.apache.flink.runtime.state.CompletedCheckpointStorageLocation;
import org.apache.flink.runtime.state.storage.FileSystemCheckpointStorage;
import org.apache.flink.runtime.state.storage.JobManagerCheckpointStorage;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint storage whose state is written at the pace of {@link CheckpointPace}. Locations,
 * metadata and handles are those of the storage that it wraps, so checkpoints can be restored with
 * either.
 *
 * <p>Flink makes it by its {@link Factory}, whose class name stands in {@link
 * CheckpointingOptions#CHECKPOINT_STORAGE}.
 */
public final class PacedCheckpointStorage implements CheckpointStorage {

  private static final long serialVersionUID = 1L;

  /**
   * Wraps the storage that Flink chooses where none is named: files where {@link
   * CheckpointingOptions#CHECKPOINTS_DIRECTORY} is set, otherwise the job manager's memory. Their
   * settings, such as the directory of savepoints, apply as they do without this class.
   */
  public static final class Factory implements CheckpointStorageFactory<PacedCheckpointStorage> {

    /** Needed by Flink, which makes an instance by the name of the class. */
    public Factory() {}

    @Override
    public PacedCheckpointStorage createFromConfig(ReadableConfig config, ClassLoader classLoader) {
      return new PacedCheckpointStorage(
          config.getOptional(CheckpointingOptions.CHECKPOINTS_DIRECTORY).isPresent()
              ? FileSystemCheckpointStorage.createFromConfig(config, classLoader)
              : JobManagerCheckpointStorage.createFromConfig(config, classLoader),
          CheckpointPace.MachineTime.INSTANCE);
    }
  }

  private final CheckpointStorage wrapped;
  private final CheckpointPace.Time time;

  PacedCheckpointStorage(CheckpointStorage wrapped, CheckpointPace.Time time) {
    this.wrapped = wrapped;
    this.time = time;
  }

  @Override
  public CompletedCheckpointStorageLocation resolveCheckpoint(String pointer) throws IOException {
    return wrapped.resolveCheckpoint(pointer);
  }

  @Override
  public CheckpointStorageAccess createCheckpointStorage(JobID job) throws IOException {
    return new Access(wrapped.createCheckpointStorage(job), time);
  }

  @Override
  public String toString() {
    return "paced " + wrapped;
  }

  /** What tasks and the job manager get of the storage; only tasks write state. */
  private record Access(CheckpointStorageAccess wrapped, CheckpointPace.Time time)
      implements CheckpointStorageAccess {

    @Override
    public CheckpointStreamFactory resolveCheckpointStorageLocation(
        long checkpointId, CheckpointStorageLocationReference reference) throws IOException {
      return new PacedStreamFactory(
          wrapped.resolveCheckpointStorageLocation(checkpointId, reference), time);
    }

    /**
     * Where the user has Flink merge the files of several tasks, the wrapped storage is used as it
     * is, without rests: Flink closes the merging storage only if it gets that very object.
     */
    @Override
    public CheckpointStorageWorkerView toFileMergingStorage(
        FileMergingSnapshotManager manager, Environment environment) throws IOException {
      return wrapped.toFileMergingStorage(manager, environment);
    }

    @Override
    public CheckpointStateOutputStream createTaskOwnedStateStream() throws IOException {
      return wrapped.createTaskOwnedStateStream();
    }

    @Override
    public CheckpointStateToolset createTaskOwnedCheckpointStateToolset() {
      return wrapped.createTaskOwnedCheckpointStateToolset();
    }

    @Override
    public boolean supportsHighlyAvailableStorage() {
      return wrapped.supportsHighlyAvailableStorage();
    }

    @Override
    public boolean hasDefaultSavepointLocation() {
      return wrapped.hasDefaultSavepointLocation();
    }

    @Override
    public CompletedCheckpointStorageLocation resolveCheckpoint(String pointer) throws IOException {
      return wrapped.resolveCheckpoint(pointer);
    }

    @Override
    public void initializeBaseLocationsForCheckpoint() throws IOException {
      wrapped.initializeBaseLocationsForCheckpoint();
    }

    @Override
    public CheckpointStorageLocation initializeLocationForCheckpoint(long checkpointId)
        throws IOException {
      return wrapped.initializeLocationForCheckpoint(checkpointId);
    }

    @Override
    public CheckpointStorageLocation initializeLocationForSavepoint(
        long checkpointId, @Nullable String location) throws IOException {
      return wrapped.initializeLocationForSavepoint(checkpointId, location);
    }
  }
}
