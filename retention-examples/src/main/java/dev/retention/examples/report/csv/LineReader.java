package dev.retention.examples.report.csv;

import dev.retention.examples.report.csv.Customers.Customer;
import dev.retention.examples.report.csv.Excluded.Reason;
import dev.retention.examples.report.csv.OrderBook.Entry;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what one line says: whose order, when and for how much; or why it is left out. */
final class LineReader {

    private static final String NO_GROUP = "(none)";
    private static final int MOST_GROUPS = 1_000;

    private final String file;
    private final Recipe recipe;
    private final Excluded excluded;
    private final Set<String> groups = new HashSet<>();
    private final String customerColumn;
    private final String dateColumn;
    private final String amountColumn;
    private final int least;
    private @Nullable LocalDate lastDate;
    private boolean paidBack;
    private long rounded;
    private BigDecimal roundedBy = BigDecimal.ZERO;

    LineReader(String file, Recipe recipe, Excluded excluded) {
        this.file = file;
        this.recipe = recipe;
        this.excluded = excluded;
        this.customerColumn = Shown.argument(recipe.columns().name(recipe.customer()));
        this.dateColumn = Shown.argument(recipe.columns().name(recipe.date()));
        this.amountColumn = Shown.argument(recipe.columns().name(recipe.amount()));
        this.least = Math.max(recipe.customer(), Math.max(recipe.date(), recipe.amount())) + 1;
    }

    /**
     * Reads a line.
     *
     * @return what it says, or null if it is left out
     * @throws BadInputException if it is bad and that ends the reading
     */
    @Nullable
    Entry read(Line line) {
        paidBack = false;
        int columns = recipe.layout().header().fields().size();
        if (line.fields() < least || line.isOverfull()) {
            return leaveOut(
                    Reason.WRONG_NUMBER_OF_FIELDS,
                    line,
                    (line.fields() == 1 && line.text(0).isEmpty() ? "an empty line" : line.fields() + " fields")
                            + " where the "
                            + (recipe.layout().preset().isEmpty()
                                            && recipe.columns().name(0).equals("1")
                                    ? "first line"
                                    : "header")
                            + " has " + columns);
        }
        Reason reason = Reason.NOT_COUNTED;
        try {
            String against = recipe.filters().against(line);
            if (against != null) {
                seeDate(line);
                excluded.add(Reason.NOT_COUNTED, line.number(), against);
                return null;
            }
            reason = Reason.NO_CUSTOMER;
            Optional<Customer> customer = recipe.customers().of(line.text(recipe.customer()), line.number());
            if (customer.isEmpty()) {
                seeDate(line);
                return nobody(line);
            }
            reason = Reason.BAD_DATE;
            LocalDate date = recipe.dates().read(dateText(line), dateColumn);
            see(date);
            reason = Reason.OTHER_CURRENCY;
            String currency = recipe.currencies().of(line);
            reason = Reason.BAD_AMOUNT;
            BigDecimal amount = amount(line, currency);
            if (recipe.asOf().isPresent() && date.isAfter(recipe.asOf().get())) {
                excluded.add(
                        Reason.AFTER_AS_OF,
                        line.number(),
                        "dated " + date + ", after the as-of day "
                                + recipe.asOf().get());
                return null;
            }
            String otherWay = againstItsSign(line, amount);
            if (otherWay != null) {
                excluded.add(Reason.NOT_COUNTED, line.number(), otherWay);
                return null;
            }
            if (amount.signum() < 0 && !line.text(recipe.refundCustomer()).isEmpty()) {
                customer = recipe.customers().of(line.text(recipe.refundCustomer()), line.number());
                if (customer.isEmpty()) {
                    return nobody(line);
                }
            }
            BigDecimal left = recipe.refunded() < 0 ? amount : lessRefunded(line, amount, currency);
            if (left == null) {
                return null;
            }
            reason = Reason.OTHER_CURRENCY;
            BigDecimal converted = recipe.currencies().converted(left, currency, date, line.number());
            BigDecimal rounded = roundedToCurrency(converted);
            reason = Reason.BAD_COST;
            BigDecimal cost = recipe.costs().read(line, rounded, pieces(line, currency), currency, date);
            return new Entry(customer.get(), date, rounded, group(line), cost, line.number());
        } catch (Fault e) {
            if (e.isSystematic()) {
                throw BadInputException.at(file, line.number(), e.what());
            }
            return leaveOut(reason, line, e.what());
        }
    }

    /** Why a line does not count that pays somebody else, or is a refund to the shop; null of sales and of refunds to customers. */
    private @Nullable String againstItsSign(Line line, BigDecimal amount) {
        Filters.Filter rows = recipe.refundRows();
        if (rows == null || amount.signum() == 0) {
            return null;
        }
        String value = line.text(rows.column());
        boolean refund = rows.counts(value);
        return refund == amount.signum() < 0
                ? null
                : rows.name() + " is " + Shown.quoted(value) + ", and the amount " + (refund ? "above" : "below")
                        + " 0";
    }

