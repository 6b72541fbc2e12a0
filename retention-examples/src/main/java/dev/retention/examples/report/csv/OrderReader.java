package dev.retention.examples.report.csv;

import dev.retention.examples.report.csv.Excluded.Reason;
import dev.retention.examples.report.csv.OrderBook.Entry;
import dev.retention.history.EventFilter.Refunds;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes orders of lines: puts those of one order together, tells refunds from orders, and notes what looks odd. */
final class OrderReader {

    /** Where lines come from, one after the other, null after the last. */
    @FunctionalInterface
    interface Source {
        /** The next line. */
        @Nullable
        Line next();
    }

    private final String file;
    private final Recipe recipe;
    private final Source source;
    private final Excluded excluded = new Excluded();
    private final LineReader reader;
    private final @Nullable OrderBook book;
    private final Days days = new Days();
    private final Occurrences belowZero = new Occurrences();
    private final Occurrences ofZero = new Occurrences();
    private @Nullable Iterator<Entry> settled;
    private BigDecimal refunded = BigDecimal.ZERO;
    private long refunds;
    private long sum;
    private long lines;
    private long orders;
    private long merged;

    OrderReader(String file, Recipe recipe, Source source) {
        this.file = file;
        this.recipe = recipe;
        this.source = source;
        this.reader = new LineReader(file, recipe, excluded);
        this.book = recipe.order() >= 0 || recipe.refunds() == Refunds.DEDUCT
                ? new OrderBook(recipe.once(), recipe.refunded() >= 0)
                : null;
    }

    /** The next order, or null after the last. */
    @Nullable
    Order next() {
        while (true) {
            Entry entry = book == null ? nextLine() : nextOf(book);
            if (entry == null) {
                return null;
            }
            Order order = order(entry);
            if (order != null) {
                return order;
            }
        }
    }

    /** What the next line that counts says. */
    private @Nullable Entry nextLine() {
        for (Line line = source.next(); line != null; line = source.next()) {
            lines++;
            Entry entry = reader.read(line);
            if (entry != null) {
                recipe.watched().see(line);
                return entry;
            }
        }
        checkAtEnd();
        return null;
    }

    private @Nullable Entry nextOf(OrderBook all) {
        if (settled == null) {
            for (Line line = source.next(); line != null; line = source.next()) {
                lines++;
                put(line, all);
            }
            checkAtEnd();
            all.removeTakenBack()
                    .forEach(each -> excluded.add(
                            Reason.NOT_COUNTED, each.line(), "a further line of its order is cancelled or paid back"));
            if (recipe.refunds() == Refunds.DEDUCT) {
                for (Entry late : all.deductRefunds()) {
                    excluded.add(Reason.REFUND, late.line(), "a refund before any order of its customer");
                    countRefund(late);
                }
            }
            settled = all.entries().iterator();
        }
        return settled.hasNext() ? settled.next() : null;
    }

    private void put(Line line, OrderBook all) {
        String number = line.text(recipe.order());
        if (recipe.once() && !number.isEmpty() && line.text(recipe.amount()).isEmpty() && all.knows(number)) {
            merged++;
            return;
        }
        Entry entry = reader.read(line);
        if (entry == null) {
            all.passOver(number, line.number());
            if (reader.isTakenBack(line)) {
                all.takeBack(number, line.number());
            }
            return;
        }
        recipe.watched().see(line);
        boolean keyed = recipe.lineKey() >= 0;
        long print = keyed ? Fingerprints.of(line.text(recipe.lineKey())) : line.fingerprint();
        OrderBook.Fate fate = all.add(number, entry, print);
        if (recipe.refunds() == Refunds.DEDUCT && entry.amount().signum() < 0 && fate != OrderBook.Fate.REPEATED) {
            belowZero.add(entry.line());
        }
        switch (fate) {
            case NEW -> {}
            case MERGED -> merged++;
            case REPEATED -> {
                if (keyed) {
                    merged++;
                } else {
                    excluded.add(Reason.REPEATED, line.number(), "an exact repeat of a line of its order");
                }
            }
        }
    }

    private void checkAtEnd() {
        recipe.amounts().checkThousands(file, recipe.currencies().reportCode());
        recipe.costs().amounts().checkThousands(file, recipe.currencies().reportCode());
    }

    /** The order that an entry is, or null if it is a refund and left out. */
    private @Nullable Order order(Entry entry) {
        BigDecimal amount = entry.amount();
        if (amount.signum() < 0 && recipe.refunds() != Refunds.DEDUCT) {
            belowZero.add(entry.line());
            if (recipe.refunds() == Refunds.REFUSE) {
                throw BadInputException.at(
                        file,
                        entry.line(),
                        "an amount of " + amount.toPlainString()
                                + " is below 0: say what that is with --refunds leave-out, deduct or count");
            }
            if (recipe.refunds() == Refunds.LEAVE_OUT) {
                excluded.add(
                        Reason.REFUND,
                        entry.line(),
                        "a refund of " + amount.negate().toPlainString());
                countRefund(entry);
                return null;
            }
        }
        if (amount.signum() == 0) {
            ofZero.add(entry.line());
        }
        addToSum(amount, entry.line());
        orders++;
        days.add(entry.date(), entry.line());
        entry.customer().ordered();
        return new Order(entry.customer().key(), entry.date(), amount, entry.group(), entry.cost());
    }

