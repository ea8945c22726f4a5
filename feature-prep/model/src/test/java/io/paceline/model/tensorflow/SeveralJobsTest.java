package io.paceline.model.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeveralJobsTest {

  /** A task manager gives each job that it runs a class loader of its own. */
  @Test
  void tensorFlowIsLoadedForEachJobOfOneTaskManager() throws Exception {
    ClassLoader own = Thread.currentThread().getContextClassLoader();
    try {
      for (int job = 1; job <= 2; job++) {
        try (URLClassLoader loader =
            new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
          Thread.currentThread().setContextClassLoader(loader);
          Class<?> graph = loader.loadClass("org.tensorflow.Graph");
          assertThat(graph.getClassLoader()).isSameAs(loader);
          // A graph is made by the native library, which is loaded before.
          Object made = graph.getConstructor().newInstance();
          assertThat(made).as("the graph of job %d", job).isInstanceOf(AutoCloseable.class);
          ((AutoCloseable) made).close();
        }
      }
    } finally {
      Thread.currentThread().setContextClassLoader(own);
    }
  }

  private static URL[] classPath() throws Exception {
    List<URL> entries = new ArrayList<>();
    // Surefire hands the class path over in a property of its own.
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    for (String entry : path.split(File.pathSeparator, -1)) {
      entries.add(new File(entry).toURI().toURL());
    }
    return entries.toArray(new URL[0]);
  }
}
