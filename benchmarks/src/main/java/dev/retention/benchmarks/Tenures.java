package dev.retention.benchmarks;

import dev.retention.benchmarks.Workload.Column;

/** How long made-up customers stayed: whole days from 1 to 1,000, every second one ended and the others still running. */
public final class Tenures {
    public static final int LONGEST = 1_000;

    private final int[] days;
    private final boolean[] ended;

    private Tenures(int[] days, boolean[] ended) {
        this.days = days;
        this.ended = ended;
    }

    /** As many tenures, the same on every machine. */
    public static Tenures of(int count) {
        int[] days = new int[count];
        boolean[] ended = new boolean[count];
        for (int i = 0; i < count; i++) {
            days[i] = 1 + Column.TENURE.below(LONGEST, i);
            ended[i] = Column.ENDED.below(2, i) == 1;
        }
        return new Tenures(days, ended);
    }

    public int count() {
        return days.length;
    }

    public int[] days() {
        return days;
    }

    public boolean[] ended() {
        return ended;
    }
}
