package dev.retention.examples.review.count;

import dev.retention.examples.report.count.ServiceSource;
import dev.retention.examples.report.count.Source;
import dev.retention.loss.LossCauses;
import dev.retention.loss.LossValue;
import dev.retention.loss.Losses;
import dev.retention.loss.Scoreboard;
import dev.retention.loss.Signals;
import dev.retention.loss.Traits;
import dev.retention.movement.Contracts;
import dev.retention.movement.CustomerChurn;
import dev.retention.movement.CustomerMovements;
import dev.retention.movement.Movements;
import dev.retention.movement.RecurringRevenue;
import dev.retention.movement.RenewalTable;
import dev.retention.movement.Renewals;
import dev.retention.movement.RevenueMovements;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Group;
import dev.retention.rule.Grouping;
import dev.retention.rule.Grouping.Reading;
import dev.retention.rule.Measure;
import dev.retention.rule.Measured;
import dev.retention.rule.Sweep;
import dev.retention.segment.CustomerProfit;
import dev.retention.segment.GroupTable;
import dev.retention.segment.ReferralTable;
import dev.retention.segment.Referrals;
import dev.retention.service.Signal;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The tables of the library that a review is made of. */
final class Tables {

    /** What customers are worth is told in so many classes. */
    private static final int CLASSES = 4;

    /** Who leaves within so many days of coming, and of orders the gap, leaves early. */
    static final int EARLY_DAYS = 90;

    private static final int YEAR = 365;
    private static final String TENURE = "days since the first day";
    private static final int THREADS = Math.min(8, Runtime.getRuntime().availableProcessors());

    private final ReviewSource source;
    private final ReviewTime time;
    private final Terms terms;
    private final Sweep<String> sweep;
    private final Set<String> classes = new TreeSet<>();
    private final Optional<RenewalTable<String>> renewals;
    private final Optional<ReferralTable<String>> referrals;

    Tables(ReviewSource source, ReviewTime time, Terms terms) {
        this.source = source;
        this.time = time;
        this.terms = terms;
        this.sweep = Sweep.over(source.all()).threads(THREADS);
        this.renewals = source.has(ReviewSource.RENEWALS)
                ? Optional.of(Renewals.over(time.timeline()).of(source.all().track(ReviewSource.RENEWALS)))
                : Optional.empty();
        this.referrals = source.has(Referrals.TRACK)
                ? Optional.of(Referrals.over(time.timeline())
                        .on(ServiceSource.BASE, Referrals.TRACK)
                        .of(sweep))
                : Optional.empty();
    }

    Sweep<String> sweep() {
        return sweep;
    }

    /** What became of terms that ended, if that was told. */
    Optional<RenewalTable<String>> renewals() {
        return renewals;
    }

    private boolean isOfOrders() {
        return source.kind() == ReviewSource.Kind.ORDERS;
    }

    /** The five metrics, as far as there are data. */
    Scoreboard<String> scoreboard() {
        Timeline periods = time.timeline();
        Scoreboard<String> ended = isOfOrders()
                ? ofOrders()
                : ofRevenue(RecurringRevenue.over(periods).of(sweep));
        Scoreboard<String> board = renewals.map(table -> ended.renewals(table, table.by(Renewals.presentReason())))
                .orElse(ended);
        Map<String, ByGroup<ReferralTable<String>>> by =
                referrals.map(this::byReferrer).orElse(Map.of());
        return by.isEmpty()
                ? board
                : board.referrals(
                        referrals.orElseThrow(), by.values().iterator().next());
    }

    /** Who was referred, by what the referrer was, if that was told; what is told first is the scoreboard's. */
    Optional<Map<String, Map<Group, ReferralTable<String>>>> byReferrer() {
        return referrals.map(table -> {
            Map<String, Map<Group, ReferralTable<String>>> all = new LinkedHashMap<>();
            byReferrer(table).forEach((name, by) -> all.put(name, by.tables()));
            return all;
        });
    }

    private Map<String, ByGroup<ReferralTable<String>>> byReferrer(ReferralTable<String> table) {
        Map<String, ByGroup<ReferralTable<String>>> by = new LinkedHashMap<>();
        List<String> columns = source.all().track(Referrals.TRACK).columns();
        Stream.concat(Stream.of(Contracts.PLAN), source.attributes().stream())
                .distinct()
                .filter(name -> columns.contains(ReviewSource.REFERRERS + name))
                .forEach(name -> by.put(name, table.byReferrer(ReviewSource.REFERRERS + name)));
        by.put("days with us", table.byReferrerTenure(YEAR));
        return by;
    }

    /** Who came and left by the same rule as the losses. */
    private Scoreboard<String> ofOrders() {
        Scoreboard<String> board = Scoreboard.of(
                CustomerChurn.over(time.timeline(), source.service().spells()).of(sweep));
        if (source.group().isEmpty()) {
            return board;
        }
        CustomerProfit profit = CustomerProfit.over(time.timeline());
        return board.groups(
                GroupTable.of((hasCosts() ? profit.cost(Source.COST) : profit).of(sweep), group(Reading.AT_PERIOD)));
    }

    /** Whether profit is known. */
    boolean hasCosts() {
        return source.base().columns().contains(Source.COST);
    }

    /** By the column of orders that the user named. */
    private Grouping group(Reading reading) {
        return Grouping.ofCode(source.group().orElseThrow(), reading, code -> code.isEmpty() ? null : code);
    }

    /** What new customers spent in the periods in which they came; of orders. */
    Optional<Movements<String>> movements() {
        return isOfOrders()
                ? Optional.of(CustomerMovements.over(time.timeline()).of(sweep))
                : Optional.empty();
    }

