package dev.retention.movement;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.Event;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A term of a contract that ends, what was due, and what became of it: what {@link Renewals#reader} makes of a row.
 *
 * <pre>{@code
 * RenewalTerm.of("ann", termEnd, new BigDecimal("100"))        // pending
 *         .decided(day, new BigDecimal("90"))                  // renewed for 90; for 0 or null: lost
 *         .because("price")
 *         .recoded(reviewed, "competitor");                    // what the reason is since a review
 * }</pre>
 *
 * <p>This class is immutable, and thread-safe if the key is.
 *
 * @param customer the key of a customer or contract
 * @param termEnd the day on which the term ends
 * @param target the value due, in major units, above 0
 * @param decided when it was renewed or declined; null while it is pending
 * @param renewed for how much it was renewed, in major units, which may be more than was due; null or 0 if it was lost
 * @param reason why, as it was recorded first; null if nobody said
 * @param recoded since when another reason is recorded; null if none is
 * @param reasonNow the present reason; null if there is no other
 * @param <K> the type of keys
 * @since 0.1.0
 */
public record RenewalTerm<K>(
        K customer,
        LocalDate termEnd,
        BigDecimal target,
        @Nullable LocalDate decided,
        @Nullable BigDecimal renewed,
        @Nullable String reason,
        @Nullable LocalDate recoded,
        @Nullable String reasonNow) {

    /**
     * Checks what is told, where a blank reason is none; a message names the customer and the term.
     *
     * @param customer the key
     * @param termEnd the day on which the term ends
     * @param target the value due
     * @param decided when it was renewed or declined
     * @param renewed for how much
     * @param reason why, as first recorded
     * @param recoded since when another reason is recorded
     * @param reasonNow the present reason
     * @throws IllegalArgumentException if the value due is not above 0, the value renewed is below 0, one of them passes the range of
     *     doubles, a value was renewed or a reason recoded without a day of the decision, a reason was recoded without a day or on a day
     *     without a reason, or before the decision
     */
    public RenewalTerm {
        reason = Text.said(reason);
        reasonNow = Text.said(reasonNow);
        requireNonNull(customer, "customer");
        requireNonNull(termEnd, "termEnd");
        check(Checks.amount(target, "target").signum() > 0, customer, termEnd, "target", target, "must be above 0");
        if (renewed != null) {
            check(
                    Checks.amount(renewed, "renewed").signum() >= 0,
                    customer,
                    termEnd,
                    "renewed",
                    renewed,
                    "must be at least 0");
            check(
                    decided != null || renewed.signum() == 0,
                    customer,
                    termEnd,
                    "renewed",
                    renewed,
                    "needs a day on which it was decided");
        }
        if (recoded != null) {
            check(
                    reasonNow != null && decided != null && !recoded.isBefore(decided),
                    customer,
                    termEnd,
                    "recoded",
                    recoded,
                    "needs a present reason and a decision (" + decided + ") before it");
        }
        check(
                reasonNow == null || recoded != null,
                customer,
                termEnd,
                "reasonNow",
                String.valueOf(reasonNow),
                "needs the day from which it is recorded");
    }

    private static void check(
            boolean holds, Object customer, LocalDate termEnd, String name, Object value, String must) {
        checkArgument(holds, "%s (%s) %s, of customer %s for the term to %s", name, value, must, customer, termEnd);
    }

    /**
     * A pending term.
     *
     * @param customer the key of a customer or contract
     * @param termEnd the day on which the term ends
     * @param target the value due, in major units, above 0
     * @param <K> the type of keys
     * @return the term
     * @throws IllegalArgumentException if the value due is not above 0 or passes the range of doubles
     */
    public static <K> RenewalTerm<K> of(K customer, LocalDate termEnd, BigDecimal target) {
        return new RenewalTerm<>(customer, termEnd, target, null, null, null, null, null);
    }

    /**
     * Says when the term was renewed or declined, before or after it ends.
     *
     * @param day the day; null while it is pending
     * @param renewed for how much it was renewed, in major units; null or 0 if it was lost
     * @return the term with that decision
     * @throws IllegalArgumentException if the value renewed is below 0 or passes the range of doubles, or there is one without a day
     */
    public RenewalTerm<K> decided(@Nullable LocalDate day, @Nullable BigDecimal renewed) {
        return new RenewalTerm<>(customer, termEnd, target, day, renewed, reason, recoded, reasonNow);
    }

    /**
     * Says why, as it was recorded with the decision.
     *
     * @param reason the reason; null or blank if nobody said
     * @return the term with that reason
     */
    public RenewalTerm<K> because(@Nullable String reason) {
        return new RenewalTerm<>(customer, termEnd, target, decided, renewed, reason, recoded, reasonNow);
    }

    /**
     * Says which reason is recorded now, in place of the first one. Call it after {@link #decided}.
     *
     * @param day from which day on, not before the decision; null if the first reason stands
     * @param reason the present reason; null or blank if the first one stands
     * @return the term with that reason
     * @throws IllegalArgumentException if only one of them is told, or the day lies before the decision
     */
    public RenewalTerm<K> recoded(@Nullable LocalDate day, @Nullable String reason) {
        return new RenewalTerm<>(customer, termEnd, target, decided, renewed, this.reason, day, reason);
    }

    /**
     * The term as a {@linkplain dev.retention.rule.Live live} store takes it.
     *
     * @return an event on the day on which the term ends
     */
    public Event event() {
        Event event = Event.on(termEnd).worth(target);
        event = decided == null ? event : event.with(Renewals.DECIDED, decided);
        event = renewed == null ? event : event.with(Renewals.RENEWED, renewed);
        event = reason == null ? event : event.with(Renewals.REASON, reason);
        event = recoded == null ? event : event.with(Renewals.RECODED, recoded);
        return reasonNow == null ? event : event.with(Renewals.REASON_NOW, reasonNow);
    }
}
