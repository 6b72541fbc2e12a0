package dev.retention.loss;

import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.rule.RuleException;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * How one customer was doing at the end of each period, by a {@link HealthScore}, and why.
 *
 * @param customer the key
 * @param readings one for each period, in order of time
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public record HealthHistory<K>(K customer, List<Reading> readings) {
    /**
     * Copies the readings.
     *
     * @param customer the key
     * @param readings one for each period, in order of time
     */
    public HealthHistory {
        requireNonNull(customer, "customer");
        readings = List.copyOf(requireNonNull(readings, "readings"));
    }

    /**
     * The class of a customer at the end of a period, of one that is still running at the end of the data.
     *
     * @param period the period
     * @param day the day at whose end the customer was read
     * @param healthClass the class; empty if the customer was not known yet, or no condition held
     * @param condition the condition that decided, {@code otherwise} if none held; empty without a class
     * @since 0.1.0
     */
    public record Reading(Period period, LocalDate day, Optional<String> healthClass, Optional<String> condition) {
        /**
         * Refuses null.
         *
         * @param period the period
         * @param day the day at whose end the customer was read
         * @param healthClass the class
         * @param condition the condition that decided
         */
        public Reading {
            requireNonNull(period, "period");
            requireNonNull(day, "day");
            requireNonNull(healthClass, "healthClass");
            requireNonNull(condition, "condition");
        }

        private boolean isAs(Reading other) {
            return healthClass.equals(other.healthClass) && condition.equals(other.condition);
        }

        /** Prints class and condition, such as {@code 2024-03: red, no event on contacts for 60 days}. */
        @Override
        public String toString() {
            return period + ": " + healthClass.orElse("no class")
                    + condition.map(words -> ", " + words).orElse("");
        }
    }

    static <K> HealthHistory<K> of(HealthScore score, K customer, History history) {
        Timeline timeline = history.timeline();
        List<Reading> readings = new ArrayList<>();
        for (int p = 0; p < timeline.size(); p++) {
            Period period = timeline.period(p);
            LocalDate last = period.endExclusive().toLocalDate().minusDays(1);
            LocalDate day = last.isAfter(timeline.asOf()) ? timeline.asOf() : last;
            OptionalInt rule = decide(score, customer, history.asOf(day.toEpochDay()));
            boolean isIn = rule.isPresent();
            readings.add(new Reading(
                    period,
                    day,
                    isIn ? Optional.of(score.className(rule.getAsInt())) : Optional.empty(),
                    isIn ? Optional.of(score.conditionName(rule.getAsInt())) : Optional.empty()));
        }
        return new HealthHistory<>(customer, readings);
    }

    private static OptionalInt decide(HealthScore score, Object customer, History history) {
        try {
            return score.decide(history);
        } catch (RuntimeException e) {
            throw RuleException.ofCustomer(score.toString(), customer, e);
        }
    }

    /** {@return the first reading, and each whose class or condition is another than before} */
    public List<Reading> changes() {
        List<Reading> changes = new ArrayList<>();
        for (Reading reading : readings) {
            if (changes.isEmpty() || !reading.isAs(changes.get(changes.size() - 1))) {
                changes.add(reading);
            }
        }
        return List.copyOf(changes);
    }

    /** Prints the changes. */
    @Override
    public String toString() {
        return changes().stream().map(Reading::toString).collect(Collectors.joining("; ", customer + ": ", ""));
    }
}
