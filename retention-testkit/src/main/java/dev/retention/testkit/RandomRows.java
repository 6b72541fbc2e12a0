package dev.retention.testkit;

import java.time.LocalDate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** How single events of a log are drawn. */
final class RandomRows {
    /** First and last days of months and years, and two on which clocks change: ties and streaks. */
    private static final Integer[] OFTEN = {0, 30, 31, 58, 59, 84, 301, 364, 365, 730};

    private static final String[] CODES = {"order", "visit", "refund"};
    private static final int LAST_SECOND = 86_399;
    private static final int HALF_PAST_TWO = 9_000;

    private RandomRows() {}

    static Arbitrary<EventRow> of(Arbitrary<Long> customers, String... codes) {
        Arbitrary<LocalDate> days = Arbitraries.oneOf(
                        Arbitraries.integers().between(0, EventLog.DAYS - 1), Arbitraries.of(OFTEN))
                .map(EventLog.FIRST_DAY::plusDays);
        Arbitrary<Integer> seconds = Arbitraries.frequencyOf(
                Tuple.of(5, Arbitraries.integers().between(0, LAST_SECOND)),
                Tuple.of(1, Arbitraries.of(0, HALF_PAST_TWO, LAST_SECOND)));
        return Combinators.combine(
                        customers,
                        days,
                        Arbitraries.longs().between(-500, 100_000),
                        Arbitraries.of(codes.length == 0 ? CODES : codes),
                        seconds,
                        Arbitraries.of("p0", "p1", "p2").injectNull(0.25))
                .as(EventRow::new);
    }
}
