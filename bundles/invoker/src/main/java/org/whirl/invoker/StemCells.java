package org.whirl.invoker;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.whirl.invoker.PooledContainer.State;
import org.whirl.spi.runtime.RuntimeManifest;
import org.whirl.spi.runtime.StemCell;

/**
 * The containers that are kept ready before anybody asks: replaced as they are used, and as many as the demand calls
 * for. Confined to one event loop.
 */
final class StemCells {
    private static final long RETRY_MILLIS = 5_000;

    private final PoolTools tools;
    private final ContainerPool pool;
    private final Map<Stock, Integer> wanted = new HashMap<>();
    private final Map<Stock, Integer> coldStarts = new HashMap<>();
    private List<RuntimeManifest> runtimes = List.of();
    private boolean missing;
    private boolean paused;

    /** Cells of one kind and size. */
    private record Stock(String kind, int memory) {}

    StemCells(PoolTools tools, ContainerPool pool) {
        this.tools = tools;
        this.pool = pool;
    }

    /** Takes in which kinds can run. */
    void use(List<RuntimeManifest> available) {
        runtimes = available;
        missing = true;
    }

    /** A cell was used, or a container ended: there may be one to replace, or room for one. */
    void changed() {
        missing = true;
    }

    /** A container was started because nothing was ready. */
    void coldStart(RuntimeManifest manifest, int memory) {
        coldStarts.merge(new Stock(manifest.kind(), memory), 1, Integer::sum);
    }

    /** Starts the cells that are missing, as far as memory allows without ending anything. */
    void replenish() {
        if (!missing || paused) {
            return;
        }
        missing = false;
        forEach((manifest, cell) -> {
            int target = wanted.getOrDefault(new Stock(manifest.kind(), cell.memory()), cell.count());
            long lacking = target - pool.stems(manifest, cell.memory()).size();
            for (long i = 0; i < lacking && pool.free() >= cell.memory(); i++) {
                pool.startStem(manifest, cell.memory());
            }
        });
    }

    /** Adjusts the numbers to the cold starts since the last check, and ends cells that are too many and too old. */
    void followDemand() {
        forEach((manifest, cell) -> cell.reactive().ifPresent(reactive -> {
            Stock stock = new Stock(manifest.kind(), cell.memory());
            int target = reactive.countFor(coldStarts.getOrDefault(stock, 0));
            wanted.put(stock, target);
            long oldest = System.nanoTime() - reactive.timeToLive().toNanos();
            pool.stems(manifest, cell.memory()).stream()
                    .skip(target)
                    .filter(container -> container.state() == State.STEM && container.lastUsed() < oldest)
                    .toList()
                    .forEach(PooledContainer::remove);
        }));
        coldStarts.clear();
        missing = true;
    }

    /** A cell could not be made: the next try waits, so that a broken runtime does not keep the machine busy. */
    void failed() {
        if (!paused) {
            paused = true;
            tools.vertx().setTimer(RETRY_MILLIS, id -> {
                paused = false;
                missing = true;
                pool.freed();
            });
        }
    }

    private void forEach(Visitor visitor) {
        runtimes.forEach(manifest -> manifest.stemCells().forEach(cell -> visitor.visit(manifest, cell)));
    }

    @FunctionalInterface
    private interface Visitor {
        void visit(RuntimeManifest manifest, StemCell cell);
    }
}
