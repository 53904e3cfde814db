package org.whirl.store.embedded;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.whirl.spi.entity.Activation;
import org.whirl.spi.store.Samples;

/** Writes until it is killed, printing what was acknowledged. */
public final class CrashingWriter {
    private static final int AT_ONCE = 32;

    private CrashingWriter() {}

    public static void main(String[] arguments) throws InterruptedException {
        EmbeddedDatabase database = Databases.open(Path.of(arguments[0]));
        EmbeddedActivationStore activations = new EmbeddedActivationStore(database);
        EmbeddedArtifactStore artifacts = new EmbeddedArtifactStore(database);
        Semaphore slots = new Semaphore(AT_ONCE);
        for (int number = 0; ; number++) {
            slots.acquire();
            if (number % 10 == 0) {
                String name = "guest/p" + number % 7 + "/round" + arguments[1] + "-" + number;
                artifacts
                        .put(
                                Samples.action(name, number, "x".repeat(number % 100 == 0 ? 20_000 : 1_000)),
                                Optional.empty())
                        .whenComplete((stored, failure) -> {
                            print(failure, "e" + name);
                            slots.release();
                        });
            } else {
                Activation activation = Samples.activation("guest", "guest/tools/greet", number);
                activations.put(activation).whenComplete((done, failure) -> {
                    print(failure, "a" + activation.activationId());
                    slots.release();
                });
            }
        }
    }

    private static synchronized void print(Throwable failure, String line) {
        if (failure == null) {
            System.out.println(line);
        } else {
            failure.printStackTrace();
        }
    }
}
