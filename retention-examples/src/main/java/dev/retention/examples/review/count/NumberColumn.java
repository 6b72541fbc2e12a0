package dev.retention.examples.review.count;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A column of numbers, taken as whole ones: rounded down where they spread wide enough, so that a class such as “below 71” says just
 * that; else in tenths, hundredths and so on.
 *
 * @param digits after the point, that are kept
 */
record NumberColumn(int digits) {

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,12}([.][0-9]{1,9})?");

    /** A column with fewer values is one of labels. */
    private static final int FEWEST = 12;

    /** So wide should whole numbers spread. */
    private static final BigDecimal WIDE = BigDecimal.valueOf(20);

    private static final int MOST_DIGITS = 4;

    /** The column of some texts, if all are numbers and many. */
    static Optional<NumberColumn> of(Collection<String> texts) {
        Set<BigDecimal> values = new HashSet<>();
        for (String text : texts) {
            if (!NUMBER.matcher(text).matches()) {
                return Optional.empty();
            }
            values.add(new BigDecimal(text).stripTrailingZeros());
        }
        if (values.size() <= FEWEST) {
            return Optional.empty();
        }
        BigDecimal spread = values.stream()
                .reduce(BigDecimal::max)
                .orElseThrow()
                .subtract(values.stream().reduce(BigDecimal::min).orElseThrow());
        int digits = 0;
        while (digits < MOST_DIGITS && spread.movePointRight(digits).compareTo(WIDE) < 0) {
            digits++;
        }
        return Optional.of(new NumberColumn(digits));
    }

    /** The whole number of a text, or null where there is none. */
    @Nullable
    Long whole(@Nullable String text) {
        return text == null ? null : whole(new BigDecimal(text));
    }

    long whole(BigDecimal number) {
        return number.movePointRight(digits).setScale(0, RoundingMode.FLOOR).longValueExact();
    }

    /** What the numbers are called. */
    String name(String column) {
        return digits == 0 ? column : column + " × 1" + "0".repeat(digits);
    }
}