    private void see(LocalDate date) {
        if (lastDate == null || date.isAfter(lastDate)) {
            lastDate = date;
        }
    }

    /** A line that does not count may tell how far the data go; its date need not be readable. */
    private void seeDate(Line line) {
        recipe.dates().find(dateText(line)).ifPresent(this::see);
    }

    private String dateText(Line line) {
        String date = line.text(recipe.date());
        return recipe.time() < 0 ? date : (date + " " + line.text(recipe.time())).strip();
    }

    private @Nullable Entry nobody(Line line) {
        String text = line.text(recipe.customer());
        String what = "no customer in column " + customerColumn + (text.isEmpty() ? "" : " but " + Shown.quoted(text));
        if (recipe.customers().isNobodyStated()) {
            excluded.add(Reason.NO_CUSTOMER, line.number(), what);
            return null;
        }
        return leaveOut(Reason.NO_CUSTOMER, line, what + " (leave such lines out with --no-customer \"\")");
    }

    private BigDecimal amount(Line line, String currency) {
        BigDecimal amount = recipe.amounts().read(line.text(recipe.amount()), amountColumn, line.number(), currency);
        return recipe.quantity() < 0 ? amount : amount.multiply(pieces(line, currency));
    }

    /** By how many pieces the line's amount is multiplied. */
    private BigDecimal pieces(Line line, String currency) {
        return recipe.quantity() < 0
                ? BigDecimal.ONE
                : recipe.quantities()
                        .read(
                                line.text(recipe.quantity()),
                                Shown.argument(recipe.columns().name(recipe.quantity())),
                                line.number(),
                                currency);
    }

    /** The amount less what was paid back, or null if that was all of it. */
    private @Nullable BigDecimal lessRefunded(Line line, BigDecimal amount, String currency) {
        String text = line.text(recipe.refunded());
        if (text.isEmpty() || amount.signum() <= 0) {
            return amount;
        }
        BigDecimal refunded = recipe.amounts()
                .read(text, Shown.argument(recipe.columns().name(recipe.refunded())), line.number(), currency)
                .abs();
        BigDecimal left = amount.subtract(refunded);
        if (refunded.signum() > 0 && left.signum() <= 0) {
            paidBack = true;
            excluded.add(Reason.REFUNDED, line.number(), "all of " + amount.toPlainString() + " was paid back");
            return null;
        }
        return left;
    }

    private String group(Line line) {
        if (recipe.group() < 0) {
            return "";
        }
        String group = line.text(recipe.group());
        if (group.isEmpty()) {
            return NO_GROUP;
        }
        if (groups.add(group)) {
            String column = Shown.argument(recipe.columns().name(recipe.group()));
            if (group.indexOf(TextSource.DAMAGED) >= 0) {
                throw Fault.systematic(
                        Shown.quoted(group) + " in column " + column + " is not valid UTF-8 (see --charset)");
            }
            if (groups.size() > MOST_GROUPS) {
                throw Fault.systematic(
                        "--group-column " + Shown.quoted(recipe.columns().name(recipe.group()))
                                + " has more than the 12 groups of a report: " + MOST_GROUPS + " up to this line");
            }
        }
        return group;
    }

    private @Nullable Entry leaveOut(Reason reason, Line line, String what) {
        if (!recipe.lenient()) {
            throw BadInputException.at(file, line.number(), what);
        }
        excluded.add(reason, line.number(), what);
        return null;
    }

    private BigDecimal roundedToCurrency(BigDecimal exact) {
        int scale = recipe.currencies().scale();
        BigDecimal result = exact;
        if (exact.scale() != scale) {
            result = exact.setScale(scale, RoundingMode.HALF_EVEN);
            if (exact.scale() > scale) {
                BigDecimal moved = result.subtract(exact);
                if (moved.signum() != 0) {
                    rounded++;
                    roundedBy = roundedBy.add(moved);
                }
            }
        }
        if (result.unscaledValue().bitLength() > 62) {
            throw Fault.systematic("an amount of " + result.toPlainString() + " in column " + amountColumn
                    + " is more than can be counted: is the column one of amounts?");
        }
        return result;
    }

    /** How many amounts had more decimals than the currency. */
    long rounded() {
        return rounded;
    }

    /** Whether the last line that was left out says that its order was cancelled or paid back. */
    boolean isTakenBack(Line line) {
        return paidBack || recipe.filters().isTakenBack(line);
    }

    /** The last day of any line that has one, whether or not it counts. */
    Optional<LocalDate> lastDate() {
        return Optional.ofNullable(lastDate);
    }

    /** By how much rounding moved the total. */
    BigDecimal roundedBy() {
        return roundedBy;
    }
}
