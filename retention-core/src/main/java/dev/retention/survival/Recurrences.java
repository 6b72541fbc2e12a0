package dev.retention.survival;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What happened to one customer again and again while the customer was observed: complaints, repairs, visits, each at a time and with an
 * amount.
 *
 * <pre>{@code
 * Recurrences.of(365, 40, 212, 212);                               // three complaints in a year
 * Recurrences.of(365, 40, 212, 212).withAmounts(80, 25, 25);       // and what they cost
 * Recurrences.of(365).withEntry(90);                               // none, seen from day 90 on
 * }</pre>
 *
 * <p>The customer is at risk in {@code (entry, end]}, from the start on and at 0 too if {@code entry} is 0. The unit of time is the
 * caller's, the same for all customers. This class is immutable and thread-safe.
 *
 * @param entry the time at which observation began, at least 0; 0 for from the start
 * @param end the time at which it ended, finite and, unless both are 0, after {@code entry}
 * @param times when it happened, within the observation; kept in ascending order
 * @param amounts how much each was, of the times in their order, at least 0 and finite; 1 counts it
 * @see MeanCumulativeFunction
 * @since 0.1.0
 */
public record Recurrences(double entry, double end, List<Double> times, List<Double> amounts) {

    /**
     * Checks the numbers and sorts what happened by time, then amount.
     *
     * @param entry the time at which observation began
     * @param end the time at which it ended
     * @param times when it happened
     * @param amounts how much each was
     * @throws IllegalArgumentException if a number is negative, infinite or NaN, {@code entry} is positive and not below {@code end}, a time
     *     is not within the observation, or there are not as many amounts as times
     */
    public Recurrences {
        entry = Checks.notNegative(entry, "entry") + 0.0;
        end = Checks.notNegative(end, "end") + 0.0;
        checkArgument(
                entry == 0 || (entry < end && !Times.same(entry, end)),
                "entry (%s) must be below end (%s)",
                entry,
                end);
        List<Double> when = List.copyOf(requireNonNull(times, "times"));
        List<Double> much = List.copyOf(requireNonNull(amounts, "amounts"));
        checkArgument(when.size() == much.size(), "amounts (%s) must be as many as times (%s)", much, when);
        for (double time : when) {
            boolean within = time <= end && (entry == 0 ? time >= 0 : time > entry && !Times.same(entry, time));
            checkArgument(within, "times (%s) must be after entry (%s) and not after end (%s)", time, entry, end);
        }
        for (double amount : much) {
            Checks.notNegative(amount, "amounts");
        }
        int[] order = IntStream.range(0, when.size())
                .boxed()
                .sorted(Comparator.<Integer, Double>comparing(when::get).thenComparing(much::get))
                .mapToInt(i -> i)
                .toArray();
        times = Arrays.stream(order).mapToObj(i -> when.get(i) + 0.0).toList();
        amounts = Arrays.stream(order).mapToObj(i -> much.get(i) + 0.0).toList();
    }

    /**
     * What is counted, observed from the start.
     *
     * @param end the time at which observation ended, finite and at least 0
     * @param times when it happened, in [0, {@code end}], in any order
     * @return the recurrences, each of amount 1
     * @throws IllegalArgumentException if a time is out of its domain
     */
    public static Recurrences of(double end, double... times) {
        List<Double> all = Arrays.stream(requireNonNull(times, "times")).boxed().toList();
        return new Recurrences(0, end, all, Collections.nCopies(all.size(), 1.0));
    }

    /**
     * The same, observed only from a later time on.
     *
     * @param entry the time at which observation began, at least 0 and before all that happened
     * @return the recurrences with that entry
     * @throws IllegalArgumentException if {@code entry} is out of its domain
     */
    public Recurrences withEntry(double entry) {
        return new Recurrences(entry, end, times, amounts);
    }

    /**
     * The same with amounts, such as costs.
     *
     * @param amounts how much each was, in ascending order of the times, at least 0 and finite
     * @return the recurrences with these amounts
     * @throws IllegalArgumentException if they are not as many as the times, or one is out of its domain
     */
    public Recurrences withAmounts(double... amounts) {
        List<Double> much =
                Arrays.stream(requireNonNull(amounts, "amounts")).boxed().toList();
        return new Recurrences(entry, end, times, much);
    }

    /**
     * The rows of a regression by Andersen and Gill: from one recurrence to the next, the last to the end of observation.
     *
     * @return the stretches of the customer's time in order, of which those that end with a recurrence are ended; at least one
     * @throws IllegalStateException if two happened at one time, or one at 0, for a row must last
     * @see CoxRegression#rowsOf
     */
    public List<Tenure> rows() {
        List<Tenure> rows = new ArrayList<>();
        double from = entry;
        for (double time : times) {
            if (time <= from || Times.same(from, time)) {
                throw new IllegalStateException("times " + times + " must be distinct and above 0 to make rows");
            }
            rows.add(new Tenure(time, true, from, 1));
            from = time;
        }
        if (rows.isEmpty() || (from < end && !Times.same(from, end))) {
            rows.add(new Tenure(end, false, from, 1));
        }
        return List.copyOf(rows);
    }

    /** Prints when it happened and the observation, such as {@code 2 in (0, 365]: 40, 212}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(
                times.size() + " in " + (entry == 0 ? "[" : "(") + Text.plain(entry) + ", " + Text.plain(end) + "]");
        for (int i = 0; i < times.size(); i++) {
            text.append(i == 0 ? ": " : ", ").append(Text.plain(times.get(i)));
            if (amounts.get(i) != 1) {
                text.append(" (").append(Text.plain(amounts.get(i))).append(')');
            }
        }
        return text.toString();
    }
}
