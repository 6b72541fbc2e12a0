package dev.retention.movement;

import java.util.Locale;

/**
 * What made the value of a customer who stayed change in a period [a, b). A customer holds plans of families, each with a value
 * {@code v} and a quantity {@code q} at {@code a}, {@code v′} and {@code q′} at {@code b}; {@code v′} without what exchange rates did
 * in the period. A plan or family is held where value or quantity is not 0.
 *
 * <p>The tests come in this order, so that every change is in exactly one part:
 *
 * <ol>
 *   <li>A family that is held at {@code b} only is {@link #CROSS_SELL}.
 *   <li>A family that is held at {@code a} only is {@link #PARTIAL_CANCELLATION}.
 *   <li>A plan that is held at both is {@link #PRICE} and {@link #QUANTITY}.
 *   <li>Of the other plans of a family that is held at both, where some were dropped and some taken, the difference is {@link #UPGRADE}
 *       or {@link #DOWNGRADE}; where some were only taken, {@link #UPGRADE}; where some were only dropped,
 *       {@link #PARTIAL_CANCELLATION}.
 * </ol>
 *
 * @since 0.1.0
 */
public enum ExpansionPart {
    /** Families taken: {@code Σ v′} over families held at the end only. */
    CROSS_SELL,
    /** Families dropped, and plans dropped of families that are kept and had none taken; below 0. */
    PARTIAL_CANCELLATION,
    /**
     * Other prices for the same plan: {@code (p′ − p)(q + q′)/2} with {@code p = v/q}, which is what {@link #QUANTITY} leaves of
     * {@code v′ − v}. All of it, where the quantity is the same, or is 0 at one end so that there is no price there.
     */
    PRICE,
    /**
     * Other quantities of the same plan: {@code (q′ − q)(p + p′)/2} with {@code p = v/q}, in exact fractions, rounded half-even to
     * minor units. All of {@code v′ − v}, if {@code q ≠ q′} and the prices are the same but for the rounding of the two values to minor
     * units: {@code |v′q − vq′| ≤ (q + q′)/2}.
     */
    QUANTITY,
    /** Plans taken for more than those dropped of the same family, or taken beside others of it. */
    UPGRADE,
    /** Plans taken for less than those dropped of the same family; below 0. */
    DOWNGRADE,
    /** What changes of exchange rates added or took off, by the events that {@link ExpansionSplit#fxBy} tells. */
    FX;

    private final String label = name().toLowerCase(Locale.ROOT).replace('_', ' ');

    /** Prints the name in lower case, such as {@code cross sell}. */
    @Override
    public String toString() {
        return label;
    }
}
