package dev.retention.segment;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import dev.retention.history.Members;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What changed the revenue or the profit of a group of customers from one period to the next, with the customers behind each part.
 *
 * <pre>
 *   after = before + NEW + REACTIVATED + MORE − LESS − LOST + MOVED_IN − MOVED_OUT − IDLE
 * </pre>
 *
 * <p>Who changes the group takes all along: what was brought before is moved out of the one, what is brought now is moved into the other.
 * More and less are of those who stay. The sum held, to the last minor unit, when this was made. This class is immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class GroupChange<K> implements Tabular {
    private final String label;
    private final BigDecimal before;
    private final BigDecimal after;
    private final Map<Kind, Part<K>> parts;

    private GroupChange(String label, BigDecimal before, BigDecimal after, Map<Kind, Part<K>> parts) {
        this.label = label;
        this.before = before;
        this.after = after;
        this.parts = parts;
    }

    /** Checks that the parts add up. */
    static <K> GroupChange<K> of(String label, BigDecimal before, BigDecimal after, Map<Kind, Part<K>> parts) {
        BigDecimal sum = before;
        for (Map.Entry<Kind, Part<K>> part : parts.entrySet()) {
            BigDecimal amount = part.getValue().amount();
            sum = part.getKey().isAdded ? sum.add(amount) : sum.subtract(amount);
        }
        checkState(sum.compareTo(after) == 0, "%s does not add up: %s by its parts, %s in all", label, sum, after);
        return new GroupChange<>(label, before, after, Collections.unmodifiableMap(new EnumMap<>(parts)));
    }

    /**
     * The parts of a change.
     *
     * @since 0.1.0
     */
    public enum Kind {
        /** What those bring who are customers for the first time. */
        NEW(true),
        /** What those bring who came back. */
        REACTIVATED(true),
        /** What those who stay in the group bring more. */
        MORE(true),
        /** What those who stay in the group bring less. */
        LESS(false),
        /** What those brought before who are no customers any more. */
        LOST(false),
        /** What customers bring who were in another group before. */
        MOVED_IN(true),
        /** What customers brought before who are in another group now. */
        MOVED_OUT(false),
        /** By how much the service of those who buy nothing costs more: of profit only. The customers are those served so now. */
        IDLE(false);

        private final boolean isAdded;
        private final String label = name().toLowerCase(Locale.ROOT).replace('_', ' ');

        Kind(boolean isAdded) {
            this.isAdded = isAdded;
        }

        /** Prints the name in words, such as {@code moved in}. */
        @Override
        public String toString() {
            return label;
        }
    }

    /**
     * Customers and what they bring.
     *
     * @param <K> the type of customer keys
     * @since 0.1.0
     */
    public static final class Part<K> {
        private final long customers;
        private final BigDecimal amount;
        private final Supplier<Members<K>> members;

        Part(long customers, BigDecimal amount, Supplier<Members<K>> members) {
            this.customers = customers;
            this.amount = amount;
            this.members = members;
        }

        /**
         * How many customers there are.
         *
         * @return at least 0
         */
        public long customers() {
            return customers;
        }

        /**
         * The money.
         *
         * @return major units
         */
        public BigDecimal amount() {
            return amount;
        }

        /**
         * The customers. Takes one more pass over the store, of those who move two.
         *
         * @return as many as {@link #customers} says
         * @throws IllegalStateException if the table was made from a tally
         */
        public Members<K> members() {
            return members.get();
        }

        /** The same with customers who are found otherwise. */
        Part<K> of(Supplier<Members<K>> found) {
            return new Part<>(customers, amount, found);
        }

        /** The same customers with another amount. */
        Part<K> worth(BigDecimal other) {
            return new Part<>(customers, other, members);
        }

        /** Both, of whom nobody is in the other. */
        Part<K> plus(Part<K> other) {
            return new Part<>(
                    Math.addExact(customers, other.customers),
                    amount.add(other.amount),
                    () -> members().or(other.members()));
        }

        /** Prints the amount and the customers, such as {@code 120.00 of 3}. */
        @Override
        public String toString() {
            return amount.toPlainString() + " of " + customers;
        }
    }

    /**
     * What there was before.
     *
     * @return major units: of orders those of the period before, of contracts the recurring value at the start of the period
     */
    public BigDecimal before() {
        return before;
    }

    /**
     * What there is after.
     *
     * @return major units
     */
    public BigDecimal after() {
        return after;
    }

    /**
     * By how much it rose.
     *
     * @return {@code after − before}, in major units
     */
    public BigDecimal difference() {
        return after.subtract(before);
    }

    /**
     * One part.
     *
     * @param kind which
     * @return its customers and its amount before the sign that it has in the sum
     * @throws IllegalArgumentException if the sum has no such part, as {@code IDLE} is only in that of a profit after service
     */
    public Part<K> part(Kind kind) {
        Part<K> part = parts.get(requireNonNull(kind, "kind"));
        checkArgument(part != null, "kind (%s) must be one of %s", kind, parts.keySet());
        return requireNonNull(part);
    }

    /**
     * All parts.
     *
     * @return the parts in the order of the sum; unmodifiable
     */
    public Map<Kind, Part<K>> parts() {
        return parts;
    }

    /** {@return a row per kind of change} */
    @Override
    public Sheet sheet() {
        return SegmentSheets.of(this);
    }

    /** Prints the sum, such as {@code gold in 2026-03: 500.00 + 120.00 new − 70.00 lost = 550.00}, without what is 0. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(label + ": " + before.toPlainString());
        parts.forEach((kind, part) -> {
            if (part.amount().signum() != 0) {
                boolean plus = kind.isAdded == part.amount().signum() > 0;
                text.append(plus ? " + " : " − ")
                        .append(part.amount().abs().toPlainString())
                        .append(' ')
                        .append(kind);
            }
        });
        return text.append(" = ").append(after.toPlainString()).toString();
    }
}
