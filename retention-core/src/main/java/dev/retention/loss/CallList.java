package dev.retention.loss;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import dev.retention.Proportion;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which customers are to be called, by whom and for what, as {@link CallChoice} chose them, and how much of the loss they speak for.
 *
 * <p>Immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class CallList<K> implements Tabular {
    private final CallChoice choice;
    private final List<Entry<K>> entries;
    private final List<CustomerLoss<K>> candidates;
    private final List<K> resting;

    CallList(CallChoice choice, List<Entry<K>> entries, List<CustomerLoss<K>> candidates, List<K> resting) {
        this.choice = choice;
        this.entries = List.copyOf(entries);
        this.candidates = candidates;
        this.resting = resting;
    }

    /**
     * One line of the list.
     *
     * @param rank the place, from 1
     * @param candidate the customer, with value and reason
     * @param caller who calls; empty if no callers were named
     * @param chance of how many candidates who do not rest how many were drawn: the chance of each; empty if chance had no part
     * @param why by what the customer came to this place, such as {@code reason: too expensive}
     * @param <K> the type of customer keys
     * @since 0.1.0
     */
    public record Entry<K>(
            int rank, CustomerLoss<K> candidate, Optional<String> caller, Optional<Proportion> chance, String why) {
        /**
         * Checks the rank.
         *
         * @param rank the place
         * @param candidate the customer
         * @param caller who calls
         * @param chance of how many candidates who do not rest how many were drawn
         * @param why by what the customer came to this place
         * @throws IllegalArgumentException if {@code rank < 1}
         */
        public Entry {
            Checks.positive((long) rank, "rank");
            requireNonNull(candidate, "candidate");
            requireNonNull(caller, "caller");
            requireNonNull(chance, "chance");
            requireNonNull(why, "why");
        }

        /** {@return whom to call} */
        public K customer() {
            return candidate.customer();
        }
    }

    /**
     * How much of the loss the list speaks for.
     *
     * @param customers those on the list, of all candidates
     * @param value their part of the value of all candidates, of those with a known one; empty if there is none, or one is below 0
     * @param reasons the known reasons on the list, of the known reasons of all candidates; empty if none is known
     * @param customersOfReasons the candidates whose reason is on the list, of those with a known reason; empty if none is known
     * @since 0.1.0
     */
    public record Coverage(
            Proportion customers,
            OptionalDouble value,
            Optional<Proportion> reasons,
            Optional<Proportion> customersOfReasons) {
        /**
         * Checks the share of the value.
         *
         * @param customers those on the list
         * @param value their part of the value
         * @param reasons the known reasons on the list
         * @param customersOfReasons the candidates whose reason is on the list
         * @throws IllegalArgumentException if {@code value} is not in [0, 1]
         */
        public Coverage {
            requireNonNull(customers, "customers");
            requireNonNull(value, "value").ifPresent(share -> Checks.closedUnit(share, "value"));
            requireNonNull(reasons, "reasons");
            requireNonNull(customersOfReasons, "customersOfReasons");
        }

        /** Prints the shares, such as {@code 20.0 % (2 of 10) of customers, 64.0 % of their value, 50.0 % (2 of 4) of reasons}. */
        @Override
        public String toString() {
            return customers + " of customers"
                    + (value.isPresent() ? ", " + Text.percent(value.getAsDouble()) + " of their value" : "")
                    + reasons.map(share -> ", " + share + " of known reasons").orElse("");
        }
    }

    /** {@return the lines, in order of rank} */
    public List<Entry<K>> entries() {
        return entries;
    }

    /**
     * The lines of one caller.
     *
     * @param caller the name
     * @return in order of rank; none if there is no such caller
     */
    public List<Entry<K>> entriesOf(String caller) {
        Optional<String> who = Optional.of(requireNonNull(caller, "caller"));
        return entries.stream().filter(entry -> entry.caller().equals(who)).toList();
    }

    /** {@return whom to call, in order of rank} */
    public List<K> customers() {
        return entries.stream().map(Entry::customer).toList();
    }

    /** {@return all who could have been chosen, and those who rest, in order of their keys} */
    public List<CustomerLoss<K>> candidates() {
        return candidates;
    }

    /** {@return the candidates who are left out since they were called a short while ago, in order of their keys} */
    public List<K> resting() {
        return resting;
    }

    /** {@return by how many the list is shorter than wanted, for want of candidates; at least 0} */
    public int missing() {
        return choice.size() - entries.size();
    }

    /** {@return the day of the list} */
    public LocalDate day() {
        return choice.day();
    }

    /** {@return by which rule it was made} */
    public CallRule rule() {
        return choice.rule();
    }

    /**
     * How much of the loss the list speaks for, those who rest among all.
     *
     * @return the shares; empty if there are no candidates
     */
    public Optional<Coverage> coverage() {
        if (candidates.isEmpty()) {
            return Optional.empty();
        }
        List<CustomerLoss<K>> listed = entries.stream().map(Entry::candidate).toList();
        Set<String> heard = reasons(listed);
        long known =
                candidates.stream().filter(each -> each.reason().isPresent()).count();
        long ofHeard = candidates.stream()
                .filter(each -> each.reason().filter(heard::contains).isPresent())
                .count();
        return Optional.of(new Coverage(
                Proportion.of(entries.size(), candidates.size()),
                shareOfValue(listed),
                share(heard.size(), reasons(candidates).size()),
                share(ofHeard, known)));
    }

    private static Optional<Proportion> share(long part, long whole) {
        return whole == 0 ? Optional.empty() : Optional.of(Proportion.of(part, whole));
    }

    private Set<String> reasons(List<CustomerLoss<K>> those) {
        return those.stream().flatMap(each -> each.reason().stream()).collect(Collectors.toSet());
    }

    private OptionalDouble shareOfValue(List<CustomerLoss<K>> listed) {
        BigDecimal whole = sum(candidates);
        boolean isBelow = candidates.stream()
                .anyMatch(each -> each.value().orElse(BigDecimal.ZERO).signum() < 0);
        return isBelow || whole.signum() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        sum(listed).divide(whole, MathContext.DECIMAL64).doubleValue());
    }

    private BigDecimal sum(List<CustomerLoss<K>> those) {
        return those.stream().flatMap(each -> each.value().stream()).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /**
     * The list as calls of its day, to be handed over when the next one is made, so that nobody is called twice.
     *
     * @return a call for each line, without an outcome
     */
    public List<CallRecord<K>> asCalls() {
        return entries.stream()
                .map(entry ->
                        new CallRecord<>(entry.customer(), day(), entry.caller(), Optional.empty(), Optional.empty()))
                .toList();
    }

    /**
     * The list as rows of text, a header first: rank, customer, caller, why, reason, value. What is not known is an empty text.
     *
     * @param key prints a customer
     * @return the rows, such as for a file whose writer sees to quotes and formulas
     */
    public List<List<String>> rows(Function<? super K, String> key) {
        requireNonNull(key, "key");
        ImmutableList.Builder<List<String>> rows = ImmutableList.builder();
        rows.add(List.of("rank", "customer", "caller", "why", "reason", "value"));
        for (Entry<K> entry : entries) {
            rows.add(List.of(
                    Integer.toString(entry.rank()),
                    requireNonNull(key.apply(entry.customer()), "a customer's text"),
                    entry.caller().orElse(""),
                    entry.why(),
                    entry.candidate().reason().orElse(""),
                    entry.candidate().value().map(BigDecimal::toPlainString).orElse("")));
        }
        return rows.build();
    }

    /** {@return a row per line; whom to call only where customers are named} */
    @Override
    public Sheet sheet() {
        return LossSheets.of(this);
    }

    /** Prints the rule in words and what came of it. */
    @Override
    public String toString() {
        return choice + ": " + coverage().map(Coverage::toString).orElse("no customers")
                + (missing() > 0 ? "; " + missing() + " fewer than wanted" : "")
                + (resting.isEmpty() ? "" : "; " + resting.size() + " left out, called not long ago");
    }
}
