package dev.retention.examples.report;

import dev.retention.examples.report.count.RevenueSource;
import dev.retention.examples.report.csv.BadInputException;
import dev.retention.examples.report.csv.CsvSubscriptions;
import dev.retention.examples.report.csv.Rows;
import dev.retention.examples.report.csv.Subscription;
import dev.retention.examples.report.figures.Unit;
import dev.retention.history.HistoryStore;
import dev.retention.movement.BillingInterval;
import dev.retention.movement.ContractChange;
import dev.retention.movement.ContractValue;
import dev.retention.movement.Contracts;
import dev.retention.movement.Contracts.Booking;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a file of subscriptions to its end and makes changes of recurring value of them. */
public final class Subscriptions {

    /** How the library names a row that it cannot use, by its number among those handed over. */
    private static final Pattern ROW = Pattern.compile("row ([0-9]{1,18}) \\(.*\\) (must .*)", Pattern.DOTALL);

    private static final Pattern OTHER = Pattern.compile("while row ([0-9]{1,18}) of its subscription");

    private static final int MONTHS_OF_A_YEAR = 12;

    /** Codes that mean something else than an end. */
    private static final Set<String> RESERVED =
            Set.of(Contracts.STARTED, Contracts.CHANGED, Contracts.FX, Contracts.DUE, Contracts.ANNOUNCED);

    private Subscriptions() {}

    /**
     * Reads the subscriptions.
     *
     * @param named whether customers may be named; if not, no line is shown
     * @throws BadInputException if a line is bad, or no subscription is left
     */
    public static RevenueSource read(CsvSubscriptions file, boolean named) {
        List<Subscription> rows = file.read();
        LocalDate asOf = file.statedAsOf().or(file::lastDate).orElse(LocalDate.EPOCH);
        Unit unit = new Unit(file.currency());
        Contracts<Subscription, String> contracts =
                contracts(file, asOf).leavingOut(told -> leaveOut(file, rows, told, named));
        List<ContractChange<Subscription, String>> changes = contracts.changes(rows);
        HistoryStore<String> store =
                contracts.reader(unit.currency(), RoundingMode.HALF_EVEN).from(changes);
        if (store.firstDay().isEmpty() || store.firstDay().get().isAfter(asOf)) {
            throw Orders.nothingLeft(file.name(), "subscriptions", file.excluded(), "");
        }
        return new RevenueSource(
                file.name(),
                file.isSimulated(),
                store,
                changes.stream()
                        .map(each -> List.of(each.customer(), each.subscription()))
                        .distinct()
                        .count(),
                file.statedAsOf(),
                asOf,
                unit,
                Orders.leftOut(file.excluded(), named),
                Orders.howRead(file.reading(), named),
                file.isSnapshot(),
                new RevenueSource.Tells(
                        file.names("plan"),
                        file.names("family"),
                        file.names("quantity"),
                        file.names("mode"),
                        file.names("reason")));
    }

    private static Contracts<Subscription, String> contracts(CsvSubscriptions file, LocalDate asOf) {
        Contracts<Subscription, String> contracts = Contracts.<Subscription, String>of(
                        Subscription::customer, Subscription::subscription)
                .from(Subscription::start)
                .worth(ContractValue.of(Subscription::value).quantity(Subscription::quantity))
                .plan(row -> named(row.plan()))
                .family(row -> named(row.family()))
                .endedBy(row -> mode(row.mode()))
                .reasons(row -> named(row.reason()))
                .terms(row -> isYearly(row.interval()) ? row.interval() : null, asOf);
        return file.rows() == Rows.CHANGE
                ? contracts.untilNext()
                : contracts.until(Subscription::end).cancelledOn(Subscription::notice, Booking.PAID_TERM_OVER);
    }

    /** Only terms of a year and more are told: what is charged by the month is due every month. */
    private static boolean isYearly(@Nullable BillingInterval interval) {
        return interval != null
                && (interval.unit() == BillingInterval.Unit.YEAR
                        || (interval.unit() == BillingInterval.Unit.MONTH && interval.count() >= MONTHS_OF_A_YEAR));
    }

    /** A mode of ending as a code; a file may use words that mean something else there. */
    private static @Nullable String mode(String mode) {
        return mode.isEmpty() ? null : RESERVED.contains(mode) ? mode + " (mode)" : mode;
    }

    private static @Nullable String named(String text) {
        return text.isEmpty() ? null : text;
    }

    /** Says by lines of the file what the library says by rows. */
    private static void leaveOut(CsvSubscriptions file, List<Subscription> rows, String told, boolean named) {
        Matcher row = ROW.matcher(told);
        if (!row.matches()) {
            throw new IllegalStateException(told);
        }
        Subscription bad = rows.get(Integer.parseInt(row.group(1)) - 1);
        String what = OTHER.matcher(row.group(2))
                .replaceAll(other -> "while line "
                        + rows.get(Integer.parseInt(other.group(1)) - 1).line() + " of its subscription");
        file.leaveOut(
                bad.line(),
                (named ? "customer " + bad.customer() + ", subscription " + bad.subscription() + ": " : "") + what);
    }
}
