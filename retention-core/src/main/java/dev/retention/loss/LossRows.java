package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.EventFilter;
import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.movement.Spells;
import dev.retention.rule.Group;
import dev.retention.rule.Grouping;
import dev.retention.survival.Tenure;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;

/** Collects losses one by one, by the fold that counts them. */
final class LossRows<R> {
    private final LossSettings settings;
    private final LossFold fold;
    private final Visitor<R> visitor;
    private final EventFilter.View view;
    private final List<R> rows = new ArrayList<>();

    private LossRows(LossSettings settings, Timeline periods, Visitor<R> visitor) {
        this.settings = settings;
        this.fold = new LossFold(settings, periods);
        this.visitor = visitor;
        this.view = settings.events.view();
    }

    /** Makes rows of one customer. */
    private interface Visitor<R> {
        void visit(LossFold fold, History own, Consumer<R> rows);
    }

    private static <R> Collector<History, ?, List<R>> collector(
            LossSettings settings, Timeline periods, Visitor<R> visitor) {
        return Collector.of(
                () -> new LossRows<>(settings, periods, visitor), LossRows::add, LossRows::and, all -> all.rows);
    }

    private void add(History history) {
        History own = settings.own(history);
        visitor.visit(fold, settings.events.isAll() ? own : view.of(own), rows::add);
    }

    private LossRows<R> and(LossRows<R> others) {
        rows.addAll(others.rows);
        return this;
    }

    /** The losses of one period, in the order of the store. */
    static <K> Collector<History, ?, List<Loss<K>>> losses(
            LossSettings settings, Timeline periods, HistoryStore<K> store, int period) {
        return collector(settings, periods, (fold, own, rows) -> {
            LostCustomer customer = new LostCustomer(settings, own);
            fold.forEach(own, null, lost -> {
                if (lost.period() == period && !lost.isBack()) {
                    rows.accept(customer.loss(lost, store));
                }
            });
        });
    }

    /** When customers who were lost in a period came back after it, of those who did, in the order of the store. */
    @SuppressWarnings("unchecked") // histories carry keys without their type
    static <K> Collector<History, ?, List<Map.Entry<K, LocalDate>>> back(
            LossSettings settings, Timeline periods, int period) {
        Spells spells = requireNonNull(settings.spells, "spells");
        return collector(
                settings,
                periods,
                (fold, own, rows) -> fold.forEach(own, null, lost -> {
                    if (lost.period() == period && !lost.isBack()) {
                        spells.of(own).stream()
                                .map(Spells.Spell::start)
                                .filter(start -> start.toEpochDay() > lost.day())
                                .findFirst()
                                .ifPresent(start -> rows.accept(Map.entry((K) own.customer(), start)));
                    }
                }));
    }

    /** The groups of the customers who were lost in a period, by the names of groupings. */
    static <K> Map<K, SortedMap<String, Group>> groups(LossTable<K> whole, Period period, List<Grouping> groupings) {
        Map<K, SortedMap<String, Group>> groups = new HashMap<>();
        Set<String> names = new HashSet<>();
        for (Grouping grouping : groupings) {
            checkArgument(names.add(grouping.name()), "groupings must not be two named %s", grouping.name());
            whole.by(grouping)
                    .tables()
                    .forEach((group, table) -> table.inPeriod(period)
                            .members(LossItem.LOSSES)
                            .forEach(customer -> groups.computeIfAbsent(customer, unused -> new TreeMap<>())
                                    .put(grouping.name(), group)));
        }
        return groups;
    }

    /** A first stay, and by what it ended. */
    record Exit<C>(Tenure tenure, @Nullable C by) {
        C reason() {
            return requireNonNull(by, "by");
        }
    }

    /** The first stays of all customers, in the order of the store. */
    static <K, C> Collector<History, ?, List<Exit<C>>> exits(
            LossSettings settings, Timeline periods, HistoryStore<K> store, Function<? super Loss<K>, ? extends C> by) {
        Spells spells = requireNonNull(settings.spells, "spells");
        return collector(
                settings,
                periods,
                (fold, own, rows) -> spells.of(own).stream().limit(1).forEach(stay -> {
                    LossFold.Lost lost = fold.lost(own, stay);
                    rows.accept(new Exit<>(
                            Tenure.of((double) stay.tenureDays(), stay.ended()),
                            stay.ended() ? by.apply(new LostCustomer(settings, own).loss(lost, store)) : null));
                }));
    }
}
