package dev.retention.segment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.Proportion;
import dev.retention.history.Members;
import dev.retention.internal.Text;
import dev.retention.rule.Measured;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Customers parted by their numbers, and what they bring: {@link RfmScores#segments} and {@link Quadrants}. Every customer who was measured
 * is in one part, so that parts add up to the whole. This class is immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class MeasuredParts<K> implements Tabular {
    /** Where those are who were not measured. */
    static final int NOWHERE = -1;

    private static final String OTHERS = "(other)";

    private final Measured<K> measured;
    private final List<Part> parts;
    private final Part others;
    private final int customers;
    // The columns that are known to hold minor units of the currency.
    private final Set<String> money;

    private MeasuredParts(Measured<K> measured, List<String> names, Set<String> money, List<Members<K>> members) {
        this.measured = measured;
        this.money = money;
        this.customers = members.stream().mapToInt(Members::size).sum();
        List<Part> all = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            all.add(new Part(names.get(i), members.get(i)));
        }
        this.parts = List.copyOf(all);
        this.others = new Part(OTHERS, members.get(names.size()));
    }

    /** Parts by the place of each customer of the store: of a name, after the last for others, or nowhere. */
    static <K> MeasuredParts<K> of(
            Measured<K> measured, List<String> names, Set<String> money, IntUnaryOperator place) {
        int[] places = new int[measured.store().customers()];
        int[] sizes = new int[names.size() + 1];
        for (int row = 0; row < places.length; row++) {
            places[row] = place.applyAsInt(row);
            if (places[row] != NOWHERE) {
                sizes[places[row]]++;
            }
        }
        int[][] rows = new int[sizes.length][];
        Arrays.setAll(rows, i -> new int[sizes[i]]);
        int[] filled = new int[sizes.length];
        for (int row = 0; row < places.length; row++) {
            if (places[row] != NOWHERE) {
                rows[places[row]][filled[places[row]]++] = row;
            }
        }
        return new MeasuredParts<>(
                measured,
                names,
                money,
                Arrays.stream(rows).map(measured.store()::members).toList());
    }

    /**
     * The named parts.
     *
     * @return the parts in their order
     */
    public List<Part> parts() {
        return parts;
    }

    /**
     * The part with a name.
     *
     * @param name the name
     * @return the part
     * @throws IllegalArgumentException if there is no such part
     */
    public Part inPart(String name) {
        requireNonNull(name, "name");
        Optional<Part> found =
                parts.stream().filter(part -> part.name().equals(name)).findFirst();
        checkArgument(
                found.isPresent(),
                "name (%s) must be one of %s",
                name,
                parts.stream().map(Part::name).toList());
        return found.orElseThrow();
    }

    /**
     * Those who were measured and are in no named part.
     *
     * @return the part of the others, which may have nobody
     */
    public Part others() {
        return others;
    }

    /**
     * How many customers were measured.
     *
     * @return at least 0
     */
    public int customers() {
        return customers;
    }

    /**
     * The numbers by which customers were parted.
     *
     * @return the columns
     */
    public Measured<K> measured() {
        return measured;
    }

    /**
     * The customers of a part and their numbers.
     *
     * @since 0.1.0
     */
    public final class Part {
        private final String name;
        private final Members<K> members;

        private Part(String name, Members<K> members) {
            this.name = name;
            this.members = members;
        }

        /** {@return the name} */
        public String name() {
            return name;
        }

        /** {@return the customers, in the order of the store} */
        public Members<K> members() {
            return members;
        }

        /** {@return the part of all measured customers, empty if there are none} */
        public Optional<Proportion> share() {
            return customers == 0 ? Optional.empty() : Optional.of(Proportion.of(members.size(), customers));
        }

        /**
         * The sum of a number over the customers.
         *
         * @param column the name of a measured column
         * @return the exact sum in the column's unit, 0 of nobody
         * @throws IllegalArgumentException if there is no such column
         */
        public BigInteger sum(String column) {
            BigInteger sum = BigInteger.ZERO;
            long low = 0;
            for (long number : numbers(column)) {
                long next = low + number;
                // Carried over only where a long overflows.
                if (((low ^ next) & (number ^ next)) < 0) {
                    sum = sum.add(BigInteger.valueOf(low));
                    next = number;
                }
                low = next;
            }
            return sum.add(BigInteger.valueOf(low));
        }

        /**
         * The sum of an amount over the customers.
         *
         * @param column the name of a measured column of minor units
         * @return the sum in major units of the store's currency, 0 of nobody
         * @throws IllegalArgumentException if there is no such column
         * @throws ArithmeticException if the sum of minor units does not fit a long
         */
        public BigDecimal amount(String column) {
            BigInteger minor = sum(column);
            if (minor.bitLength() >= Long.SIZE) {
                throw new ArithmeticException("the sum of column (" + column + ") of " + name + " (" + minor
                        + " minor units) must fit a long");
            }
            return measured.store().major(minor.longValue());
        }

        /**
         * The mean of a number over the customers who have it.
         *
         * @param column the name of a measured column
         * @return the mean in the column's unit, empty if nobody has one
         * @throws IllegalArgumentException if there is no such column
         */
        public OptionalDouble mean(String column) {
            int n = numbers(column).length;
            return n == 0
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(sum(column).doubleValue() / n);
        }

        /** The numbers of those who have one. */
        private long[] numbers(String name) {
            Measured<K>.Column column = measured.column(requireNonNull(name, "column"));
            return IntStream.range(0, members.size())
                    .map(members::number)
                    .filter(column::has)
                    .mapToLong(column::at)
                    .toArray();
        }

        /**
         * The share of a number's whole sum.
         *
         * @param column the name of a measured column
         * @return the sum of these over that of all parts; above 1 or below 0 where some numbers are below 0; empty if the whole sum is 0
         * @throws IllegalArgumentException if there is no such column
         */
        public OptionalDouble shareOf(String column) {
            BigInteger own = sum(column);
            BigInteger all = others.sum(column);
            for (Part part : parts) {
                all = all.add(part.sum(column));
            }
            return all.signum() == 0
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(own.doubleValue() / all.doubleValue());
        }

        /** Prints name and share of customers, and the means, such as {@code Champions: 15.9 % (158 of 995); mean recency 60.1, …, money 472 EUR}. */
        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(name)
                    .append(": ")
                    .append(share().map(Proportion::toString).orElse("nobody"));
            for (Measured<K>.Column column : measured.columns()) {
                mean(column.name())
                        .ifPresent(mean -> text.append(text.indexOf("; mean ") < 0 ? "; mean " : ", ")
                                .append(column.name())
                                .append(' ')
                                .append(money.contains(column.name()) ? money(mean) : Text.number(mean, 6)));
            }
            return text.toString();
        }

        /** Minor units in major ones, where there is a currency. */
        private String money(double minor) {
            return measured.store()
                    .currency()
                    .map(currency ->
                            Text.number(minor / Math.pow(10, Math.max(0, currency.getDefaultFractionDigits())), 6) + " "
                                    + currency)
                    .orElseGet(() -> Text.number(minor, 6) + " minor units");
        }
    }

    /** {@return a row per part, with the mean and the sum of each column} */
    @Override
    public Sheet sheet() {
        return SegmentSheets.of(this);
    }

    /** Prints every part with its share of customers. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(Text.customers(customers)).append(':');
        for (Part part : parts) {
            text.append(' ')
                    .append(part.name())
                    .append(' ')
                    .append(part.members().size())
                    .append(',');
        }
        return text.append(' ')
                .append(OTHERS)
                .append(' ')
                .append(others.members().size())
                .toString();
    }
}
