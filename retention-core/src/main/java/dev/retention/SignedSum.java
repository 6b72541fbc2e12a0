package dev.retention;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * One side of a formula as data: counts, each added or taken off, all divided by a number where a mean is meant.
 *
 * <pre>
 *   LOSS_EVENTS − REACTIVATED        (START + END) / 2
 * </pre>
 *
 * <p>What computes a rate, lists its customers, reconciles it with another and documents it reads the same data. This class is
 * immutable and thread-safe.
 *
 * @param signs by term, +1 or −1; in the order in which the formula is written
 * @param divisor what the sum is divided by, at least 1
 * @param <E> the type of terms
 * @since 0.1.0
 */
public record SignedSum<E>(Map<E, Integer> signs, int divisor) {
    /**
     * Checks the terms and keeps a copy of them.
     *
     * @param signs by term, +1 or −1
     * @param divisor at least 1
     * @throws IllegalArgumentException if there is no term, a sign is neither +1 nor −1, or {@code divisor < 1}
     */
    public SignedSum {
        requireNonNull(signs, "signs");
        checkArgument(!signs.isEmpty(), "signs must not be empty: a sum needs a term");
        signs.forEach((term, sign) -> {
            requireNonNull(term, "term");
            checkArgument(sign == 1 || sign == -1, "the sign of %s (%s) must be +1 or -1", term, sign);
        });
        checkArgument(divisor >= 1, "divisor (%s) must be at least 1", divisor);
        signs = Collections.unmodifiableMap(new LinkedHashMap<>(signs));
    }

    /**
     * A sum of one term.
     *
     * @param term the term
     * @param <E> the type of terms
     * @return the sum
     */
    public static <E> SignedSum<E> of(E term) {
        return new SignedSum<>(Map.of(requireNonNull(term, "term"), 1), 1);
    }

    /**
     * Adds a term.
     *
     * @param term a term that is not in the sum
     * @return the sum and the term
     * @throws IllegalArgumentException if the term is in the sum already
     */
    public SignedSum<E> plus(E term) {
        return with(1, term);
    }

    /**
     * Takes a term off.
     *
     * @param term a term that is not in the sum
     * @return the sum less the term
     * @throws IllegalArgumentException if the term is in the sum already
     */
    public SignedSum<E> minus(E term) {
        return with(-1, term);
    }

    /**
     * The mean of the terms, where all are added.
     *
     * @return the sum divided by the number of its terms
     */
    public SignedSum<E> mean() {
        return new SignedSum<>(signs, signs.size());
    }

    private SignedSum<E> with(int sign, E term) {
        Map<E, Integer> all = new LinkedHashMap<>(signs);
        checkArgument(all.put(requireNonNull(term, "term"), sign) == null, "term (%s) must come once", term);
        return new SignedSum<>(all, divisor);
    }

    /**
     * The counts in the sum.
     *
     * @return the terms, unmodifiable
     */
    public Set<E> terms() {
        return signs.keySet();
    }

    /**
     * The sum of the terms' values, before it is divided.
     *
     * @param value the value of a term
     * @return the exact sum
     * @throws ArithmeticException if it does not fit a long
     */
    public long sum(ToLongFunction<? super E> value) {
        requireNonNull(value, "value");
        long sum = 0;
        for (Map.Entry<E, Integer> term : signs.entrySet()) {
            sum = Math.addExact(sum, Math.multiplyExact(term.getValue(), value.applyAsLong(term.getKey())));
        }
        return sum;
    }

    /**
     * The formula of which this is the numerator, as it is written.
     *
     * @param denominator the other side
     * @return such as {@code (LOSS_EVENTS − REACTIVATED) / START}
     */
    public String over(SignedSum<E> denominator) {
        return over(requireNonNull(denominator, "denominator").inBrackets());
    }

    /**
     * The formula of which this is the numerator, as it is written, with a denominator in words.
     *
     * @param denominator the other side
     * @return such as {@code (START + END) / customers}
     */
    public String over(String denominator) {
        return inBrackets() + " / " + requireNonNull(denominator, "denominator");
    }

    private String inBrackets() {
        return signs.size() == 1 && divisor == 1 ? toString() : "(" + this + ")";
    }

    /** Prints the sum as formulas are written, such as {@code (START + END) / 2}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        signs.forEach((term, sign) -> {
            String name = term instanceof Enum<?> constant ? constant.name() : term.toString();
            text.append(sign < 0 ? text.length() == 0 ? "−" : " − " : text.length() == 0 ? "" : " + ")
                    .append(name);
        });
        return divisor == 1 ? text.toString() : "(" + text + ") / " + divisor;
    }
}
