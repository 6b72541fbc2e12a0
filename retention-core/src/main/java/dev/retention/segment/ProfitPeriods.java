package dev.retention.segment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.internal.Checks;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the periods in which a customer bought or was served, and adds up what that brought and cost. Stands before the first one
 * until {@link #next} is called.
 */
final class ProfitPeriods {
    private static final int NONE = Integer.MAX_VALUE;

    private final ProfitCosts costs;
    private @Nullable History orders;
    private @Nullable History contacts;
    private int costColumn;
    private int serviceColumn;
    private int order;
    private int contact;
    // The periods of the next order and contact.
    private int nextOrder;
    private int nextContact;

    // Of the present period.
    private int period;
    private boolean bought;
    private long revenue;
    private long cost;
    private int contactsCounted;
    private long served;
    private long service;
    private boolean leftOut;
    private long leftOutAmount;

    ProfitPeriods(ProfitCosts costs) {
        this.costs = costs;
    }

    /** Starts with another customer. */
    void startWith(History history) {
        checkArgument(history.currency().isPresent(), "the orders must have amounts");
        orders = history;
        costColumn = costs.column() == null ? -1 : history.column(costs.column());
        order = 0;
        contact = 0;
        nextOrder = history.size() > 0 ? history.period(0) : NONE;
        nextContact = NONE;
        CostToServe serving = costs.service();
        if (serving != null) {
            History of = history.track(serving.track());
            contacts = of;
            serving.check(of.currency());
            serviceColumn = serving.columnOf(of);
            nextContact = of.size() > 0 ? of.period(0) : NONE;
        }
    }

    /** Moves to the next period with orders or contacts, if there is one. */
    boolean next() {
        period = Math.min(nextOrder, nextContact);
        if (period == NONE) {
            return false;
        }
        bought = false;
        revenue = 0;
        cost = 0;
        leftOut = false;
        leftOutAmount = 0;
        contactsCounted = 0;
        served = 0;
        service = 0;
        if (nextOrder == period) {
            takeOrders(requireNonNull(orders));
        }
        if (nextContact == period) {
            takeContacts(requireNonNull(contacts), requireNonNull(costs.service()));
        }
        return true;
    }

    private void takeOrders(History history) {
        int size = history.size();
        do {
            long amount = history.amount(order);
            if (costColumn < 0) {
                bought = true;
                revenue = Checks.sum(revenue, amount, "revenue");
            } else if (history.hasValue(costColumn, order)) {
                bought = true;
                revenue = Checks.sum(revenue, amount, "revenue");
                cost = Checks.sum(cost, history.money(costColumn, order), "cost");
            } else {
                leaveOut(history, order, costs.column());
                leftOutAmount = Checks.sum(leftOutAmount, amount, "what is left out");
            }
            order++;
            nextOrder = order < size ? history.period(order) : NONE;
        } while (nextOrder == period);
    }

    private void takeContacts(History history, CostToServe serving) {
        int size = history.size();
        do {
            if (serving.isKnown(history, serviceColumn, contact)) {
                contactsCounted++;
                served = Checks.sum(served, serving.value(history, serviceColumn, contact), "service");
            } else {
                leaveOut(history, contact, serving.column().orElseThrow());
            }
            contact++;
            nextContact = contact < size ? history.period(contact) : NONE;
        } while (nextContact == period);
        service = serving.cost(served, requireNonNull(orders));
        cost = Checks.sum(cost, service, "cost");
    }

    private void leaveOut(History history, int event, @Nullable String column) {
        checkArgument(
                costs.lenient(),
                "column (%s) must have a value for the event on %s, which is event %s of the customer: cost unknown is not 0;"
                        + " if it is a refund or return, take counting(EventFilter.of(...).refundedBy(code)) to lower the"
                        + " order by it, else lenient() to leave such events out",
                column,
                history.date(event),
                event + 1);
        leftOut = true;
    }

    int period() {
        return period;
    }

    /** Whether there was an order that counts. */
    boolean bought() {
        return bought;
    }

    long revenue() {
        return revenue;
    }

    /** What orders and contacts cost. */
    long cost() {
        return cost;
    }

    long profit() {
        return Math.subtractExact(revenue, cost);
    }

    /** How many contacts count. */
    int contacts() {
        return contactsCounted;
    }

    /** The minutes, where contacts cost these. */
    long minutes() {
        return served;
    }

    long service() {
        return service;
    }

    boolean leftOut() {
        return leftOut;
    }

    long leftOutAmount() {
        return leftOutAmount;
    }
}
