package dev.retention.rule;

import dev.retention.internal.store.LiveCursor;
import dev.retention.internal.store.LiveStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The numbers of one rule over a live store, moved customer by customer. */
final class LiveTable<K, C> {
    private final Rule<C> rule;
    private final LiveStore<K> store;
    private final LiveCursor<K> cursor;
    // What the rule says of the customer at hand, before a change and after it.
    private final Asked<C> before;
    private final Asked<C> after;
    private int afterAsOfBefore;
    private int afterAsOfAfter;
    private long eventsAfterAsOf;
    private long[] counts;
    private final Sums amounts;

    /** Counts all customers of a store. */
    LiveTable(Rule<C> rule, LiveStore<K> store) {
        this.rule = rule;
        this.store = store;
        this.cursor = store.open(rule.timeline(), rule.tracks());
        this.before = Asked.perCustomer(rule);
        this.after = Asked.perCustomer(rule, before.sink().groups());
        this.counts = new long[cells()];
        this.amounts = new Sums(counts.length);
        for (K customer : store.customers()) {
            lookAfter(customer);
            move();
        }
    }

    Rule<C> rule() {
        return rule;
    }

    private int cells() {
        GroupIndex groups = before.sink().groups();
        return groups == null ? rule.cells().size() : groups.size() * groups.cellsOfEach();
    }

    void lookBefore(K customer) {
        before.look(cursor.moveTo(customer));
        afterAsOfBefore = cursor.afterAsOf();
    }

    void lookAfter(K customer) {
        after.look(cursor.moveTo(customer));
        afterAsOfAfter = cursor.afterAsOf();
    }

    /** Moves the table by what was looked at, which is forgotten. */
    void move() {
        if (cells() > counts.length) {
            counts = Arrays.copyOf(counts, cells());
            amounts.grow(counts.length);
        }
        add(before.sink(), -1);
        add(after.sink(), 1);
        eventsAfterAsOf += afterAsOfAfter - afterAsOfBefore;
        afterAsOfBefore = 0;
        afterAsOfAfter = 0;
        forget();
    }

    /** Forgets what was looked at, so that a history that a rule kept fails when it is touched. */
    private void forget() {
        before.sink().clear();
        after.sink().clear();
        cursor.close();
    }

    private void add(CellSink named, int sign) {
        for (int i = 0; i < named.touchedSize(); i++) {
            int cell = named.touched(i);
            counts[cell] += sign;
            amounts.add(cell, named.amounts(), cell, sign);
        }
    }

    long count(C cell) {
        int at = before.find(cell);
        return at < 0 || at >= counts.length ? 0 : counts[at];
    }

    long eventsAfterAsOf() {
        return eventsAfterAsOf;
    }

    Tally<C> tally() {
        return Tally.of(
                rule,
                store.currency(rule.tracks()).orElse(null),
                Numbers.of(rule.cells(), before.sink().groups(), counts.clone(), amounts.copy()));
    }

    List<K> members(C cell) {
        int index = before.find(cell);
        List<K> members = new ArrayList<>();
        for (K customer : store.customers()) {
            lookAfter(customer);
            if (after.sink().holds(index)) {
                members.add(customer);
            }
        }
        forget();
        return members;
    }

    Explanation<K, C> explain(K customer) {
        Explanation<K, C> explanation = Explanation.of(customer, after, cursor.moveTo(customer));
        forget();
        return explanation;
    }

    /** The customers whom the same events put elsewhere in another table, whose data end later. */
    Restatement<K, C> changesTo(LiveTable<K, C> later) {
        List<Restatement.CustomerChange<K, C>> customers = new ArrayList<>();
        Map<C, long[]> totals = new LinkedHashMap<>();
        for (K customer : store.customers()) {
            Map<C, long[]> changed = new LinkedHashMap<>();
            lookAfter(customer);
            collect(after, -1, changed);
            later.lookAfter(customer);
            collect(later.after, 1, changed);
            List<Restatement.CellChange<C>> changes = changes(changed);
            if (!changes.isEmpty()) {
                customers.add(new Restatement.CustomerChange<>(customer, changes));
                for (Restatement.CellChange<C> change : changes) {
                    long[] total = totals.computeIfAbsent(change.cell(), unused -> new long[2]);
                    total[0] += change.customers();
                    total[1] = Math.addExact(total[1], change.amount());
                }
            }
        }
        forget();
        later.forget();
        return Restatement.of(later.rule.definition(), customers, changes(totals));
    }

    private static <C> void collect(Asked<C> asked, int sign, Map<C, long[]> into) {
        CellSink sink = asked.sink();
        for (int cell : sink.sorted()) {
            long[] numbers = into.computeIfAbsent(asked.cell(cell), unused -> new long[2]);
            numbers[0] += sign;
            long amount = sink.amounts().longExact(cell);
            numbers[1] = sign > 0 ? Math.addExact(numbers[1], amount) : Math.subtractExact(numbers[1], amount);
        }
    }

    private static <C> List<Restatement.CellChange<C>> changes(Map<C, long[]> numbers) {
        List<Restatement.CellChange<C>> changes = new ArrayList<>();
        numbers.forEach((cell, by) -> {
            if (by[0] != 0 || by[1] != 0) {
                changes.add(new Restatement.CellChange<>(cell, by[0], by[1]));
            }
        });
        return changes;
    }
}
