package dev.retention;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.internal.Text;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is known of a period, and what formulas make of it. */
record KnownFlow(
        Map<CustomerCount, Long> counts, OptionalDouble customerDays, OptionalDouble daysPerPeriod, DailyFlow daily) {

    /** Fills in what follows from what is given; refuses what contradicts. */
    static KnownFlow of(
            Map<CustomerCount, Long> given,
            OptionalDouble customerDays,
            OptionalDouble daysPerPeriod,
            DailyFlow daily) {
        Map<CustomerCount, Long> counts = new EnumMap<>(given);
        boolean learned = true;
        while (learned) {
            learned = false;
            for (FlowLaw law : FlowLaw.ALL) {
                learned |= law.settle(counts);
            }
        }
        long lossEvents = counts.getOrDefault(CustomerCount.LOSS_EVENTS, Long.MAX_VALUE);
        checkArgument(
                daily.lost() <= lossEvents,
                "lost of the days given (%s) must be at most loss events (%s)",
                daily.lost(),
                lossEvents);
        return new KnownFlow(counts, customerDays, daysPerPeriod, daily);
    }

    boolean has(CustomerCount count) {
        return counts.containsKey(count);
    }

    long value(CustomerCount count) {
        return counts.getOrDefault(count, 0L);
    }

    double numerator(ChurnFormula formula) {
        return switch (formula.basis()) {
            case DAYS ->
                formula == ChurnFormula.SUM_OF_DAILY
                        ? daily.sum()
                        : daily.sum() / (double) daily.days() * daysPerPeriod.orElseThrow();
            default -> (double) formula.numerator().sum(this::value);
        };
    }

    double denominator(ChurnFormula formula) {
        return switch (formula.basis()) {
            case DAYS -> 1;
            case CUSTOMER_DAYS -> customerDays.orElseThrow() / daysPerPeriod.orElseThrow();
            default ->
                (double) formula.denominator().sum(this::value)
                        / formula.denominator().divisor();
        };
    }

    /** Why there is no rate by the formula; null if there is one. */
    @Nullable
    String obstacle(ChurnFormula formula) {
        if (formula.basis() == ChurnFormula.Basis.RATE) {
            return "RESCALED must be made of another rate, by churn(formula).rescaled(from, to)";
        }
        String obstacle = missing(formula, formula.counts());
        if (obstacle != null) {
            return obstacle;
        }
        boolean ofDays = formula.basis() == ChurnFormula.Basis.DAYS;
        if (ofDays && daily.undefined()) {
            return formula + " is undefined: a day lost some of no customers";
        }
        if (ofDays && daily.days() == 0) {
            return formula + " needs a day that starts with customers";
        }
        if (formula.basis() == ChurnFormula.Basis.CUSTOMER_DAYS && customerDays.isEmpty()) {
            return formula + " needs customer-days";
        }
        if (formula.basis() != ChurnFormula.Basis.COUNTS
                && formula != ChurnFormula.SUM_OF_DAILY
                && daysPerPeriod.isEmpty()) {
            return formula + " needs days per period";
        }
        return denominator(formula) > 0 ? null : formula + " is undefined: its denominator is 0";
    }

    /** Why there is no rate by the formula; null if there is one. */
    @Nullable
    String obstacle(RetentionFormula formula) {
        if (formula == RetentionFormula.ONE_MINUS_CHURN) {
            return "ONE_MINUS_CHURN must be made of a churn rate, by churn(formula).toRetention()";
        }
        String obstacle = missing(formula, formula.counts());
        if (obstacle != null) {
            return obstacle;
        }
        return formula.denominator().sum(this::value) > 0 ? null : formula + " is undefined: its denominator is 0";
    }

    private @Nullable String missing(Enum<?> formula, Set<CustomerCount> wanted) {
        return counts.keySet().containsAll(wanted)
                ? null
                : formula + " needs "
                        + wanted.stream()
                                .filter(count -> !has(count))
                                .map(CustomerCount::toString)
                                .collect(Collectors.joining(" and "))
                        + ", which does not follow from " + this;
    }

    /** Prints what is known, such as {@code start 20, lost 1, days per period 30}. */
    @Override
    public String toString() {
        Stream<String> known = counts.entrySet().stream().map(entry -> entry.getKey() + " " + entry.getValue());
        Stream<String> time = Stream.concat(
                customerDays.stream().mapToObj(days -> "customer-days " + Text.plain(days)),
                daysPerPeriod.stream().mapToObj(days -> "days per period " + Text.plain(days)));
        String text = Stream.concat(known, time).collect(Collectors.joining(", "));
        return text.isEmpty() ? "no counts" : text;
    }
}
