package dev.retention;

/** The days of a period, added up: how many start with customers, Σ lost/start over those, and all lost. */
record DailyFlow(long days, double sum, long lost, boolean undefined) {
    static final DailyFlow NONE = new DailyFlow(0, 0, 0, false);

    DailyFlow plus(long start, long lostThatDay) {
        return new DailyFlow(
                start > 0 ? days + 1 : days,
                start > 0 ? sum + (double) lostThatDay / start : sum,
                Math.addExact(lost, lostThatDay),
                undefined || (start == 0 && lostThatDay > 0));
    }
}
