package dev.retention.examples.report.csv;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what lines cost, in the currency and the form of their amounts, where a column says so. */
final class Costs {

    private final int column;
    private final String name;
    private final Amounts amounts;
    private final Currencies currencies;
    private final Occurrences rounded = new Occurrences();
    private BigDecimal roundedBy = BigDecimal.ZERO;

    /**
     * @param column the column's index, or {@link Columns#NONE}
     * @param name its name
     */
    Costs(int column, String name, Amounts amounts, Currencies currencies) {
        this.column = column;
        this.name = Shown.argument(name);
        this.amounts = amounts;
        this.currencies = currencies;
    }

    int column() {
        return column;
    }

    Amounts amounts() {
        return amounts;
    }

    /** What to say of them in the words of how a file is read. */
    String words() {
        return column < 0 ? "" : name.equals("cost") ? ", cost" : ", cost from " + name;
    }

    /**
     * What a line cost, or null where no column says so.
     *
     * @param amount the line's amount; one below 0, which is paid back, may have no cost
     * @param pieces how many pieces there are, each of which costs what the column says
     * @throws Fault if the cost is missing, cannot be read, or is below 0 of a line that is no refund
     */
    @Nullable
    BigDecimal read(Line line, BigDecimal amount, BigDecimal pieces, String currency, LocalDate date) {
        if (column < 0) {
            return null;
        }
        String text = line.text(column);
        if (text.isEmpty()) {
            if (amount.signum() < 0) {
                return atScale(BigDecimal.ZERO, line.number());
            }
            throw Fault.of("no cost in column " + name
                    + ", and a cost that is not known is not 0 (leave such lines out with --lenient)");
        }
        BigDecimal exact = amounts.read(text, name, line.number(), currency).multiply(pieces);
        if (exact.signum() < 0 && amount.signum() >= 0) {
            throw Fault.of("bad cost " + Shown.quoted(text) + " in column " + name
                    + " (below 0, and the line is no refund: is the column one of costs?)");
        }
        return atScale(currencies.converted(exact, currency, date, line.number()), line.number());
    }

    private BigDecimal atScale(BigDecimal exact, long line) {
        BigDecimal result = exact.setScale(currencies.scale(), RoundingMode.HALF_EVEN);
        if (result.compareTo(exact) != 0) {
            rounded.add(line);
            roundedBy = roundedBy.add(result.subtract(exact));
        }
        if (result.unscaledValue().bitLength() > 62) {
            throw Fault.systematic("a cost of " + result.toPlainString() + " in column " + name
                    + " is more than can be counted: is the column one of costs?");
        }
        return result;
    }

    /** How many had more decimals than the currency. */
    Optional<DataNote> note() {
        return rounded.count() == 0
                ? Optional.empty()
                : Optional.of(new DataNote(
                        DataNote.Kind.COSTS_ROUNDED,
                        Shown.counted(rounded.count(), "cost") + (rounded.count() == 1 ? " has" : " have")
                                + " more decimals than the currency: rounded line by line, half to even, which moves"
                                + " their sum by "
                                + roundedBy.stripTrailingZeros().toPlainString(),
                        rounded.count(),
                        rounded.first()));
    }
}
