package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.rule.Group;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One customer who was lost: when, with what value, how, why, and what was heard before.
 *
 * <p>Made by {@link LossTable.InPeriod#losses}. This class is immutable, and thread-safe if keys are.
 *
 * @param customer the customer's key
 * @param day the day of the loss
 * @param since the day of the arrival; empty if it is not known
 * @param mode how the customer was lost; empty where events have no codes, and of orders
 * @param reason the reason as it was recorded first; empty if none was
 * @param reasonNow the reason as it is known by the end of the data; empty if none is
 * @param cause what the loss is put down to
 * @param isSilent whether there was no signal before, no reason and no involuntary mode; false where no signals were told of
 * @param heard the signals in the days before the loss, each with its last day there, in the order in which they were told
 * @param values what the customer was worth, in major units of the store's currency; none where no value was told of
 * @param groups the group of the customer by the name of each grouping that was asked for
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public record Loss<K>(
        K customer,
        LocalDate day,
        Optional<LocalDate> since,
        Optional<String> mode,
        Optional<String> reason,
        Optional<String> reasonNow,
        LossCause cause,
        boolean isSilent,
        List<Heard> heard,
        SortedMap<LossWorth, BigDecimal> values,
        SortedMap<String, Group> groups) {
    /**
     * Checks and copies.
     *
     * @param customer the customer's key
     * @param day the day of the loss
     * @param since the day of the arrival
     * @param mode how the customer was lost
     * @param reason the reason as it was recorded first
     * @param reasonNow the reason as it is known now
     * @param cause what the loss is put down to
     * @param isSilent whether there was neither signal nor reason
     * @param heard the signals before
     * @param values what the customer was worth
     * @param groups the groups of the customer
     * @throws IllegalArgumentException if the customer arrived after the loss, a signal was heard on its day or later, a reason is blank
     *     or only the first is told, the cause is not {@link LossCause#UNEXPLAINED} or INVOLUNTARY without a reason or is UNEXPLAINED with
     *     one, or a silent loss has a signal, a reason or another cause
     *     than {@link LossCause#UNEXPLAINED}
     */
    public Loss {
        requireNonNull(customer, "customer");
        requireNonNull(day, "day");
        checkArgument(
                requireNonNull(since, "since").filter(day::isBefore).isEmpty(),
                "since (%s) must not be after day (%s)",
                since,
                day);
        requireNonNull(mode, "mode");
        checkText(requireNonNull(reason, "reason"), "reason");
        checkText(requireNonNull(reasonNow, "reasonNow"), "reasonNow");
        requireNonNull(cause, "cause");
        checkArgument(reason.isEmpty() || reasonNow.isPresent(), "reasonNow must be told where reason (%s) is", reason);
        checkArgument(
                cause == LossCause.INVOLUNTARY || (cause == LossCause.UNEXPLAINED) == reasonNow.isEmpty(),
                "cause (%s) must be %s the reason (%s)",
                cause,
                reasonNow.isEmpty() ? "unexplained without" : "that of",
                reasonNow);
        heard = List.copyOf(requireNonNull(heard, "heard"));
        for (Heard signal : heard) {
            checkArgument(signal.day.isBefore(day), "heard (%s) must be before day (%s)", signal, day);
        }
        checkArgument(
                !isSilent || (heard.isEmpty() && reasonNow.isEmpty() && cause == LossCause.UNEXPLAINED),
                "isSilent (%s) must be false of a loss with signals (%s), a reason (%s) or a cause (%s)",
                isSilent,
                heard,
                reasonNow,
                cause);
        values = Collections.unmodifiableSortedMap(new TreeMap<>(requireNonNull(values, "values")));
        groups = Collections.unmodifiableSortedMap(new TreeMap<>(requireNonNull(groups, "groups")));
    }

    private static void checkText(Optional<String> text, String name) {
        checkArgument(
                text.filter(String::isBlank).isEmpty(),
                "%s (%s) must not be blank: empty if none is known",
                name,
                text);
    }

    /**
     * A signal that came before a loss.
     *
     * @param signal its definition
     * @param day the last day on which it came, in the days before the loss that are looked at
     * @since 0.1.0
     */
    public record Heard(String signal, LocalDate day) {
        /**
         * Checks that both are there.
         *
         * @param signal its definition
         * @param day the last day on which it came
         */
        public Heard {
            requireNonNull(signal, "signal");
            requireNonNull(day, "day");
        }

        /** Prints the signal and its day. */
        @Override
        public String toString() {
            return signal + " on " + day;
        }
    }

    /**
     * How long the customer had been there.
     *
     * @return days from the arrival to the loss, at least 0; empty if the day of the arrival is not known
     */
    public OptionalLong tenureDays() {
        return since.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(day.toEpochDay() - since.get().toEpochDay());
    }

    /**
     * What the customer was worth.
     *
     * @param worth which worth
     * @return major units of the store's currency; empty if it is not known
     */
    public Optional<BigDecimal> value(LossWorth worth) {
        return Optional.ofNullable(values.get(requireNonNull(worth, "worth")));
    }

    /** The same loss with the groups of its customer. */
    Loss<K> in(SortedMap<String, Group> known) {
        return new Loss<>(customer, day, since, mode, reason, reasonNow, cause, isSilent, heard, values, known);
    }

    /** Prints what is known, such as {@code ann on 2024-03-12, 71 days, cancelled, price (avoidable)}. */
    @Override
    public String toString() {
        StringBuilder words =
                new StringBuilder().append(customer).append(" on ").append(day);
        tenureDays().ifPresent(days -> words.append(", ").append(days).append(days == 1 ? " day" : " days"));
        mode.ifPresent(how -> words.append(", ").append(how));
        reasonNow.ifPresent(why -> words.append(", ").append(why));
        words.append(" (").append(cause).append(isSilent ? ", silent)" : ")");
        values.forEach(
                (worth, value) -> words.append(", ").append(worth).append(' ').append(value.toPlainString()));
        heard.forEach(signal -> words.append(", ").append(signal));
        groups.forEach(
                (name, group) -> words.append(", ").append(name).append(' ').append(group));
        return words.toString();
    }
}
