package dev.retention.examples.report.csv;

import dev.retention.examples.report.csv.Customers.Customer;
import dev.retention.examples.report.csv.Excluded.Reason;
import dev.retention.examples.report.csv.Statuses.Meaning;
import dev.retention.movement.MonthlyValue;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what one line says of a subscription: whose, from when until when, worth what; or why it is left out. */
final class SubscriptionReader {

    private final String file;
    private final SubscriptionRecipe recipe;
    private final Excluded excluded;
    private final boolean named;
    private final SubscriptionPrices prices;
    private final Tenures tenures;
    private final Set<List<Object>> known = new HashSet<>();
    private @Nullable LocalDate lastDate;
    private String whose = "";

    /** @param named whether messages may name customers */
    SubscriptionReader(String file, SubscriptionRecipe recipe, Excluded excluded, boolean named) {
        this.file = file;
        this.recipe = recipe;
        this.excluded = excluded;
        this.named = named;
        this.prices = new SubscriptionPrices(recipe);
        this.tenures = new Tenures(recipe);
    }

    /**
     * Reads a line.
     *
     * @return what it says, or null if it is left out
     * @throws BadInputException if it is bad and that ends the reading
     */
    @Nullable
    Subscription read(Line line) {
        whose = "";
        Reason[] phase = {Reason.NOT_COUNTED};
        try {
            return read(line, phase);
        } catch (NotCountedException e) {
            excluded.add(e.reason(), line.number(), whose + e.getMessage());
            return null;
        } catch (Fault e) {
            if (e.isSystematic() || !recipe.lenient()) {
                throw BadInputException.at(file, line.number(), whose + e.what());
            }
            excluded.add(phase[0], line.number(), whose + e.what());
            return null;
        }
    }

    private Subscription read(Line line, Reason[] phase) {
        int columns = recipe.layout().header().fields().size();
        phase[0] = Reason.WRONG_NUMBER_OF_FIELDS;
        int first = recipe.has(Role.TENURE) ? recipe.column(Role.TENURE) : recipe.column(Role.START);
        int least = Math.max(recipe.column(Role.CUSTOMER), Math.max(first, recipe.priced())) + 1;
        if (line.fields() < least || line.isOverfull()) {
            throw Fault.of((line.fields() == 1 && line.text(0).isEmpty() ? "an empty line" : line.fields() + " fields")
                    + " where the header has " + columns);
        }
        phase[0] = Reason.NOT_COUNTED;
        String against = recipe.filters().against(line);
        if (against != null) {
            throw new NotCountedException(Reason.NOT_COUNTED, against);
        }
        phase[0] = Reason.NO_CUSTOMER;
        Customer customer = customer(line);
        String subscription = subscription(line);
        whose = named
                ? "customer " + Shown.oneLine(customer.key(), 60)
                        + (recipe.has(Role.SUBSCRIPTION) ? ", subscription " + Shown.oneLine(subscription, 60) : "")
                        + ": "
                : "";
        Meaning meaning = recipe.statuses().of(text(line, Role.STATUS), recipe.name(Role.STATUS), line.number());
        phase[0] = Reason.BAD_DATE;
        Subscription days = days(line, customer.key(), subscription, meaning);
        phase[0] = Reason.BAD_AMOUNT;
        boolean none = recipe.rows() == Rows.CHANGE && meaning != Meaning.COUNTS;
        MonthlyValue value = none ? MonthlyValue.ZERO : prices.value(line, days.start(), phase);
        if (meaning != Meaning.COUNTS && recipe.rows() == Rows.STATE && value.equals(MonthlyValue.ZERO)) {
            prices.endedWithoutValue(line);
        }
        Subscription read = new Subscription(
                line.number(),
                customer.key(),
                subscription,
                days.start(),
                days.end(),
                days.notice(),
                value,
                none ? 0 : prices.quantity(line),
                text(line, Role.PLAN),
                text(line, Role.FAMILY),
                days.mode(),
                text(line, Role.REASON),
                none ? null : prices.interval());
        checkNew(read);
        customer.ordered();
        return read;
    }

    private void checkNew(Subscription read) {
        if (recipe.has(Role.SUBSCRIPTION)
                && !known.add(List.of(
                        read.customer(),
                        read.subscription(),
                        read.start(),
                        String.valueOf(read.end()),
                        read.value(),
                        read.plan()))) {
            throw new NotCountedException(Reason.REPEATED, "the same as a line before");
        }
    }

    private Customer customer(Line line) {
        String text = line.text(recipe.column(Role.CUSTOMER));
        Optional<Customer> customer = recipe.customers().of(text, line.number());
        if (customer.isPresent()) {
            return customer.get();
        }
        String what = "no customer in column " + recipe.name(Role.CUSTOMER)
                + (text.isEmpty() ? "" : " but " + Shown.quoted(text));
        if (recipe.customers().isNobodyStated()) {
            throw new NotCountedException(Reason.NO_CUSTOMER, what);
        }
        throw Fault.of(what + " (leave such lines out with --no-customer \"\")");
    }

