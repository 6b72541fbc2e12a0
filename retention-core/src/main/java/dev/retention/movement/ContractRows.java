package dev.retention.movement;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Contracts} is told of rows.
 *
 * @param <S> the type of rows
 * @param <K> the type of customer keys
 */
abstract class ContractRows<S, K> {
    final ContractParts<S, K> parts;

    ContractRows(ContractParts<S, K> parts) {
        this.parts = parts;
    }

    /** The reader with something changed. */
    abstract Contracts<S, K> with(Consumer<ContractParts<S, K>> change);

    /**
     * Says from when on a row holds.
     *
     * @param from the first day
     * @return this reader with it
     */
    public Contracts<S, K> from(Function<? super S, @Nullable LocalDate> from) {
        requireNonNull(from, "from");
        return with(parts -> parts.from = from);
    }

    /**
     * Says until when a row holds, such as the day until which it is paid: a row per state.
     *
     * @param until the first day on which it does not; null while it does
     * @return this reader with it
     */
    public Contracts<S, K> until(Function<? super S, @Nullable LocalDate> until) {
        requireNonNull(until, "until");
        return with(parts -> parts.until = until);
    }

    /**
     * Says that a row holds until the next one of its subscription: a row per change.
     *
     * @return this reader with it
     */
    public Contracts<S, K> untilNext() {
        return with(parts -> parts.until = null);
    }

    /**
     * Says when a row was cancelled, apart from when it ends.
     *
     * @param cancelled the day on which the customer said so; null if there was none
     * @param booking whether the value goes on that day or when the row ends
     * @return this reader with it
     */
    public Contracts<S, K> cancelledOn(Function<? super S, @Nullable LocalDate> cancelled, Contracts.Booking booking) {
        requireNonNull(cancelled, "cancelled");
        requireNonNull(booking, "booking");
        return with(parts -> {
            parts.cancelled = cancelled;
            parts.booking = booking;
        });
    }

    /**
     * Says when a row came to be known, where that may be later than it holds. What it changes of days before are then changes of the day
     * on which it was recorded, each with the day from which on it holds in the column {@link Contracts#EFFECTIVE}, by which {@link
     * RecurringRevenue#restatedBy} tells them from movements. So the value of a day stays what it was known to be on that day. The end of a
     * row per state is known with the row; ends of terms and cancellations before the row was recorded are not told.
     *
     * @param recorded the day on which the row was recorded; null if on its first day
     * @return this reader with it
     */
    public Contracts<S, K> recordedOn(Function<? super S, @Nullable LocalDate> recorded) {
        requireNonNull(recorded, "recorded");
        return with(parts -> parts.recorded = recorded);
    }

    /**
     * Says how long the terms of a row are, so that it is {@link Contracts#DUE} whenever one ends, its last day included. Terms are counted
     * from the first day of the row; of one that follows another of its subscription with terms as long, from the day from which those are,
     * so that a further seat in mid-term moves no renewal.
     *
     * @param term the length of a term; null if the row has none
     * @param last the last day to tell of, such as that on which the data end
     * @return this reader with it
     * @throws IllegalArgumentException if the last day lies outside the years 1 to 9999
     */
    public Contracts<S, K> terms(Function<? super S, @Nullable BillingInterval> term, LocalDate last) {
        requireNonNull(term, "term");
        checkArgument(
                ContractState.isOfStores(requireNonNull(last, "last")),
                "last (%s) must lie in the years 1 to 9999",
                last);
        return with(parts -> {
            parts.term = term;
            parts.lastTerm = last;
        });
    }

    /**
     * Says by what a subscription ended, such as {@code voluntary} or {@code failed payment}; of a row per state that which ended, of a
     * row per change that by which it did.
     *
     * @param code the code of the ending, {@link Contracts#ENDED} where it is null
     * @return this reader with it
     */
    public Contracts<S, K> endedBy(Function<? super S, @Nullable String> code) {
        requireNonNull(code, "code");
        return with(parts -> parts.ending = code);
    }

    /**
     * Says why a subscription ended, in the column {@link Contracts#REASON} of its end.
     *
     * @param reason the reason; null or blank if it is not known
     * @return this reader with it
     */
    public Contracts<S, K> reasons(Function<? super S, @Nullable String> reason) {
        requireNonNull(reason, "reason");
        return with(parts -> parts.reason = reason);
    }

    /**
     * Says why a subscription ended, as it was first recorded and as it is thought of now: in the columns {@link Contracts#REASON} and
     * {@link Contracts#REASON_NOW} of its end.
     *
     * @param first the reason as it was first recorded; null or blank if it is not known
     * @param present the present one; null or blank if it is not known
     * @return this reader with them
     */
    public Contracts<S, K> reasons(
            Function<? super S, @Nullable String> first, Function<? super S, @Nullable String> present) {
        requireNonNull(present, "present");
        return reasons(first).with(parts -> parts.presentReason = present);
    }

    /**
     * Says which plan a row is of, in the column {@link Contracts#PLAN}. A move to another plan is then two changes of one day.
     *
     * @param plan the plan; null for none
     * @return this reader with it
     */
    public Contracts<S, K> plan(Function<? super S, @Nullable String> plan) {
        requireNonNull(plan, "plan");
        return with(parts -> parts.plan = plan);
    }

    /**
     * Says which family of products a row is of, in the column {@link Contracts#FAMILY}. A move to another family is then two changes of
     * one day.
     *
     * @param family the family; null for none
     * @return this reader with it
     */
    public Contracts<S, K> family(Function<? super S, @Nullable String> family) {
        requireNonNull(family, "family");
        return with(parts -> parts.family = family);
    }

    /**
     * Keeps which subscription a change is of, in the column {@link Contracts#SUBSCRIPTION}, for movements
     * {@linkplain RecurringRevenue#per per} subscription. Costs a text for each.
     *
     * @return this reader with it
     */
    public Contracts<S, K> keepingSubscription() {
        return with(parts -> parts.keepsSubscription = true);
    }

    /**
     * Refuses a row that begins after the one before of its subscription ended, or has it told and left out: a subscription that stops
     * and starts again is then a fault of the data.
     *
     * @return this reader without gaps
     */
    public Contracts<S, K> refusingGaps() {
        return with(parts -> parts.refusesGaps = true);
    }
}