    private Scoreboard<String> ofRevenue(RevenueMovements<String> revenue) {
        Scoreboard<String> board = Scoreboard.of(revenue);
        return source.plans()
                ? board.groups(GroupTable.of(revenue, Grouping.ofColumn(Contracts.PLAN, Reading.AT_PERIOD)))
                : board;
    }

    /** How losses are counted: what they were worth, why they went, and what was heard before. */
    Losses losses() {
        Losses losses = Losses.over(time.timeline(), source.service().spells())
                .on(ServiceSource.BASE)
                .worth(isOfOrders() ? LossValue.ofOrders() : LossValue.recurring())
                .by(causes())
                .early(source.gapDays() + EARLY_DAYS);
        List<Signal> heard = Asked.heard(source);
        return heard.isEmpty() ? losses : losses.listening(terms.days(), heard.toArray(Signal[]::new));
    }

    private LossCauses causes() {
        List<String> columns = source.base().columns();
        LossCauses causes = !source.reasons()
                ? LossCauses.notRecorded()
                : columns.contains(Contracts.REASON_NOW)
                        ? LossCauses.recordedIn(Contracts.REASON, Contracts.REASON_NOW)
                        : LossCauses.recordedIn(Contracts.REASON);
        String[] involuntary = terms.involuntary().stream()
                .filter(source.service().spells().endCodes()::contains)
                .toArray(String[]::new);
        causes = involuntary.length == 0 ? causes : causes.involuntary(involuntary);
        return terms.unavoidable().isEmpty() || !source.reasons()
                ? causes
                : causes.unavoidable(terms.unavoidable().toArray(String[]::new));
    }

    /** How signals are asked of what they told, if any can be. */
    Optional<Signals> signals() {
        Collection<Signal> asked = Asked.signals(source).values();
        if (asked.isEmpty()) {
            return Optional.empty();
        }
        // Who shows a signal is to be asked soon after, however long the periods of the review are.
        Timeline known =
                Timeline.monthly(source.asOf()).from(time.timeline().first().firstDay());
        for (Signal signal : asked) {
            for (String track : signal.tracks()) {
                known = source.service().since(track, terms.days(), known);
            }
        }
        // Of what was before the files begin they tell nothing.
        return known.first().firstDay().isAfter(time.period().firstDay())
                ? Optional.empty()
                : Optional.of(Signals.over(known, source.service().spells())
                        .on(ServiceSource.BASE)
                        .within(terms.days())
                        .asking(List.copyOf(asked)));
    }

    /** What is known of customers on the day before the period. */
    Traits<String> attributes(Traits<String> none) {
        Traits<String> traits = none.minimum(terms.minimum());
        if (source.plans()) {
            traits = traits.by(Grouping.ofColumn(Contracts.PLAN, Reading.LATEST).on(ServiceSource.BASE));
        }
        if (source.group().isPresent()) {
            traits = traits.by(group(Reading.LATEST).on(ServiceSource.BASE));
        }
        AttributeNumbers numbers = new AttributeNumbers(source, sweep, time.timeline());
        classes.addAll(numbers.names());
        traits = numbers.tried(traits, time.dayBefore(), CLASSES);
        for (String attribute : source.attributes()) {
            traits = numbers.has(attribute)
                    ? traits
                    : traits.by(Grouping.ofColumn(attribute, Reading.LATEST).on(ReviewSource.ATTRIBUTES));
        }
        Measured<String> worth = sweep.measure(worth());
        String value = source.unit().after(isOfOrders() ? "spent so far" : "value a month");
        classes.addAll(List.of(value, TENURE));
        return traits.quantiles(value, worth.column("whole units"), CLASSES)
                .quantiles(TENURE, worth.column("days"), CLASSES)
                .value(worth.column("value"));
    }

    /** Whether a trait is a class of a number, whose bounds are others in each period. */
    boolean isClass(String trait) {
        return classes.stream().anyMatch(trait::startsWith);
    }

    /** What customers brought by the day before the period, and for how long they had been there. */
    private Measure worth() {
        long day = time.dayBefore().toEpochDay();
        long unit = source.unit().zero().add(BigDecimal.ONE).unscaledValue().longValueExact();
        return Measure.of(
                "value and tenure on the day before",
                time.timeline().asOf(time.dayBefore()),
                List.of("value", "whole units", "days"),
                (history, sink) -> {
                    long value = 0;
                    for (int i = 0; i < history.size(); i++) {
                        value = Math.addExact(value, history.amount(i));
                    }
                    if (history.size() > 0) {
                        sink.set(0, value);
                        sink.set(1, Math.floorDiv(value, unit));
                        sink.set(2, day - history.epochDay(0));
                    }
                });
    }

    /** The names of the files that are not there, and what they would tell. */
    List<String> absent() {
        List<String> absent = new ArrayList<>();
        absent(absent, "tickets", "what customers complained of, and whether complaints announced losses");
        absent(absent, "scores", "what customers answered, and whether low scores announced losses");
        absent(absent, "invoices", "whether late payment announced losses");
        absent(absent, "contacts", "whether we kept in touch before losses");
        if (!source.has(Referrals.TRACK)) {
            absent.add("--referrals is not given: who was referred");
        }
        if (!source.has(ReviewSource.RENEWALS)) {
            absent.add("--renewals is not given: whose contracts were renewed, and why they were or were not");
        }
        if (source.attributes().isEmpty()) {
            absent.add("--attributes is not given: what the lost have in common, but for what "
                    + (isOfOrders() ? "orders" : "subscriptions") + " tell");
        }
        return absent;
    }

    private void absent(List<String> absent, String track, String what) {
        if (!source.has(track)) {
            absent.add("--" + track + " is not given: " + what);
        }
    }
}