    /** What tells a customer's subscriptions apart; without a column each state is one of its own. */
    private String subscription(Line line) {
        if (recipe.has(Role.SUBSCRIPTION)) {
            return text(line, Role.SUBSCRIPTION);
        }
        return recipe.rows() == Rows.STATE ? "line " + line.number() : "";
    }

    /** The days and how it ended; the other parts are put in later. */
    private Subscription days(Line line, String customer, String subscription, Meaning meaning) {
        LocalDate start = recipe.has(Role.TENURE) ? tenures.start(line) : date(line, Role.START);
        if (start == null) {
            throw neverBegun(line, meaning);
        }
        see(start);
        LocalDate end = null;
        LocalDate notice = date(line, Role.CANCELLED);
        String mode = recipe.mode(text(line, Role.MODE));
        switch (recipe.rows()) {
            case MONTH -> {
                start = start.withDayOfMonth(1);
                end = start.plusMonths(1);
                see(end.minusDays(1));
            }
            case CHANGE -> {}
            case STATE -> {
                if (meaning == Meaning.DOES_NOT_COUNT) {
                    throw notCounted(line);
                }
                end = recipe.has(Role.TENURE) ? tenures.end(line) : end(line, meaning, notice);
                mode = meaning == Meaning.PAUSED ? "paused" : mode;
                LocalDate trialEnd = recipe.statuses().countsTrials() ? null : date(line, Role.TRIAL_END);
                boolean tried = trialEnd != null && trialEnd.isAfter(start);
                start = trialEnd != null && tried ? trialEnd : start;
                if (end != null && end.isBefore(start) && !tried) {
                    throw Fault.of("ends on " + end + ", before it begins on " + start);
                }
                if (end != null && !end.isAfter(start)) {
                    throw new NotCountedException(
                            Reason.NOT_COUNTED,
                            tried ? "ended within its trial" : "ends on the day on which it begins, " + start);
                }
            }
        }
        Optional<LocalDate> asOf = recipe.asOf();
        if (asOf.isPresent() && start.isAfter(asOf.get())) {
            throw new NotCountedException(
                    Reason.AFTER_AS_OF, "begins on " + start + ", after the as-of day " + asOf.get());
        }
        return new Subscription(
                line.number(),
                customer,
                subscription,
                start,
                end,
                notice,
                MonthlyValue.ZERO,
                0,
                "",
                "",
                mode,
                "",
                null);
    }

    /** What a line without a start is: of a trial or one that is yet to begin, of one that ended before it began, or bad. */
    private RuntimeException neverBegun(Line line, Meaning meaning) {
        String none = "no date in column " + recipe.name(Role.START);
        if (recipe.rows() == Rows.STATE && meaning == Meaning.DOES_NOT_COUNT) {
            return notCounted(line);
        }
        return recipe.isBegunOnlyWithStart() && meaning != Meaning.COUNTS
                ? new NotCountedException(Reason.NOT_COUNTED, none + ": never begun")
                : Fault.of(none);
    }

    private NotCountedException notCounted(Line line) {
        return new NotCountedException(Reason.NOT_COUNTED, "status " + Shown.quoted(text(line, Role.STATUS)));
    }

    private @Nullable LocalDate end(Line line, Meaning meaning, @Nullable LocalDate notice) {
        LocalDate end = date(line, Role.END);
        boolean noStatus = text(line, Role.STATUS).isEmpty();
        switch (meaning) {
            case ENDED -> {
                end = end == null ? notice : end;
                if (end == null) {
                    throw Fault.of(
                            "status " + Shown.quoted(text(line, Role.STATUS)) + ", and no column says since when");
                }
                see(end);
            }
            case PAUSED -> {
                LocalDate paused = date(line, Role.PAUSED);
                if (paused == null) {
                    throw notCounted(line);
                }
                see(paused);
                end = end == null || paused.isBefore(end) ? paused : end;
            }
            default -> {
                // Without a status a day of notice is all that tells of an end.
                end = end == null && noStatus ? notice : end;
                if (noStatus && notice != null) {
                    see(notice);
                }
            }
        }
        return end;
    }

    private @Nullable LocalDate date(Line line, Role role) {
        String text = text(line, role);
        return text.isEmpty() ? null : recipe.dates().read(recipe.dayText(text), recipe.name(role));
    }

    private void see(LocalDate date) {
        if (lastDate == null || date.isAfter(lastDate)) {
            lastDate = date;
        }
    }

    private String text(Line line, Role role) {
        return line.text(recipe.column(role));
    }

    /** The last day on which something is known to have happened. */
    Optional<LocalDate> lastDate() {
        return Optional.ofNullable(lastDate);
    }

    /** The prices. */
    SubscriptionPrices prices() {
        return prices;
    }
}
