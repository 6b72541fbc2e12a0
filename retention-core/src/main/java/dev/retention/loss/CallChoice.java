package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Chooses some of the customers who left to be called, and asked why: ten of a quarter are better than none of a hundred.
 *
 * <pre>{@code
 * CallList<Long> calls = CallChoice.of(10, CallRule.REASONS, LocalDate.of(2026, 7, 1))
 *         .by("Ann", "Ben")
 *         .notAgainWithin(91)
 *         .from(candidates, earlierCalls);
 * calls.entries();       // whom Ann calls, and whom Ben
 * calls.coverage();      // how much of the loss is heard
 * CallChoice.of(10, CallRule.DRAWN, day).from(candidates, earlierCalls, new SplittableRandom(7));
 * }</pre>
 *
 * <ul>
 *   <li>The same candidates make the same list, whatever order they come in: they are first put in order of their keys, as a store has
 *       them. What is drawn depends on the source of randomness and on nothing else.
 *   <li>A customer is on the list once. Of candidates with one key, such as of two losses, the one with the largest value stands for all;
 *       of those the first reason, known before unknown.
 *   <li>Who was called in the 91 days before the day of the list, or as many as are {@link #notAgainWithin set}, is left out, and told.
 *       Calls after that day are not known on it.
 *   <li>Callers take turns, so that their lists differ in length by at most one, and the value and reasons of what they hear are alike.
 * </ul>
 *
 * <p>Takes O(n log n) time. This class is immutable, thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class CallChoice implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int QUARTER = 91;

    private final int size;
    private final CallRule rule;
    private final LocalDate day;
    private final int rest;
    private final ArrayList<String> callers;

    private CallChoice(int size, CallRule rule, LocalDate day, int rest, List<String> callers) {
        this.size = size;
        this.rule = rule;
        this.day = day;
        this.rest = rest;
        this.callers = new ArrayList<>(callers);
    }

    /**
     * A list of so many customers, none of whom was called in the 91 days before.
     *
     * @param size how many are to be called, from 1 to 1,000,000
     * @param rule who first
     * @param day the day of the list, in the years 1 to 9999
     * @return the method
     * @throws IllegalArgumentException if {@code size} or {@code day} is out of range
     */
    public static CallChoice of(int size, CallRule rule, LocalDate day) {
        Checks.within(size, 1, Checks.MOST, "size");
        requireNonNull(rule, "rule");
        checkArgument(
                requireNonNull(day, "day").getYear() >= 1 && day.getYear() <= 9999,
                "day (%s) must be in the years 1 to 9999",
                day);
        return new CallChoice(size, rule, day, QUARTER, List.of());
    }

    /**
     * Names who calls.
     *
     * @param callers the callers in the order in which they take turns, each once; none for a list of nobody in particular, the default
     * @return the method with these callers
     * @throws IllegalArgumentException if a name is blank or comes twice
     */
    public CallChoice by(String... callers) {
        Set<String> seen = new HashSet<>();
        for (String caller : requireNonNull(callers, "callers")) {
            checkArgument(
                    !requireNonNull(caller, "callers").isBlank(), "callers (%s) must have names", List.of(callers));
            checkArgument(seen.add(caller), "callers (%s) must each come once", List.of(callers));
        }
        return new CallChoice(size, rule, day, rest, List.of(callers));
    }

    /**
     * Sets for how long a customer is not called again.
     *
     * @param days the days from a call on in which no other is made, at least 0, which leaves nobody out; 91 by default
     * @return the method with those days
     * @throws IllegalArgumentException if {@code days < 0}
     */
    public CallChoice notAgainWithin(int days) {
        Checks.notNegative((long) days, "days");
        return new CallChoice(size, rule, day, days, callers);
    }

    /**
     * Chooses by value or reasons.
     *
     * @param candidates the customers who may be called, in any order
     * @param earlier calls and lists so far, in any order; empty if there are none
     * @param <K> the type of customer keys
     * @return the list, shorter than wanted if there are too few candidates
     * @throws IllegalArgumentException if the rule is one that draws, a candidate was lost after the day of the
     *     list, or two keys are neither comparable nor print differently
     */
    public <K> CallList<K> from(Collection<CustomerLoss<K>> candidates, Collection<CallRecord<K>> earlier) {
        requireNonNull(candidates, "candidates");
        requireNonNull(earlier, "earlier");
        checkArgument(!rule.isDrawn(), "rule (%s) needs a source of randomness", rule);
        return listed(candidates, earlier, null);
    }

    /**
     * Draws.
     *
     * @param candidates the customers who may be called, in any order
     * @param earlier calls and lists so far, in any order; empty if there are none
     * @param random the source of randomness; of a known seed, the list can be made again
     * @param <K> the type of customer keys
     * @return the list, shorter than wanted if there are too few candidates
     * @throws IllegalArgumentException if the rule is not one that draws, a candidate was lost after the day of the
     *     list, or two keys are neither comparable nor print differently
     */
    public <K> CallList<K> from(
            Collection<CustomerLoss<K>> candidates, Collection<CallRecord<K>> earlier, RandomGenerator random) {
        requireNonNull(candidates, "candidates");
        requireNonNull(earlier, "earlier");
        requireNonNull(random, "random");
        checkArgument(rule.isDrawn(), "rule (%s) must be one that draws to be given a source of randomness", rule);
        return listed(candidates, earlier, random);
    }

    private <K> CallList<K> listed(
            Collection<CustomerLoss<K>> candidates,
            Collection<CallRecord<K>> earlier,
            @Nullable RandomGenerator random) {
        List<CustomerLoss<K>> all = CandidateOrder.distinct(candidates);
        for (CustomerLoss<K> each : candidates) {
            checkArgument(
                    each.day().filter(lost -> lost.isAfter(day)).isEmpty(),
                    "candidates (%s, lost on %s) must be lost by the day of the list: %s",
                    each.customer(),
                    each.day().orElse(day),
                    day);
        }
        Set<K> called = new HashSet<>();
        for (CallRecord<K> call : earlier) {
            long ago = day.toEpochDay() - requireNonNull(call, "earlier").day().toEpochDay();
            if (ago >= 0 && ago < rest) {
                called.add(call.customer());
            }
        }
        List<CustomerLoss<K>> free =
                all.stream().filter(each -> !called.contains(each.customer())).toList();
        List<CallList.Entry<K>> entries = new ArrayList<>();
        for (CallTurns.Turn<K> turn : new CallTurns<>(free, Math.min(size, free.size())).by(rule, random)) {
            int rank = entries.size() + 1;
            Optional<String> caller =
                    callers.isEmpty() ? Optional.empty() : Optional.of(callers.get((rank - 1) % callers.size()));
            entries.add(new CallList.Entry<>(rank, turn.candidate(), caller, turn.chance(), turn.why()));
        }
        List<K> resting = all.stream()
                .map(CustomerLoss::customer)
                .filter(called::contains)
                .toList();
        return new CallList<>(this, entries, all, resting);
    }

    int size() {
        return size;
    }

    CallRule rule() {
        return rule;
    }

    LocalDate day() {
        return day;
    }

    /** Prints the rule in words, such as {@code 10 to call on 2026-07-01, largest value first, nobody again within 91 days}. */
    @Override
    public String toString() {
        return size + " to call on " + day + ", " + rule
                + (rest == 0 ? "" : ", nobody again within " + rest + " days")
                + (callers.isEmpty()
                        ? ""
                        : ", by " + String.join(" and ", callers) + (callers.size() > 1 ? " in turn" : ""));
    }
}
