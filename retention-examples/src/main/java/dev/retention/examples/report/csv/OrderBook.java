package dev.retention.examples.report.csv;

import dev.retention.examples.report.csv.Customers.Customer;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the orders of a file until its end, where lines must be put together first: several lines of one order, refunds
 * that lower an order before.
 */
final class OrderBook {

    private static final int FEW_LINES = 4;

    /** What one line says, or several of one order. */
    static final class Entry {
        private final Customer customer;
        private LocalDate date;
        private BigDecimal amount;
        private final String group;
        private @Nullable BigDecimal cost;
        private final long line;
        private long firstLine;
        private @Nullable Fingerprints furtherLines;
        private boolean noted;

        Entry(
                Customer customer,
                LocalDate date,
                BigDecimal amount,
                String group,
                @Nullable BigDecimal cost,
                long line) {
            this.customer = customer;
            this.date = date;
            this.amount = amount;
            this.group = group;
            this.cost = cost;
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

        /** What it cost; null where no column says so. */
        @Nullable
        BigDecimal cost() {
            return cost;
        }

        long line() {
            return line;
        }

        /** Takes what another line says, with its sign. */
        private void add(Entry other) {
            amount = amount.add(other.amount);
            cost = cost == null || other.cost == null ? cost : cost.add(other.cost);
        }

        /** Notes a line, and says whether it was not noted yet; most orders have one line, and then need no set. */
        private boolean note(long fingerprint) {
            if (!noted) {
                noted = true;
                firstLine = fingerprint;
                return true;
            }
            if (firstLine == fingerprint) {
                return false;
            }
            Fingerprints all = furtherLines == null ? new Fingerprints(FEW_LINES) : furtherLines;
            furtherLines = all;
            return all.add(fingerprint);
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
    private final boolean lessRefunded;
    private final Map<String, Long> takenBack = new LinkedHashMap<>();
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Entry> byOrder = new HashMap<>();
    private final Map<String, Long> passedOver = new HashMap<>();
    private final Occurrences otherCustomer = new Occurrences();
    private final Occurrences otherAmount = new Occurrences();
    private final Occurrences otherDate = new Occurrences();
    private final Occurrences stateDiffers = new Occurrences();

    /**
     * @param once whether the amounts of one order's lines are its total each, rather than parts of it
     * @param lessRefunded whether amounts are less what was paid back, so that a lower one is a later one
     */
    OrderBook(boolean once, boolean lessRefunded) {
        this.once = once;
        this.lessRefunded = lessRefunded;
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

    /** Remembers that a line says that its order was cancelled or paid back. */
    void takeBack(String order, long line) {
        if (!order.isEmpty()) {
            takenBack.putIfAbsent(order, line);
        }
    }

    /** Takes out the orders whose totals count on one line and were cancelled or paid back on another, which is the later one. */
    List<Entry> removeTakenBack() {
        Set<Entry> gone = Collections.newSetFromMap(new IdentityHashMap<>());
        takenBack.forEach((order, line) -> {
            Entry known = byOrder.get(order);
            if (known != null) {
                stateDiffers.add(line);
                if (once) {
                    gone.add(known);
                }
            }
        });
        if (gone.isEmpty()) {
            return List.of();
        }
        List<Entry> removed = entries.stream().filter(gone::contains).toList();
        entries.removeIf(gone::contains);
        return removed;
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
        if (!known.note(fingerprint)) {
            return Fate.REPEATED;
        }
        if (once) {
            if (known.amount.compareTo(entry.amount) != 0) {
                otherAmount.add(entry.line);
                known.amount = lessRefunded ? known.amount.min(entry.amount) : known.amount;
            }
        } else {
            known.add(entry);
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
        // Of the orders of a day the last one of the file.
        Map<Customer, TreeMap<LocalDate, Entry>> orders = new HashMap<>();
        for (Entry each : entries) {
            if (each.amount.signum() >= 0 && refunds.containsKey(each.customer)) {
                orders.computeIfAbsent(each.customer, unused -> new TreeMap<>()).put(each.date, each);
            }
        }
        List<Entry> late = new ArrayList<>();
        refunds.forEach((customer, all) -> {
            for (Entry refund : all) {
                TreeMap<LocalDate, Entry> own = orders.get(customer);
                Map.Entry<LocalDate, Entry> latest = own == null ? null : own.floorEntry(refund.date);
                if (latest == null) {
                    late.add(refund);
                } else {
                    latest.getValue().add(refund);
                }
            }
        });
        Set<Entry> gone = Collections.newSetFromMap(new IdentityHashMap<>());
        refunds.values().forEach(gone::addAll);
        entries.removeIf(gone::contains);
        return late;
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
        note(
                        otherAmount,
                        lessRefunded
                                ? "with another amount than the first of its order, of which the lower counts"
                                : "with another amount than the first of its order, which counts",
                        column)
                .ifPresent(notes::add);
        if (stateDiffers.count() > 0) {
            notes.add(new DataNote(
                    DataNote.Kind.ORDERS_THAT_DISAGREE,
                    Shown.counted(stateDiffers.count(), "order") + " by " + Shown.argument(column)
                            + (stateDiffers.count() == 1 ? " counts" : " count")
                            + " on one line and " + (stateDiffers.count() == 1 ? "is" : "are")
                            + " cancelled or paid back on another: "
                            + (once
                                    ? "left out, since that is the later state"
                                    : "the lines that count stay; is all of it void?"),
                    stateDiffers.count(),
                    stateDiffers.first()));
        }
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
