package dev.retention.examples.report.csv;

import dev.retention.examples.report.csv.Customers.Customer;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the orders of a file until its end, where lines must be put together first: several lines of one order, refunds
 * that lower an order before.
 */
final class OrderBook {

    /** What one line says, or several of one order. */
    static final class Entry {
        private final Customer customer;
        private LocalDate date;
        private BigDecimal amount;
        private final String group;
        private final long line;
        private long firstLine;
        private long @Nullable [] furtherLines;
        private int size;

        Entry(Customer customer, LocalDate date, BigDecimal amount, String group, long line) {
            this.customer = customer;
            this.date = date;
            this.amount = amount;
            this.group = group;
            this.line = line;
        }

        Customer customer() {
            return customer;
        }

        LocalDate date() {
            return date;
        }

        BigDecimal amount() {
            return amount;
        }

        String group() {
            return group;
        }

        long line() {
            return line;
        }

        private boolean has(long fingerprint) {
            if (size > 0 && firstLine == fingerprint) {
                return true;
            }
            for (int i = 0; furtherLines != null && i < size - 1; i++) {
                if (furtherLines[i] == fingerprint) {
                    return true;
                }
            }
            return false;
        }

        /** Most orders have one line, and then need no array. */
        private void note(long fingerprint) {
            if (size == 0) {
                firstLine = fingerprint;
            } else {
                long[] all = furtherLines == null ? new long[2] : furtherLines;
                all = size - 1 == all.length ? Arrays.copyOf(all, 2 * all.length) : all;
                all[size - 1] = fingerprint;
                furtherLines = all;
            }
            size++;
        }
    }

    /** What became of a line. */
    enum Fate {
        /** It is a new order. */
        NEW,
        /** It belongs to an order that is there. */
        MERGED,
        /** It is there already. */
        REPEATED
    }

    private final boolean once;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Entry> byOrder = new HashMap<>();
    private final Map<String, Long> passedOver = new HashMap<>();
    private final Occurrences otherCustomer = new Occurrences();
    private final Occurrences otherAmount = new Occurrences();
    private final Occurrences otherDate = new Occurrences();

    /**
     * @param once whether the amounts of one order's lines are its total each, rather than parts of it
     */
    OrderBook(boolean once) {
        this.once = once;
    }

    /** Whether an order has been there, counted or not. */
    boolean knows(String order) {
        return byOrder.containsKey(order) || passedOver.containsKey(order);
    }

    /** Remembers an order that does not count, so that its further lines are known. */
    void passOver(String order, long line) {
        if (once && !order.isEmpty()) {
            passedOver.putIfAbsent(order, line);
        }
    }

    /** Takes a line of an order; one without a number is an order of its own. */
    Fate add(String order, Entry entry, long fingerprint) {
        if (order.isEmpty()) {
            entries.add(entry);
            return Fate.NEW;
        }
        Entry known = byOrder.get(order);
        String key = order;
        if (known != null && known.customer != entry.customer) {
            key = order + '\0' + entry.customer.key();
            known = byOrder.get(key);
            if (known == null) {
                otherCustomer.add(entry.line);
            }
        }
        if (once && known != null && known.amount.signum() > 0 && entry.amount.signum() < 0) {
            // What was paid back is no line of the order.
            key = key + "\0-";
            known = byOrder.get(key);
        }
        if (known == null) {
            entry.note(fingerprint);
            byOrder.put(key, entry);
            entries.add(entry);
            return Fate.NEW;
        }
        if (known.has(fingerprint)) {
            return Fate.REPEATED;
        }
        known.note(fingerprint);
        if (once) {
            if (known.amount.compareTo(entry.amount) != 0) {
                otherAmount.add(entry.line);
            }
        } else {
            known.amount = known.amount.add(entry.amount);
        }
        if (!entry.date.equals(known.date)) {
            otherDate.add(entry.line);
        }
        if (entry.date.isBefore(known.date)) {
            known.date = entry.date;
        }
        return Fate.MERGED;
    }

    List<Entry> entries() {
        return entries;
    }

    /** Takes every amount below 0 off the customer's latest order up to its day; returns those that found none. */
    List<Entry> deductRefunds() {
        Map<Customer, List<Entry>> refunds = new LinkedHashMap<>();
        for (Entry each : entries) {
            if (each.amount.signum() < 0) {
                refunds.computeIfAbsent(each.customer, unused -> new ArrayList<>())
                        .add(each);
            }
        }
        Map<Customer, List<Entry>> orders = new HashMap<>();
        for (Entry each : entries) {
            if (each.amount.signum() >= 0 && refunds.containsKey(each.customer)) {
                orders.computeIfAbsent(each.customer, unused -> new ArrayList<>())
                        .add(each);
            }
        }
        List<Entry> late = new ArrayList<>();
        refunds.forEach((customer, all) -> {
            for (Entry refund : all) {
                Entry latest = latest(orders.getOrDefault(customer, List.of()), refund.date);
                if (latest == null) {
                    late.add(refund);
                } else {
                    latest.amount = latest.amount.add(refund.amount);
                }
            }
        });
        Set<Entry> gone = Collections.newSetFromMap(new IdentityHashMap<>());
        refunds.values().forEach(gone::addAll);
        entries.removeIf(gone::contains);
        return late;
    }

    private static @Nullable Entry latest(List<Entry> orders, LocalDate day) {
        Entry latest = null;
        for (Entry each : orders) {
            if (!each.date.isAfter(day) && (latest == null || !each.date.isBefore(latest.date))) {
                latest = each;
            }
        }
        return latest;
    }

    /** Where lines of one order do not agree. */
    List<DataNote> notes(String column) {
        List<DataNote> notes = new ArrayList<>();
        note(
                        otherCustomer,
                        "of another customer than the first of its order, and counts as an order of its own",
                        column)
                .ifPresent(notes::add);
        note(otherDate, "with another date than the first of its order, whose earliest counts", column)
                .ifPresent(notes::add);
        note(otherAmount, "with another amount than the first of its order, which counts", column)
                .ifPresent(notes::add);
        return notes;
    }

    private static Optional<DataNote> note(Occurrences lines, String how, String column) {
        return lines.count() == 0
                ? Optional.empty()
                : Optional.of(new DataNote(
                        DataNote.Kind.ORDERS_THAT_DISAGREE,
                        Shown.counted(lines.count(), "line") + " " + how + ": is " + Shown.argument(column)
                                + " the order's number?",
                        lines.count(),
                        lines.first()));
    }
}
