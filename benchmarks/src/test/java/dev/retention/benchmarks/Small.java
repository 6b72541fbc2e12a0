package dev.retention.benchmarks;

import dev.retention.benchmarks.history.WorkloadState;
import java.util.List;

/** States as small as a smoke test needs them. */
public final class Small {
    public static final int SIZE = 20_000;

    private Small() {}

    /** Fills a state, which checks the competitors against each other. */
    public static <S extends WorkloadState> S load(S state) {
        state.size = SIZE;
        state.load();
        return state;
    }

    /** One thread, then two. */
    public static List<Threads> oneThreadAndTwo() {
        Threads one = new Threads();
        one.threads = 1;
        Threads two = new Threads();
        two.threads = 2;
        return List.of(one, two);
    }
}
