package dev.retention.movement;

import java.time.LocalDate;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What {@link Contracts} was told of rows. It changes only while a reader is made. */
final class ContractParts<S, K> {
    final Function<? super S, ? extends @Nullable K> customer;
    final Function<? super S, ? extends @Nullable Object> subscription;

    @Nullable
    Function<? super S, @Nullable LocalDate> from;

    @Nullable
    Function<? super S, @Nullable LocalDate> until;

    @Nullable
    ContractValue<S> worth;

    @Nullable
    Function<? super S, @Nullable LocalDate> cancelled;

    Contracts.Booking booking = Contracts.Booking.PAID_TERM_OVER;

    @Nullable
    Function<? super S, @Nullable LocalDate> recorded;

    @Nullable
    Function<? super S, @Nullable BillingInterval> term;

    LocalDate lastTerm = LocalDate.MAX;

    Function<? super S, @Nullable String> ending = row -> null;

    @Nullable
    Function<? super S, @Nullable String> reason;

    @Nullable
    Function<? super S, @Nullable String> presentReason;

    @Nullable
    Function<? super S, @Nullable String> plan;

    @Nullable
    Function<? super S, @Nullable String> family;

    boolean keepsSubscription;
    boolean refusesGaps;
    // Whether each row stands for itself, whatever others of its subscription say.
    boolean eachAlone;
    // Whether rows are of months, of which the last has not ended.
    boolean monthly;

    @Nullable
    Consumer<? super String> leftOut;

    ContractParts(
            Function<? super S, ? extends @Nullable K> customer,
            Function<? super S, ? extends @Nullable Object> subscription) {
        this.customer = customer;
        this.subscription = subscription;
    }

    ContractParts<S, K> copy() {
        ContractParts<S, K> copy = new ContractParts<>(customer, subscription);
        copy.from = from;
        copy.until = until;
        copy.worth = worth;
        copy.cancelled = cancelled;
        copy.booking = booking;
        copy.recorded = recorded;
        copy.term = term;
        copy.lastTerm = lastTerm;
        copy.ending = ending;
        copy.reason = reason;
        copy.presentReason = presentReason;
        copy.plan = plan;
        copy.family = family;
        copy.keepsSubscription = keepsSubscription;
        copy.refusesGaps = refusesGaps;
        copy.eachAlone = eachAlone;
        copy.monthly = monthly;
        copy.leftOut = leftOut;
        return copy;
    }

    /** Has each row wait by itself, of which nothing is said but from when until when and what it is worth. */
    void waitAlone() {
        eachAlone = true;
        monthly = false;
        cancelled = null;
        recorded = null;
        term = null;
        ending = row -> null;
        reason = null;
        presentReason = null;
    }

    /** What a function says of a row; null if there is no function. */
    static <S, T> @Nullable T of(@Nullable Function<? super S, ? extends @Nullable T> function, S row) {
        return function == null ? null : function.apply(row);
    }
}
