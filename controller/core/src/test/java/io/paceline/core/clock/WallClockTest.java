package io.paceline.core.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;

class WallClockTest {

  @Test
  void theSystemsClockReachesAnotherMachineAsThatMachinesClock() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(WallClock.SYSTEM);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isSameAs(WallClock.SYSTEM);
    }
  }

  @Test
  void itsNanosecondsNeverRunBack() {
    long before = WallClock.SYSTEM.nanos();
    assertThat(WallClock.SYSTEM.nanos() - before).isNotNegative();
    assertThat(WallClock.SYSTEM.millis()).isPositive();
  }
}