    private void countRefund(Entry refund) {
        refunds++;
        refunded = refunded.add(refund.amount());
    }

    /** Whatever the signs, no sum of some of the amounts is then beyond what can be counted. */
    private void addToSum(BigDecimal amount, long line) {
        try {
            sum = Math.addExact(sum, amount.unscaledValue().abs().longValueExact());
        } catch (ArithmeticException e) {
            throw BadInputException.at(
                    file,
                    line,
                    "the amounts add up to more than can be counted, some 92,000,000,000,000,000"
                            + ": is the column one of amounts?");
        }
    }

    Excluded excluded() {
        return excluded;
    }

    LineReader reader() {
        return reader;
    }

    /**
     * How the file was read.
     *
     * @param before what is known of the file before its lines are read
     */
    Reading reading(List<DataNote> before) {
        List<DataNote> notes = new ArrayList<>(before);
        notes.addAll(recipe.filters().notes());
        notes.addAll(recipe.customers().notes(recipe.columns().name(recipe.customer())));
        if (book != null && recipe.order() >= 0) {
            notes.addAll(book.notes(recipe.columns().name(recipe.order())));
        }
        notes.addAll(recipe.watched().notes());
        refundNote().ifPresent(notes::add);
        notes.addAll(excluded.notes(lines, Shown.argument(recipe.columns().name(recipe.customer())), recipe.asOf()));
        if (ofZero.count() > 0) {
            notes.add(new DataNote(
                    DataNote.Kind.AMOUNTS_OF_ZERO,
                    Shown.counted(ofZero.count(), "order") + (ofZero.count() == 1 ? " is" : " are")
                            + " of 0 and count as orders",
                    ofZero.count(),
                    ofZero.first()));
        }
        recipe.amounts().note(recipe.currencies().reportCode()).ifPresent(notes::add);
        recipe.costs().note().ifPresent(notes::add);
        recipe.currencies().note().ifPresent(notes::add);
        notes.addAll(days.notes());
        if (recipe.dates().zones().isWithoutEffect()) {
            notes.add(new DataNote(
                    DataNote.Kind.ZONE_WITHOUT_EFFECT,
                    "the zone has no effect: no date in column "
                            + Shown.argument(recipe.columns().name(recipe.date()))
                            + " names an offset, so that each day counts as written (see --source-zone)",
                    0,
                    List.of()));
        }
        return new Reading(
                words(), recipe.layout().preset().map(Preset::name), lines, merged, refunds, refunded, notes);
    }

    private Optional<DataNote> refundNote() {
        if (belowZero.count() == 0) {
            return Optional.empty();
        }
        String what = switch (recipe.refunds()) {
            case COUNT -> " and counted as an order like any other";
            case DEDUCT ->
                ": " + (belowZero.count() - refunds) + " lower the customer's latest order before, " + refunds
                        + " had none before and are left out";
            case LEAVE_OUT ->
                ", " + recipe.currencies().money(refunded)
                        + " in all: taken for refunds, which are no orders, and left out of every sum"
                        + " (--refunds deduct takes them off the orders before)";
            case REFUSE -> "";
        };
        return Optional.of(new DataNote(
                DataNote.Kind.AMOUNTS_BELOW_ZERO,
                Shown.counted(belowZero.count(), "amount") + (belowZero.count() == 1 ? " is" : " are") + " below 0"
                        + what,
                belowZero.count(),
                belowZero.first()));
    }

    private String words() {
        StringBuilder words = new StringBuilder(recipe.words());
        words.append("; ").append(Shown.counted(lines, "line")).append(", ").append(Shown.counted(orders, "order"));
        if (merged > 0) {
            words.append(", ").append(Shown.counted(merged, "further line")).append(" of orders");
        }
        if (excluded.count() > 0) {
            words.append(", ")
                    .append(String.format(Locale.ROOT, "%,d", excluded.count()))
                    .append(" left out: ");
            words.append(excluded.byReason().entrySet().stream()
                    .map((Map.Entry<Reason, Long> entry) -> String.format(Locale.ROOT, "%,d ", entry.getValue())
                            + entry.getKey().words())
                    .collect(Collectors.joining(", ")));
        }
        if (reader.rounded() > 0) {
            words.append("; ")
                    .append(Shown.counted(reader.rounded(), "amount"))
                    .append(" rounded line by line, which moves the total by ")
                    .append(reader.roundedBy().stripTrailingZeros().toPlainString());
        }
        if (refunds > 0) {
            words.append("; refunds of ").append(recipe.currencies().money(refunded.negate()));
        }
        return words.append('.').toString();
    }
}
