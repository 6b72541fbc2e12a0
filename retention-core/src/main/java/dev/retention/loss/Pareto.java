package dev.retention.loss;

import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import dev.retention.internal.Fraction;
import dev.retention.rule.Group;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Causes in order of what they amount to, with what they make together: of which few most of it comes.
 *
 * <pre>{@code
 * Pareto reasons = Pareto.ofCounts(Map.of(Group.of("price"), 12L, Group.of("support"), 5L, Group.MISSING, 3L));
 * reasons.rows().get(0).share();       // 12 of 17
 * reasons.rows().get(1).cumulated();   // 17 of 17
 * reasons.until(0.8);                  // the fewest that make 80 % or more
 * reasons.known();                     // 17 of 20
 * }</pre>
 *
 * <pre>
 *   share      amount / Σ amounts of known causes
 *   cumulated  Σ amounts of this row and those before / Σ amounts of known causes
 *   known      Σ amounts of known causes / Σ all amounts
 * </pre>
 *
 * <p>Causes that are not known ({@link Group#MISSING}) stand apart: they are no row. Equal amounts come in the order of their groups. Where
 * an amount is below 0, as after refunds, or all are 0, there are no shares. This class is immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class Pareto implements Tabular {
    private static final Comparator<Map.Entry<Group, BigDecimal>> LARGEST_FIRST =
            Map.Entry.<Group, BigDecimal>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey());

    private final List<Row> rows;
    private final BigDecimal knownAmount;
    private final BigDecimal missing;

    private Pareto(List<Row> rows, BigDecimal knownAmount, BigDecimal missing) {
        this.rows = rows;
        this.knownAmount = knownAmount;
        this.missing = missing;
    }

    /**
     * A cause and what it amounts to.
     *
     * @param group the cause
     * @param amount what it amounts to, in customers or major units
     * @param share its share of all known causes, in [0, 1]; empty where there are no shares
     * @param cumulated the share of this row and those before, in [0, 1]; empty where there are no shares
     * @since 0.1.0
     */
    public record Row(Group group, BigDecimal amount, OptionalDouble share, OptionalDouble cumulated) {
        /**
         * Checks the numbers.
         *
         * @param group the cause
         * @param amount what it amounts to
         * @param share its share
         * @param cumulated the share of this row and those before
         * @throws IllegalArgumentException if a share is not in [0, 1], or the amount passes the range of doubles
         */
        public Row {
            requireNonNull(group, "group");
            Checks.amount(amount, "amount");
            requireNonNull(share, "share").ifPresent(value -> Checks.closedUnit(value, "share"));
            requireNonNull(cumulated, "cumulated").ifPresent(value -> Checks.closedUnit(value, "cumulated"));
        }
    }

    /**
     * Of counts, such as customers by reason.
     *
     * @param counts how many of each cause, at least 0; of {@link Group#MISSING} those without
     * @return the causes, the most frequent first; those with 0 are left out
     * @throws IllegalArgumentException if a count is below 0
     */
    public static Pareto ofCounts(Map<Group, Long> counts) {
        requireNonNull(counts, "counts");
        counts.forEach((group, count) -> Checks.notNegative(requireNonNull(count, "count"), "count of " + group));
        return of(counts.entrySet().stream()
                .filter(count -> count.getValue() > 0)
                .map(count -> Map.entry(count.getKey(), BigDecimal.valueOf(count.getValue())))
                .toList());
    }

    /**
     * Of amounts, such as the value of lost customers by reason.
     *
     * @param amounts the amount of each cause; of {@link Group#MISSING} that without
     * @return the causes, the largest first
     * @throws IllegalArgumentException if an amount passes the range of doubles
     */
    public static Pareto ofAmounts(Map<Group, BigDecimal> amounts) {
        requireNonNull(amounts, "amounts");
        amounts.forEach((group, amount) -> Checks.amount(amount, "amount of " + group));
        return of(amounts.entrySet().stream()
                .map(amount -> Map.entry(amount.getKey(), amount.getValue()))
                .toList());
    }

    private static Pareto of(List<Map.Entry<Group, BigDecimal>> amounts) {
        BigDecimal missing = BigDecimal.ZERO;
        BigDecimal known = BigDecimal.ZERO;
        boolean hasShares = true;
        List<Map.Entry<Group, BigDecimal>> causes = new ArrayList<>();
        for (Map.Entry<Group, BigDecimal> cause : amounts) {
            hasShares &= cause.getValue().signum() >= 0;
            if (cause.getKey().equals(Group.MISSING)) {
                missing = cause.getValue();
            } else {
                known = known.add(cause.getValue());
                causes.add(cause);
            }
        }
        causes.sort(LARGEST_FIRST);
        List<Row> rows = new ArrayList<>();
        BigDecimal sum = BigDecimal.ZERO;
        for (Map.Entry<Group, BigDecimal> cause : causes) {
            sum = sum.add(cause.getValue());
            BigDecimal whole = hasShares ? known : BigDecimal.ZERO;
            rows.add(new Row(cause.getKey(), cause.getValue(), share(cause.getValue(), whole), share(sum, whole)));
        }
        return new Pareto(List.copyOf(rows), known, missing);
    }

    private static OptionalDouble share(BigDecimal part, BigDecimal whole) {
        return whole.signum() <= 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(new Fraction(part, whole).doubleValue());
    }

    /** {@return the known causes, the largest first} */
    public List<Row> rows() {
        return rows;
    }

    /** {@return what is due to causes that are not known, in customers or major units} */
    public BigDecimal missing() {
        return missing;
    }

    /**
     * Which share of all is due to known causes.
     *
     * @return in [0, 1]; empty if there is nothing, or an amount is below 0
     */
    public OptionalDouble known() {
        boolean isNegative = missing.signum() < 0
                || rows.stream().anyMatch(row -> row.amount().signum() < 0);
        return isNegative ? OptionalDouble.empty() : share(knownAmount, knownAmount.add(missing));
    }

    /**
     * The fewest causes that make a share of all known ones.
     *
     * @param share the share to be reached, in [0, 1], taken as the decimal that it is written as
     * @return the largest causes, of which the last reaches the share; none of 0, or where there are no shares
     * @throws IllegalArgumentException if the share is not in [0, 1]
     */
    public List<Row> until(double share) {
        Checks.closedUnit(share, "share");
        List<Row> few = new ArrayList<>();
        BigDecimal before = BigDecimal.ZERO;
        for (Row row : rows) {
            if (row.cumulated().isEmpty() || Fraction.isAtLeast(before, knownAmount, share)) {
                break;
            }
            few.add(row);
            before = before.add(row.amount());
        }
        return List.copyOf(few);
    }

    /** {@return a row per known cause} */
    @Override
    public Sheet sheet() {
        return LossSheets.of(this);
    }

    /** Prints the causes with their amounts, the largest first, and what has no known cause. */
    @Override
    public String toString() {
        List<String> words = new ArrayList<>();
        rows.forEach(row -> words.add(row.group() + " " + row.amount().toPlainString()));
        return words + (missing.signum() == 0 ? "" : ", not known " + missing.toPlainString());
    }
}
