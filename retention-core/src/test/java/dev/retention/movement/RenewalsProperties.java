package dev.retention.movement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.history.HistoryStore;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Group;
import dev.retention.rule.Sweep;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Renewals against their definition, reckoned term by term, and the laws of their rates, reasons and groups. */
class RenewalsProperties {
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);

    /** One term; days are counted from the first day, and null is unknown. */
    record Term(
            long key, int end, long due, Integer decided, Long renewed, String reason, Integer recoded, String now) {
        RenewalTerm<Long> term() {
            return RenewalTerm.of(key, FIRST.plusDays(end), BigDecimal.valueOf(due, 2))
                    .decided(day(decided), renewed == null ? null : BigDecimal.valueOf(renewed, 2))
                    .because(reason)
                    .recoded(day(recoded), now);
        }

        private static LocalDate day(Integer day) {
            return day == null ? null : FIRST.plusDays(day);
        }

        boolean isOpen(int asOf) {
            return decided == null || decided > asOf;
        }

        boolean isWon(int asOf) {
            return !isOpen(asOf) && renewed != null && renewed > 0;
        }

        String reasonAt(int asOf) {
            return isOpen(asOf) || " ".equals(reason) ? null : reason;
        }

        String presentAt(int asOf) {
            return recoded != null && recoded <= asOf && !isOpen(asOf) ? now : reasonAt(asOf);
        }

        /** What is known of the term on a day. */
        Term asOf(int asOf) {
            boolean recodedBy = !isOpen(asOf) && recoded != null && recoded <= asOf;
            return isOpen(asOf)
                    ? new Term(key, end, due, null, null, null, null, null)
                    : new Term(
                            key,
                            end,
                            due,
                            decided,
                            renewed,
                            reason,
                            recodedBy ? recoded : null,
                            recodedBy ? now : null);
        }
    }

    /** Terms of few keys, no two of one key on one day. */
    @Provide
    Arbitrary<List<Term>> terms() {
        Arbitrary<String> reasons =
                Arbitraries.of("price", "2:pr", " ", "product").injectNull(0.3);
        Arbitrary<Term> plain = Combinators.combine(
                        Arbitraries.longs().between(1, 5),
                        Arbitraries.integers().between(0, 130),
                        Arbitraries.longs().between(1, 9),
                        Arbitraries.oneOf(
                                        Arbitraries.integers().between(-20, 60),
                                        Arbitraries.of(-400, -1, 0, 1, 3, 366, 367))
                                .injectNull(0.2),
                        Arbitraries.longs().between(0, 12).injectNull(0.2),
                        reasons,
                        Arbitraries.integers().between(0, 50).injectNull(0.5),
                        reasons)
                .as((key, end, due, delay, renewed, reason, recoding, now) -> {
                    Integer decided = delay == null ? null : Integer.valueOf(end + delay);
                    boolean recoded = decided != null && recoding != null && now != null && !now.equals(" ");
                    return new Term(
                            key,
                            end,
                            due,
                            decided,
                            decided == null ? null : renewed,
                            reason,
                            recoded ? Integer.valueOf(decided + recoding) : null,
                            recoded ? now : null);
                });
        return plain.list()
                .ofMaxSize(40)
                .uniqueElements(term -> term.key() * 1000 + term.end())
                .withoutEdgeCases();
    }

    private static HistoryStore<Long> store(List<Term> terms) {
        return Renewals.reader(Term::term, EUR).from(terms);
    }

    private static Renewals method(int asOf, int grace) {
        return Renewals.over(Timeline.monthly(FIRST.plusDays(asOf)).from(FIRST)).grace(grace);
    }

    /** Customers and minor units of the items of one month. */
    private static final class Naive {
        private final Map<RenewalItem, List<Long>> keys = new HashMap<>();
        private final Map<RenewalItem, Long> amounts = new HashMap<>();

        void add(RenewalItem item, long key, long amount) {
            keys.computeIfAbsent(item, unused -> new ArrayList<>()).add(key);
            amounts.merge(item, amount, Long::sum);
        }
    }

    /** The renewals of a month whose deciding term has some reason, by the definition. */
    private static Naive naive(
            List<Term> all, YearMonth month, int asOf, int grace, Function<Term, Boolean> decidedBy) {
        Naive naive = new Naive();
        Map<Long, List<Term>> byKey = all.stream()
                .filter(term -> YearMonth.from(FIRST.plusDays(term.end())).equals(month) && term.end() <= asOf)
                .sorted(Comparator.comparing(Term::end))
                .collect(Collectors.groupingBy(Term::key, TreeMap::new, Collectors.toList()));
        byKey.forEach((key, terms) -> {
            List<Term> won = terms.stream().filter(term -> term.isWon(asOf)).toList();
            List<Term> open = terms.stream().filter(term -> term.isOpen(asOf)).toList();
            List<Term> deciding = !won.isEmpty() ? won : !open.isEmpty() ? open : terms;
            if (!decidedBy.apply(deciding.get(deciding.size() - 1))) {
                return;
            }
            long due = terms.stream().mapToLong(Term::due).sum();
            long undecided = open.stream().mapToLong(Term::due).sum();
            naive.add(RenewalItem.DUE, key, due);
            if (!open.isEmpty()) {
                naive.add(RenewalItem.UNDECIDED, key, undecided);
            }
            if (terms.stream().anyMatch(term -> !term.isOpen(asOf) && Math.abs(term.decided() - term.end()) > 366)) {
                naive.add(RenewalItem.FAR_OFF, key, due);
            }
            if (won.isEmpty()) {
                naive.add(open.isEmpty() ? RenewalItem.LOST : RenewalItem.PENDING, key, due);
                return;
            }
            long renewed = won.stream().mapToLong(Term::renewed).sum();
            naive.add(RenewalItem.RENEWED, key, due);
            naive.add(
                    RenewalItem.KEPT,
                    key,
                    won.stream()
                            .mapToLong(term -> Math.min(term.due(), term.renewed()))
                            .sum());
            naive.add(RenewalItem.RENEWED_VALUE, key, renewed);
            int latest = won.stream()
                    .mapToInt(term -> term.decided() - term.end())
                    .max()
                    .getAsInt();
            naive.add(
                    latest < 0 ? RenewalItem.EARLY : latest > grace ? RenewalItem.LATE : RenewalItem.ON_TIME, key, due);
            int change = Long.compare(renewed + undecided, due);
            naive.add(
                    change < 0 ? RenewalItem.CONTRACTED : change > 0 ? RenewalItem.EXPANDED : RenewalItem.UNCHANGED,
                    key,
                    due);
        });
        return naive;
    }

    private static void check(RenewalTable<Long> table, Function<YearMonth, Naive> expected) {
        for (RenewalTable<Long>.InPeriod period : table.periods()) {
            Naive naive = expected.apply(YearMonth.from(period.period().firstDay()));
            for (RenewalItem item : RenewalItem.values()) {
                RenewalCell cell = new RenewalCell(period.period(), item);
                assertThat(table.counted().amount(cell)).isEqualTo(naive.amounts.getOrDefault(item, 0L));
                assertThat(period.members(item)).containsExactlyElementsOf(naive.keys.getOrDefault(item, List.of()));
                assertThat(period.customers(item))
                        .isEqualTo(period.members(item).size());
            }
        }
    }

    @Property(tries = 200)
    void everyItemIsThatOfTheDefinition(
            @ForAll("terms") List<Term> terms,
            @ForAll @IntRange(max = 200) int asOf,
            @ForAll @IntRange(max = 5) int grace) {
        RenewalTable<Long> table = method(asOf, grace).of(store(terms));
        check(table, month -> naive(terms, month, asOf, grace, term -> true));
    }

    @Property(tries = 60)
    void reasonsAreThoseOfTheTermThatDecides(@ForAll("terms") List<Term> terms, @ForAll @IntRange(max = 200) int asOf) {
        RenewalTable<Long> table = method(asOf, 0).of(store(terms));
        table.by(Renewals.firstReason())
                .tables()
                .forEach((group, part) ->
                        check(part, month -> naive(terms, month, asOf, 0, term -> is(group, term.reasonAt(asOf)))));
        table.by(Renewals.presentReason())
                .tables()
                .forEach((group, part) ->
                        check(part, month -> naive(terms, month, asOf, 0, term -> is(group, term.presentAt(asOf)))));
        table.recodings()
                .forEach((recoding, part) -> check(
                        part,
                        month -> naive(
                                terms,
                                month,
                                asOf,
                                0,
                                term -> is(recoding.first(), term.reasonAt(asOf))
                                        && is(recoding.present(), term.presentAt(asOf)))));
    }

    private static boolean is(Group group, String reason) {
        return reason == null ? group.equals(Group.MISSING) : group.equals(Group.of(reason));
    }

    @Property(tries = 100)
    void recodingsAddUpToFirstAndToPresentReasons(
            @ForAll("terms") List<Term> terms, @ForAll @IntRange(max = 200) int asOf) {
        RenewalTable<Long> table = method(asOf, 0).of(store(terms));
        Map<RenewalTable.Recoding, RenewalTable<Long>> pairs = table.recodings();
        checkSums(table.by(Renewals.firstReason()), pairs, RenewalTable.Recoding::first);
        checkSums(table.by(Renewals.presentReason()), pairs, RenewalTable.Recoding::present);
    }

    private static void checkSums(
            ByGroup<RenewalTable<Long>> byReason,
            Map<RenewalTable.Recoding, RenewalTable<Long>> pairs,
            Function<RenewalTable.Recoding, Group> side) {
        assertThat(pairs.keySet().stream().map(side).distinct()).containsExactlyInAnyOrderElementsOf(byReason.groups());
        byReason.tables().forEach((group, table) -> {
            for (RenewalTable<Long>.InPeriod in : table.periods()) {
                for (RenewalItem item : RenewalItem.values()) {
                    List<RenewalTable<Long>> parts = pairs.entrySet().stream()
                            .filter(pair -> side.apply(pair.getKey()).equals(group))
                            .map(Map.Entry::getValue)
                            .toList();
                    assertThat(parts.stream()
                                    .mapToLong(
                                            part -> part.inPeriod(in.period()).customers(item))
                                    .sum())
                            .isEqualTo(in.customers(item));
                    assertThat(parts.stream()
                                    .map(part -> part.inPeriod(in.period()).amount(item))
                                    .reduce(BigDecimal.ZERO, BigDecimal::add))
                            .isEqualByComparingTo(in.amount(item));
                }
            }
        });
    }

    @Property(tries = 200)
    void ratesLieInTheirRangesAndBetweenTheirBounds(
            @ForAll("terms") List<Term> terms, @ForAll @IntRange(max = 200) int asOf) {
        for (RenewalTable<Long>.InPeriod in : method(asOf, 2).of(store(terms)).periods()) {
            for (RenewalFormula.Basis basis : RenewalFormula.Basis.values()) {
                in.bounds(basis).ifPresent(bounds -> {
                    double lost = bounds.asLost().asDouble();
                    double won = bounds.asWon().asDouble();
                    assertThat(won).isGreaterThanOrEqualTo(lost);
                    bounds.leftOut().ifPresent(left -> {
                        assertThat(left.asDouble()).isGreaterThanOrEqualTo(lost);
                        if (basis != RenewalFormula.Basis.NET_VALUE || left.asDouble() <= 1) {
                            assertThat(left.asDouble()).isBetween(lost, won);
                        }
                        if (in.customers(RenewalItem.UNDECIDED) == 0) {
                            assertThat(left.asDouble()).isEqualTo(lost).isEqualTo(won);
                        }
                    });
                    if (basis != RenewalFormula.Basis.NET_VALUE) {
                        assertThat(won).isLessThanOrEqualTo(1);
                    }
                });
            }
            in.rate(RenewalFormula.CHURN).ifPresent(churn -> {
                RenewalRate gross = in.rate(RenewalFormula.CHURN_GROSS).orElseThrow();
                assertThat(gross.asDouble()).isBetween(churn.asDouble(), 1.0);
                assertThat(gross.numerator()
                                .add(in.rate(RenewalFormula.GROSS_VALUE_PENDING_WON)
                                        .orElseThrow()
                                        .numerator()))
                        .isEqualByComparingTo(gross.denominator());
            });
            in.rate(RenewalFormula.ON_TIME)
                    .ifPresent(onTime -> assertThat(onTime.asDouble())
                            .isLessThanOrEqualTo(in.rate(RenewalFormula.CUSTOMERS_PENDING_LOST)
                                    .orElseThrow()
                                    .asDouble()));
        }
    }

    @Property(tries = 100)
    void whatCustomersAddDifferentlyIsTheDifferenceOfTheRates(
            @ForAll("terms") List<Term> terms,
            @ForAll @IntRange(max = 200) int asOf,
            @ForAll RenewalFormula left,
            @ForAll RenewalFormula right) {
        if (left.isOfCustomers() != right.isOfCustomers()) {
            return;
        }
        for (RenewalTable<Long>.InPeriod in : method(asOf, 2).of(store(terms)).periods()) {
            List<RateDifference<Long>> differences = in.reconcile(left, right);
            in.rate(left)
                    .ifPresent(one -> in.rate(right).ifPresent(other -> {
                        assertThat(sum(
                                        differences,
                                        each -> each.right()
                                                .numerator()
                                                .subtract(each.left().numerator())))
                                .isEqualByComparingTo(other.numerator().subtract(one.numerator()));
                        assertThat(sum(
                                        differences,
                                        each -> each.right()
                                                .denominator()
                                                .subtract(each.left().denominator())))
                                .isEqualByComparingTo(other.denominator().subtract(one.denominator()));
                    }));
            assertThat(in.reconcile(left, left)).isEmpty();
        }
    }

    private static BigDecimal sum(
            List<RateDifference<Long>> differences, Function<RateDifference<Long>, BigDecimal> part) {
        return differences.stream().map(part).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** A table as of a day is that of a store in which only what is known on that day was recorded. */
    @Property(tries = 100)
    void whatComesAfterTheAsOfDayIsNotKnown(@ForAll("terms") List<Term> terms, @ForAll @IntRange(max = 200) int asOf) {
        Renewals renewals = method(asOf, 1);
        HistoryStore<Long> known = store(terms.stream()
                .filter(term -> term.end() <= asOf)
                .map(term -> term.asOf(asOf))
                .toList());
        assertThat(Sweep.over(known).count(renewals.rule()).tally())
                .isEqualTo(Sweep.over(store(terms)).count(renewals.rule()).tally());
        assertThat(Sweep.over(known)
                        .count(renewals.rule().by(Renewals.presentReason()))
                        .tally())
                .isEqualTo(Sweep.over(store(terms))
                        .count(renewals.rule().by(Renewals.presentReason()))
                        .tally());
        assertThat(Sweep.over(known)
                        .count(renewals.rule().by(Renewals.firstReason()))
                        .tally())
                .isEqualTo(Sweep.over(store(terms))
                        .count(renewals.rule().by(Renewals.firstReason()))
                        .tally());
    }

    @Property(tries = 60)
    void aMixAddsUpToItsItem(@ForAll("terms") List<Term> terms, @ForAll @IntRange(max = 200) int asOf) {
        RenewalTable<Long> table = method(asOf, 0).of(store(terms));
        ByGroup<RenewalTable<Long>> byReason = table.by(Renewals.presentReason());
        for (RenewalTable<Long>.InPeriod in : table.periods()) {
            for (RenewalItem item : RenewalItem.values()) {
                ReasonMix mix = in.mix(item, byReason);
                assertThat(mix.customers()).isEqualTo(in.customers(item));
                assertThat(mix.value()).isEqualByComparingTo(in.amount(item));
                mix.known()
                        .ifPresent(known -> assertThat(known.count())
                                .isEqualTo(in.members(item).size()
                                        - byReason.inGroup(Group.MISSING)
                                                .inPeriod(in.period())
                                                .customers(item)));
                assertThat(mix.parts())
                        .allSatisfy(part -> assertThat(mix.part(part.reason())).isEqualTo(part));
            }
        }
    }
}
