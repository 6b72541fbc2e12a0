package dev.retention.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.Sources;
import dev.retention.cohort.CohortAnchor;
import dev.retention.cohort.CohortCell;
import dev.retention.cohort.CohortDenominator;
import dev.retention.cohort.CohortRetention;
import dev.retention.cohort.ColumnZero;
import dev.retention.cohort.Lifecycle;
import dev.retention.cohort.LifecycleCell;
import dev.retention.cohort.ReturnRule;
import dev.retention.cohort.Stickiness;
import dev.retention.experiment.Experiment;
import dev.retention.experiment.ExperimentCell;
import dev.retention.experiment.ExposureTenures;
import dev.retention.experiment.Outcome;
import dev.retention.history.Event;
import dev.retention.history.EventFilter;
import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.loss.EarlyLosses;
import dev.retention.loss.LossCauses;
import dev.retention.loss.LossCell;
import dev.retention.loss.LossValue;
import dev.retention.loss.LossWorth;
import dev.retention.loss.Losses;
import dev.retention.loss.SignalAlarm;
import dev.retention.loss.SignalCell;
import dev.retention.loss.SignalLead;
import dev.retention.loss.Signals;
import dev.retention.loss.WinBack;
import dev.retention.movement.CustomerChurn;
import dev.retention.movement.CustomerMovements;
import dev.retention.movement.ExpansionCell;
import dev.retention.movement.ExpansionSplit;
import dev.retention.movement.FlowCell;
import dev.retention.movement.MovementCell;
import dev.retention.movement.RecurringRevenue;
import dev.retention.movement.RenewalCell;
import dev.retention.movement.RenewalTerm;
import dev.retention.movement.Renewals;
import dev.retention.movement.RevenueCell;
import dev.retention.movement.RevenueCohortCell;
import dev.retention.movement.RevenueCohorts;
import dev.retention.movement.RevenueLossCell;
import dev.retention.movement.RevenueLosses;
import dev.retention.movement.Spells;
import dev.retention.purchase.OpportunityHistory;
import dev.retention.purchase.PurchaseCounting;
import dev.retention.segment.CostToServe;
import dev.retention.segment.CustomerProfit;
import dev.retention.segment.LaterOrders;
import dev.retention.segment.OrderDiscounts;
import dev.retention.segment.OrderLines;
import dev.retention.segment.OrderSequence;
import dev.retention.segment.PointsLedger;
import dev.retention.segment.ProductReturns;
import dev.retention.segment.ProfitCell;
import dev.retention.segment.Programme;
import dev.retention.segment.Referrals;
import dev.retention.segment.TimeToOrder;
import dev.retention.service.Cadence;
import dev.retention.service.ClosedLoop;
import dev.retention.service.Complaints;
import dev.retention.service.Contacts;
import dev.retention.service.Coverage;
import dev.retention.service.Falling;
import dev.retention.service.Feedback;
import dev.retention.service.Goals;
import dev.retention.service.Invoices;
import dev.retention.service.Journey;
import dev.retention.service.Journeys;
import dev.retention.service.LaterLoss;
import dev.retention.service.MoneyOwed;
import dev.retention.service.NextSteps;
import dev.retention.service.Owners;
import dev.retention.service.Payments;
import dev.retention.service.Scores;
import dev.retention.service.ServiceBalance;
import dev.retention.service.Signal;
import dev.retention.service.Silence;
import dev.retention.service.StageContacts;
import dev.retention.service.Standard;
import dev.retention.service.Survey;
import dev.retention.service.SurveyRequests;
import dev.retention.service.Tickets;
import dev.retention.service.TimeTo;
import dev.retention.survival.CustomerTenures;
import dev.retention.survival.TenureCell;
import dev.retention.testkit.EventLog;
import dev.retention.testkit.EventRow;
import dev.retention.time.AgeClock;
import dev.retention.time.CellState;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import dev.retention.value.RealisedValue;
import dev.retention.value.ValueCell;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Group;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The laws of rules, held by every rule there is. */
class EveryRuleTest {
    private static final HistoryStore<Long> EMPTY = EventLog.reader().from(List.of());

    @Group
    class Cohorts implements LibraryRuleContract<CohortCell> {
        @Override
        public Rule<CohortCell> rule(Timeline timeline) {
            return CohortRetention.over(timeline).rule(EMPTY);
        }
    }

    @Group
    class CohortsOrLater implements LibraryRuleContract<CohortCell> {
        @Override
        public Rule<CohortCell> rule(Timeline timeline) {
            return CohortRetention.over(timeline)
                    .anchoredOn(CohortAnchor.EVERY_PERIOD)
                    .startingWith("order", "refund")
                    .returning(ReturnRule.OR_LATER)
                    .columnZero(ColumnZero.SURVIVORS)
                    .outOf(CohortDenominator.PERIOD_ELAPSED)
                    .rule(EMPTY);
        }
    }

    @Group
    class CohortsOrEarlier implements LibraryRuleContract<CohortCell> {
        @Override
        public Rule<CohortCell> rule(Timeline timeline) {
            return CohortRetention.over(timeline)
                    .countingAge(AgeClock.ANNIVERSARY)
                    .returning(ReturnRule.OR_EARLIER)
                    .atLeast(2)
                    .rule(EMPTY);
        }
    }

    @Group
    class CohortsInDays implements LibraryRuleContract<CohortCell> {
        @Override
        public Rule<CohortCell> rule(Timeline timeline) {
            return CohortRetention.over(timeline)
                    .anchoredOn(CohortAnchor.EVERY_PERIOD)
                    .returningAlike("kind", code -> code.startsWith("r") ? null : code)
                    .returning(ReturnRule.EVERY_PERIOD_TO)
                    .agesIn(Grain.DAY)
                    .brackets(6, 23, 30)
                    .outOf(CohortDenominator.CHANCE_TO_RETURN)
                    .rule();
        }
    }

    @Group
    class CohortsOnADate implements LibraryRuleContract<CohortCell> {
        @Override
        public Rule<CohortCell> rule(Timeline timeline) {
            return CohortRetention.over(timeline)
                    .anchoredOnDate("sign-up", (Long key) -> EventLog.FIRST_DAY.plusDays(key * 9))
                    .returningWith("order", "visit")
                    .countingAge(AgeClock.ELAPSED_EXACT)
                    .returning(ReturnRule.OR_EARLIER)
                    .columnZero(ColumnZero.RETURN_EVENT)
                    .rule();
        }
    }

    @Group
    class LifecyclesFromADate implements LibraryRuleContract<LifecycleCell> {
        @Override
        public Rule<LifecycleCell> rule(Timeline timeline) {
            return Lifecycle.over(timeline)
                    .counting(EventFilter.of("order", "visit"))
                    .startingOn("sign-up", (Long key) -> EventLog.FIRST_DAY.plusDays(key * 9))
                    .rule();
        }
    }

    @Group
    class Lifecycles implements LibraryRuleContract<LifecycleCell> {
        @Override
        public Rule<LifecycleCell> rule(Timeline timeline) {
            return Lifecycle.over(timeline).rule(EMPTY);
        }
    }

    @Group
    class StickinessOfMonths implements LibraryRuleContract<Integer> {
        @Override
        public Rule<Integer> rule(Timeline timeline) {
            return Stickiness.over(timeline).rule(EMPTY);
        }
    }

    @Group
    class Movements implements LibraryRuleContract<MovementCell> {
        @Override
        public Rule<MovementCell> rule(Timeline timeline) {
            return CustomerMovements.over(timeline)
                    .toleratedGap(1)
                    .reactivationWindow(3)
                    .rule(EMPTY);
        }
    }

    @Group
    class CohortsOfSomeEvents implements LibraryRuleContract<CohortCell> {
        @Override
        public Rule<CohortCell> rule(Timeline timeline) {
            return CohortRetention.over(timeline)
                    .counting(EventFilter.of("order").refundedBy("refund"))
                    .anchoredOn(CohortAnchor.EVERY_PERIOD)
                    .agesIn(Grain.DAY)
                    .brackets(7, 30)
                    .rule(EMPTY);
        }
    }

    @Group
    class ChurnOfOrders implements LibraryRuleContract<FlowCell> {
        @Override
        public Rule<FlowCell> rule(Timeline timeline) {
            return CustomerChurn.over(timeline, Spells.ofOrders(45)).rule(EMPTY);
        }
    }

    @Group
    class ChurnOfDays implements LibraryRuleContract<FlowCell> {
        @Override
        public Rule<FlowCell> rule(Timeline timeline) {
            return CustomerChurn.over(timeline, Spells.between("order", "refund"))
                    .dailyRule(EMPTY);
        }
    }

    @Group
    class ChurnOfSubscriptions implements LibraryRuleContract<FlowCell> {
        @Override
        public Rule<FlowCell> rule(Timeline timeline) {
            return CustomerChurn.over(
                            timeline, Spells.between("order", "refund").announcedBy("visit"))
                    .rule(EMPTY);
        }
    }

    @Group
    class RecurringValue implements LibraryRuleContract<RevenueCell> {
        @Override
        public Rule<RevenueCell> rule(Timeline timeline) {
            return RecurringRevenue.over(timeline).dueOn("visit").rule(EMPTY);
        }

        @Override
        public Arbitrary<EventLog> events() {
            return EventLog.arbitrary().map(log -> log.map(row -> row.worth(Math.abs(row.cents()))));
        }
    }

    /** Terms that are decided before, on or after their end, recoded, and of any number in a period. */
    @Group
    class RenewalsOfTerms implements LibraryRuleContract<RenewalCell> {
        @Override
        public Rule<RenewalCell> rule(Timeline timeline) {
            return Renewals.over(timeline).grace(5).rule();
        }

        @Override
        public HistoryStore<Long> store(List<EventRow> rows) {
            return Renewals.reader(RenewalsOfTerms::term, EventLog.USD)
                    .codes(EventRow::code)
                    .text(EventLog.PLAN, EventRow::plan)
                    .from(rows);
        }

        @Override
        public Event event(EventRow row) {
            Event event = term(row).event().coded(row.code());
            String plan = row.plan();
            return plan == null ? event : event.with(EventLog.PLAN, plan);
        }

        private static RenewalTerm<Long> term(EventRow row) {
            RenewalTerm<Long> term =
                    RenewalTerm.of(row.customer(), row.day(), row.amount().abs().add(BigDecimal.ONE));
            if (row.code().equals("visit")) {
                return term;
            }
            LocalDate decided = row.day().plusDays(row.secondOfDay() % 80 - 40);
            BigDecimal renewed = row.code().equals("order") ? BigDecimal.valueOf(row.secondOfDay() % 900) : null;
            return term.decided(decided, renewed)
                    .because(row.secondOfDay() % 3 == 0 ? null : "because")
                    .recoded(
                            row.secondOfDay() % 5 == 0 ? decided.plusDays(30) : null,
                            row.secondOfDay() % 5 == 0 ? "since" : null);
        }
    }

    @Group
    class RecurringValueBookedOtherwise implements LibraryRuleContract<RevenueCell> {
        @Override
        public Rule<RevenueCell> rule(Timeline timeline) {
            return RecurringRevenue.over(timeline)
                    .toleratedGap(1)
                    .reactivationWindow(40)
                    .mergeWindow(5)
                    .fxBy("visit")
                    .lenient()
                    .rule(EMPTY);
        }
    }

    @Group
    class CohortsOfRecurringValue implements LibraryRuleContract<RevenueCohortCell> {
        @Override
        public Rule<RevenueCohortCell> rule(Timeline timeline) {
            return RevenueCohorts.over(timeline).rule(EMPTY);
        }

        @Override
        public Arbitrary<EventLog> events() {
            return EventLog.arbitrary().map(log -> log.map(row -> row.worth(Math.abs(row.cents()))));
        }
    }

    @Group
    class CohortsOfSomeChangesOfValue implements LibraryRuleContract<RevenueCohortCell> {
        @Override
        public Rule<RevenueCohortCell> rule(Timeline timeline) {
            return RevenueCohorts.over(timeline.from(timeline.first().plus(timeline.size() / 3)))
                    .counting(EventFilter.of("order", "refund"))
                    .lenient()
                    .rule();
        }

        @Override
        public Arbitrary<EventLog> events() {
            return EventLog.arbitrary().map(log -> log.map(row -> row.worth(steps(row.cents()))));
        }

        /** Few amounts, so that values return to 0 and fall below it. */
        private static long steps(long cents) {
            return 100 * (Math.floorMod(cents, 4) - 1);
        }
    }

    /** Every row is a subscription that starts and ends, so that no value falls below 0 whichever rows there are. */
    private interface OfSubscriptions<C> extends LibraryRuleContract<C> {
        @Override
        default HistoryStore<Long> store(List<EventRow> rows) {
            return HistoryStore.<Map.Entry<EventRow, Boolean>, Long>ofDates(
                            half -> half.getKey().customer(), half -> day(half.getKey(), half.getValue()))
                    .amounts(half -> worth(half.getKey(), half.getValue()), EventLog.USD)
                    .codes(half -> code(half.getKey(), half.getValue()))
                    .text(EventLog.PLAN, half -> half.getKey().plan())
                    .text("family", half -> "f" + half.getKey().secondOfDay() % 2)
                    .number("quantity", half -> quantity(half.getKey(), half.getValue()))
                    .from(rows.stream()
                            .flatMap(row -> Stream.of(Map.entry(row, true), Map.entry(row, false)))
                            .toList());
        }

        private static LocalDate day(EventRow row, boolean starts) {
            return starts ? row.day() : row.day().plusDays(Math.floorMod(row.cents(), 90));
        }

        private static BigDecimal worth(EventRow row, boolean starts) {
            BigDecimal worth = BigDecimal.valueOf(Math.abs(row.cents()) + 1, 2);
            return starts ? worth : worth.negate();
        }

        private static String code(EventRow row, boolean starts) {
            return starts ? "started" : row.code();
        }

        private static long quantity(EventRow row, boolean starts) {
            return (starts ? 1L : -1L) * (row.secondOfDay() % 5);
        }

        private static Event half(EventRow row, boolean starts) {
            Event event = Event.on(day(row, starts))
                    .worth(worth(row, starts))
                    .coded(code(row, starts))
                    .with("family", "f" + row.secondOfDay() % 2)
                    .with("quantity", quantity(row, starts));
            String plan = row.plan();
            return plan == null ? event : event.with(EventLog.PLAN, plan);
        }

        @Override
        default List<Event> eventsOf(EventRow row) {
            return List.of(half(row, true), half(row, false));
        }
    }

    @Group
    class PartsOfExpansion implements OfSubscriptions<ExpansionCell> {
        @Override
        public Rule<ExpansionCell> rule(Timeline timeline) {
            return ExpansionSplit.over(timeline).fxBy("visit").rule(EMPTY);
        }
    }

    @Group
    class LossesOfValue implements OfSubscriptions<RevenueLossCell> {
        @Override
        public Rule<RevenueLossCell> rule(Timeline timeline) {
            return RevenueLosses.over(timeline)
                    .mode("involuntary", "refund")
                    .mode("voluntary", "order")
                    .recoveredWithin(20)
                    .rule(EMPTY);
        }
    }

    @Group
    class AmountsWithin60Days implements LibraryRuleContract<ValueCell> {
        @Override
        public Rule<ValueCell> rule(Timeline timeline) {
            return RealisedValue.over(timeline).within(60).rule();
        }
    }

    @Group
    class Tenures implements LibraryRuleContract<TenureCell> {
        @Override
        public Rule<TenureCell> rule(Timeline timeline) {
            return CustomerTenures.over(timeline, Spells.ofOrders(45)).rule();
        }
    }

    @Group
    class OpportunitiesToBuy implements LibraryRuleContract<OpportunityHistory> {
        @Override
        public Rule<OpportunityHistory> rule(Timeline timeline) {
            return PurchaseCounting.daily(timeline.asOf())
                    .counting(EventFilter.of("order", "refund").with(EventFilter.Refunds.DEDUCT))
                    .opportunities(timeline);
        }
    }

    /** Runs and single cells in every mixture, out of order and overlapping, and a number of rows. */
    @Group
    class RunsAndSingleCells implements LibraryRuleContract<String> {
        @Override
        public Rule<String> rule(Timeline timeline) {
            Cells<String> cells = Cells.grid(
                    Axis.range("row", 0, 2),
                    Axis.range("column", 0, 31),
                    (row, column) -> row + " " + column,
                    cell -> cell.charAt(0) - '0',
                    cell -> Integer.parseInt(cell.substring(2)));
            return Rule.of("runs and single cells", timeline, cells, (history, sink) -> {
                for (int i = 0; i < history.size(); i++) {
                    int day = history.date(i).getDayOfMonth() - 1;
                    int row = Math.floorMod(history.amount(i), 2);
                    switch (history.code(i)) {
                        case "order" -> sink.addSpan(row, day / 2, day);
                        case "visit" -> sink.add(row * 31 + day, 1);
                        default -> sink.addSpan(row, day, Math.min(31, day + 9), history.amount(i));
                    }
                }
            });
        }
    }

    /** What holds of a store of one track holds of several. */
    private interface OnTracks<C> extends LibraryRuleContract<C> {
        @Override
        default List<String> tracks() {
            return List.of("orders", "visits", "none");
        }

        @Override
        default String track(EventRow row) {
            return row.code().equals("visit") ? "visits" : "orders";
        }
    }

    /** Orders beside referrals: visits are referrals of either side. */
    private interface OfReferrals<C> extends LibraryRuleContract<C> {
        @Override
        default HistoryStore<Long> store(List<EventRow> rows) {
            return track(rows, "orders").and(track(rows, Referrals.TRACK));
        }

        private HistoryStore<Long> track(List<EventRow> rows, String name) {
            return HistoryStore.ofDates(EventRow::customer, EventRow::day)
                    .amounts(OfReferrals::worth, EventLog.USD)
                    .codes(OfReferrals::codeOf)
                    .text(EventLog.PLAN, EventRow::plan)
                    .from(rows.stream().filter(row -> track(row).equals(name)).toList())
                    .named(name);
        }

        private static BigDecimal worth(EventRow row) {
            return isOfReferrer(row) ? BigDecimal.ZERO : row.amount();
        }

        private static boolean isOfReferrer(EventRow row) {
            return row.code().equals("visit") && row.secondOfDay() % 2 == 0;
        }

        private static String codeOf(EventRow row) {
            return isOfReferrer(row)
                    ? Referrals.REFERRED_OTHERS
                    : row.code().equals("visit") ? Referrals.REFERRED : row.code();
        }

        @Override
        default Event event(EventRow row) {
            Event event = Event.on(row.day()).worth(worth(row)).coded(codeOf(row));
            String plan = row.plan();
            return plan == null ? event : event.with(EventLog.PLAN, plan);
        }

        @Override
        default String track(EventRow row) {
            return row.code().equals("visit") ? Referrals.TRACK : "orders";
        }
    }

    @Group
    class ReferredCustomers implements OfReferrals<Referrals.Cell> {
        @Override
        public Rule<Referrals.Cell> rule(Timeline timeline) {
            return Referrals.over(timeline).rule();
        }
    }

    @Group
    class MembersOfAProgramme implements OnTracks<Programme.Cell> {
        @Override
        public Rule<Programme.Cell> rule(Timeline timeline) {
            return Programme.over(timeline).on("orders", "visits").rule();
        }
    }

    @Group
    class PointsOfMembers implements LibraryRuleContract<PointsLedger.Cell> {
        @Override
        public Rule<PointsLedger.Cell> rule(Timeline timeline) {
            return PointsLedger.over(timeline).rule();
        }

        @Override
        public HistoryStore<Long> store(List<EventRow> rows) {
            return RandomPoints.store(rows);
        }

        @Override
        public Event event(EventRow row) {
            return RandomPoints.event(row);
        }
    }

    /** Tickets beside orders. */
    private interface OfTickets<C> extends LibraryRuleContract<C> {
        @Override
        default HistoryStore<Long> store(List<EventRow> rows) {
            return RandomTickets.store(rows);
        }

        @Override
        default Event event(EventRow row) {
            return RandomTickets.event(row);
        }

        @Override
        default String track(EventRow row) {
            return RandomTickets.trackOf(row);
        }
    }

    @Group
    class ComplaintsOfLiveCustomers implements OfTickets<PeriodItem<Complaints.Item>> {
        @Override
        public Rule<PeriodItem<Complaints.Item>> rule(Timeline timeline) {
            return Complaints.over(timeline)
                    .repeatedWithin(60)
                    .exposedOn(RandomTickets.ORDERS, Spells.ofOrders(60))
                    .rule();
        }
    }

    @Group
    class ComplaintsAboutATopic implements OfTickets<PeriodItem<Complaints.Item>> {
        @Override
        public Rule<PeriodItem<Complaints.Item>> rule(Timeline timeline) {
            return Complaints.over(timeline.from(timeline.first().plus(timeline.size() / 3)))
                    .ofKinds(Tickets.COMPLAINT, Tickets.PRAISE)
                    .about("bill")
                    .exposedSince(RandomTickets.ORDERS)
                    .rule();
        }
    }

    @Group
    class GoodAndBadTickets implements OfTickets<PeriodItem<ServiceBalance.Item>> {
        @Override
        public Rule<PeriodItem<ServiceBalance.Item>> rule(Timeline timeline) {
            return ServiceBalance.over(timeline).rule();
        }
    }

    @Group
    class TicketsAnsweredSoon implements OfTickets<PeriodItem<Standard.Item>> {
        @Override
        public Rule<PeriodItem<Standard.Item>> rule(Timeline timeline) {
            return Standard.answeredWithinMinutes(timeline, 3000).rule();
        }
    }

    @Group
    class TimeToASecondTicket implements OfTickets<TenureCell> {
        @Override
        public Rule<TenureCell> rule(Timeline timeline) {
            return TimeTo.over(timeline, RandomTickets.ORDERS, Tickets.TRACK)
                    .nth(2)
                    .rule();
        }
    }

    @Group
    class TicketsByThePromisedDay implements OfTickets<PeriodItem<Standard.Item>> {
        @Override
        public Rule<PeriodItem<Standard.Item>> rule(Timeline timeline) {
            return TimeTo.over(timeline, RandomTickets.ORDERS, Tickets.TRACK)
                    .endingWith(Tickets.PRAISE)
                    .promised(RandomTickets.PROMISED)
                    .rule();
        }
    }

    @Group
    class LossesAfterVisits implements OnTracks<LaterLoss.Cell> {
        @Override
        public Rule<LaterLoss.Cell> rule(Timeline timeline) {
            return LaterLoss.over(timeline, Spells.ofOrders(40))
                    .on("orders")
                    .after(Signal.of("visits", "visit"))
                    .within(20)
                    .byTenure(30)
                    .rule();
        }
    }

    @Group
    class LossesOfOrders implements OnTracks<LossCell> {
        @Override
        public Rule<LossCell> rule(Timeline timeline) {
            return Losses.over(timeline, Spells.ofOrders(40))
                    .on("orders")
                    .worth(LossValue.ofOrders())
                    .listening(60, Signal.of("visits", "visit"))
                    .rule();
        }
    }

    @Group
    class LossesOfSubscriptions implements LibraryRuleContract<LossCell> {
        @Override
        public Rule<LossCell> rule(Timeline timeline) {
            return Losses.over(timeline, Spells.between("order", "refund"))
                    .by(LossCauses.notRecorded().involuntary("refund"))
                    .early(20)
                    .rule();
        }
    }

    @Group
    class LossesOfAList implements LibraryRuleContract<LossCell> {
        @Override
        public Rule<LossCell> rule(Timeline timeline) {
            return Losses.ofList(timeline)
                    .worth(LossValue.listed(LossWorth.LAST))
                    .counting(EventFilter.of("refund"))
                    .rule();
        }
    }

    @Group
    class LossesSoonAfterTheArrival implements LibraryRuleContract<PeriodItem<EarlyLosses.Item>> {
        @Override
        public Rule<PeriodItem<EarlyLosses.Item>> rule(Timeline timeline) {
            return EarlyLosses.over(timeline, Spells.between("order", "refund"))
                    .within(30)
                    .rule();
        }
    }

    @Group
    class LossesAnnouncedByVisits implements OnTracks<SignalCell> {
        @Override
        public Rule<SignalCell> rule(Timeline timeline) {
            return Signals.over(timeline, Spells.ofOrders(40))
                    .on("orders")
                    .within(20)
                    .asking(Signal.of("visits", "visit"), Silence.of("visits", 15), Falling.of("orders", 20))
                    .rule();
        }
    }

    @Group
    class LossesAnnouncedByAnyVisit implements OnTracks<SignalCell> {
        @Override
        public Rule<SignalCell> rule(Timeline timeline) {
            return Signals.over(timeline, Spells.ofOrders(30))
                    .on("orders")
                    .within(3)
                    .asking(Silence.of("visits", 10, "visit").since("orders", "order"))
                    .counting(SignalAlarm.EVERY_DAY)
                    .leading(SignalLead.LAST)
                    .worth(LossValue.ofOrders("orders"), LossWorth.LIFETIME)
                    .rule();
        }
    }

    @Group
    class ReturnsAfterVisits implements OnTracks<WinBack.Cell> {
        @Override
        public Rule<WinBack.Cell> rule(Timeline timeline) {
            return WinBack.over(timeline, Spells.ofOrders(20))
                    .on("orders")
                    .calledBy("visits", "visit")
                    .worth(LossValue.ofOrders())
                    .byDaysSinceLoss(10)
                    .rule();
        }
    }

    private static final Outcome VISITED = Outcome.ordered(40).on("visits");
    private static final Outcome PAID = Outcome.spend(90).againstPast(30);

    /** Arms are orders and refunds, and what is looked at are visits and what was paid. */
    @Group
    class OutcomesOfAnExperiment implements OnTracks<ExperimentCell> {
        @Override
        public Rule<ExperimentCell> rule(Timeline timeline) {
            return Experiment.over(timeline, "order", "refund")
                    .on("orders")
                    .outcome(VISITED)
                    .outcome(PAID)
                    .rule();
        }
    }

    @Group
    class OutcomesBeforeAnExperiment implements OnTracks<ExperimentCell> {
        @Override
        public Rule<ExperimentCell> rule(Timeline timeline) {
            return Experiment.over(timeline, "order", "refund")
                    .on("orders")
                    .outcome(VISITED)
                    .outcome(PAID)
                    .beforehand()
                    .rule();
        }
    }

    /** Every kind of ready outcome; a measure and cells of another rule are asked within. */
    @Group
    class ReadyOutcomes implements OnTracks<ExperimentCell> {
        @Override
        public Rule<ExperimentCell> rule(Timeline timeline) {
            Measure visits = Measure.of("visits", timeline, (history, sink) -> sink.set(history.size()))
                    .on("visits");
            Rule<MovementCell> movements = CustomerMovements.over(timeline).rule();
            MovementCell first = movements.cells().cell(0);
            Experiment method = Experiment.over(timeline, "order", "refund")
                    .on("orders")
                    .outcome(Outcome.lost(Spells.ofOrders(20), 30).on("visits"))
                    .outcome(Outcome.reactivated(Spells.ofOrders(20), 30))
                    .outcome(Outcome.active(10, 40).againstPast())
                    .outcome(Outcome.spendPerOrder(60).counting(EventFilter.of("order").with(EventFilter.Refunds.DEDUCT)))
                    .outcome(Outcome.of(visits, "visits", 30).againstPast())
                    .outcome(Outcome.growth(visits, "visits", 30));
            return movements.state(first) == CellState.OBSERVED
                    ? method.outcome(Outcome.inCells(movements, List.of(first))).rule()
                    : method.rule();
        }
    }

    /** Times from orders and refunds until visits end. */
    @Group
    class TimesSinceAnExposure implements OnTracks<ExposureTenures.Cell> {
        @Override
        public Rule<ExposureTenures.Cell> rule(Timeline timeline) {
            return ExposureTenures.over(timeline, "order", "refund")
                    .exposedOn("orders")
                    .on("visits")
                    .untilLost(Spells.ofOrders(20))
                    .rule();
        }
    }

    @Group
    class TimesUntilAnEvent implements OnTracks<ExposureTenures.Cell> {
        @Override
        public Rule<ExposureTenures.Cell> rule(Timeline timeline) {
            return ExposureTenures.over(timeline, "order", "refund")
                    .exposedOn("orders")
                    .untilEvent(EventFilter.of("refund"))
                    .rule();
        }
    }

    /** Requests for scores, of which some are answered and some of these followed up. */
    private interface OfScores<C> extends LibraryRuleContract<C> {
        @Override
        default HistoryStore<Long> store(List<EventRow> rows) {
            return RandomScores.store(rows);
        }

        @Override
        default Event event(EventRow row) {
            return RandomScores.event(row);
        }
    }

    @Group
    class RequestsForScores implements OfScores<PeriodItem<SurveyRequests.Item>> {
        @Override
        public Rule<PeriodItem<SurveyRequests.Item>> rule(Timeline timeline) {
            return SurveyRequests.over(timeline)
                    .of(Survey.NPS)
                    .covering("boss")
                    .often(2, 40)
                    .rule();
        }
    }

    @Group
    class ScoresByAsking implements OfScores<PeriodItem<Feedback.Item>> {
        @Override
        public Rule<PeriodItem<Feedback.Item>> rule(Timeline timeline) {
            return Feedback.over(timeline, Survey.NPS).rule();
        }
    }

    @Group
    class LatestScoresByAnswer implements OfScores<PeriodItem<Feedback.Item>> {
        @Override
        public Rule<PeriodItem<Feedback.Item>> rule(Timeline timeline) {
            return Feedback.over(timeline, Survey.NPS.where(Scores.ROLE, "boss"))
                    .countedOn(Feedback.On.ANSWERED)
                    .taking(Feedback.Which.LATEST)
                    .rule();
        }
    }

    @Group
    class LowScoresFollowedUp implements OfScores<PeriodItem<ClosedLoop.Item>> {
        @Override
        public Rule<PeriodItem<ClosedLoop.Item>> rule(Timeline timeline) {
            return ClosedLoop.over(timeline, Survey.NPS).rule();
        }
    }

    @Group
    class OrdersBesideVisits implements OnTracks<String> {
        @Override
        public Rule<String> rule(Timeline timeline) {
            Cells<String> cells =
                    Cells.of(Axis.of("orders and visits", List.of("0 1", "0 2", "1 0", "1 1", "1 2", "2 0")));
            return Rule.of("orders and visits, up to 2", timeline, cells, (history, sink) -> {
                        History visits = history.track("visits");
                        String cell = Math.min(2, history.size()) + " " + Math.min(2, visits.size());
                        if (!cell.equals("2 1") && !cell.equals("2 2")) {
                            sink.add(cells.indexOf(cell), visits.size() > 0 ? visits.amount(0) : 0);
                        }
                    })
                    .on("orders", "visits");
        }
    }

    @Group
    class CohortsOnATrack implements OnTracks<CohortCell> {
        @Override
        public Rule<CohortCell> rule(Timeline timeline) {
            return CohortRetention.over(timeline)
                    .anchoredOn(CohortAnchor.EVERY_PERIOD)
                    .rule(EMPTY)
                    .on("visits");
        }
    }

    @Group
    class SomeEventsOfTheFirstTrack implements OnTracks<Integer> {
        @Override
        public Rule<Integer> rule(Timeline timeline) {
            return Stickiness.over(timeline).counting(EventFilter.of("order")).rule(EMPTY);
        }
    }

    /** Order lines with discounts, costs and returns, of which some have no order, product or family. */
    private interface OfOrderLines<C> extends LibraryRuleContract<C> {
        @Override
        default HistoryStore<Long> store(List<EventRow> rows) {
            return HistoryStore.ofDates(EventRow::customer, EventRow::day)
                    .amounts(EventRow::amount, EventLog.USD)
                    .codes(OfOrderLines::code)
                    .text(EventLog.PLAN, EventRow::plan)
                    .text(OrderLines.ORDER, row -> text("o", row, 1, 4))
                    .text(OrderLines.PRODUCT, row -> text("p", row, 4, 5))
                    .text(OrderLines.FAMILY, row -> text("f", row, 4, 3))
                    .text(OrderLines.REASON, row -> text("r", row, 20, 3))
                    .money(OrderLines.DISCOUNT, row -> discount(row))
                    .money(OrderLines.COST, row -> row.secondOfDay() % 3 == 0 ? null : BigDecimal.TEN)
                    .from(rows);
        }

        private static String code(EventRow row) {
            return row.code().equals("refund") ? OrderLines.RETURN : row.code();
        }

        private static String text(String prefix, EventRow row, int part, int size) {
            int number = row.secondOfDay() / part % size;
            return number == 0 ? null : prefix + number;
        }

        private static BigDecimal discount(EventRow row) {
            return row.secondOfDay() % 2 == 0 ? null : BigDecimal.valueOf(row.secondOfDay() % 5 * 100L, 2);
        }

        @Override
        default Event event(EventRow row) {
            Event event = LibraryRuleContract.super.event(row).coded(code(row));
            event = with(event, OrderLines.ORDER, text("o", row, 1, 4));
            event = with(event, OrderLines.PRODUCT, text("p", row, 4, 5));
            event = with(event, OrderLines.FAMILY, text("f", row, 4, 3));
            event = with(event, OrderLines.REASON, text("r", row, 20, 3));
            event = discount(row) == null ? event : event.with(OrderLines.DISCOUNT, discount(row));
            return row.secondOfDay() % 3 == 0 ? event : event.with(OrderLines.COST, BigDecimal.TEN);
        }

        private static Event with(Event event, String column, String text) {
            return text == null ? event : event.with(column, text);
        }
    }

    @Group
    class OrdersInSequence implements OfOrderLines<OrderSequence.Cell> {
        @Override
        public Rule<OrderSequence.Cell> rule(Timeline timeline) {
            return OrderSequence.over(timeline).upTo(4).rule();
        }
    }

    @Group
    class OrdersInSequenceOfAnyStore implements LibraryRuleContract<OrderSequence.Cell> {
        @Override
        public Rule<OrderSequence.Cell> rule(Timeline timeline) {
            return OrderSequence.over(timeline)
                    .counting(EventFilter.of("order").refundedBy("refund"))
                    .rule(EMPTY);
        }
    }

    @Group
    class TimesToTheSecondOrder implements OfOrderLines<TenureCell> {
        @Override
        public Rule<TenureCell> rule(Timeline timeline) {
            return TimeToOrder.over(timeline).between(1, 3).rule();
        }
    }

    @Group
    class ContentsOfLaterOrders implements OfOrderLines<LaterOrders.Cell> {
        @Override
        public Rule<LaterOrders.Cell> rule(Timeline timeline) {
            return LaterOrders.over(timeline).rule();
        }
    }

    @Group
    class DiscountsOfLines implements OfOrderLines<OrderDiscounts.Cell> {
        @Override
        public Rule<OrderDiscounts.Cell> rule(Timeline timeline) {
            return OrderDiscounts.over(timeline).rule();
        }
    }

    @Group
    class ReturnsOfSales implements OfOrderLines<ProductReturns.Cell> {
        @Override
        public Rule<ProductReturns.Cell> rule(Timeline timeline) {
            return ProductReturns.over(timeline).within(300).rule();
        }
    }

    @Group
    class ReturnsAsTheyCame implements OfOrderLines<ProductReturns.Cell> {
        @Override
        public Rule<ProductReturns.Cell> rule(Timeline timeline) {
            return ProductReturns.over(timeline)
                    .countedOn(ProductReturns.On.RETURN)
                    .because("r1")
                    .rule();
        }
    }

    @Group
    class RevenueOfCustomers implements LibraryRuleContract<ProfitCell> {
        @Override
        public Rule<ProfitCell> rule(Timeline timeline) {
            return CustomerProfit.over(timeline).rule(EMPTY);
        }
    }

    /** Orders with a cost, which some lack, beside contacts with minutes, which some lack. */
    private interface OfCosts extends LibraryRuleContract<ProfitCell> {
        @Override
        default List<String> tracks() {
            return List.of("orders", "contacts");
        }

        private static boolean isContact(EventRow row) {
            return row.code().equals("visit");
        }

        private static @Nullable BigDecimal cost(EventRow row) {
            return row.secondOfDay() % 7 == 0 ? null : BigDecimal.valueOf(row.secondOfDay() - 30_000, 2);
        }

        private static @Nullable Long minutes(EventRow row) {
            return row.secondOfDay() % 5 == 0 ? null : row.secondOfDay() % 60L;
        }

        @Override
        default HistoryStore<Long> store(List<EventRow> rows) {
            HistoryStore<Long> orders = HistoryStore.ofDates(EventRow::customer, EventRow::day)
                    .amounts(EventRow::amount, EventLog.USD)
                    .codes(EventRow::code)
                    .text(EventLog.PLAN, EventRow::plan)
                    .money("cost", OfCosts::cost)
                    .from(rows.stream().filter(row -> !isContact(row)).toList());
            HistoryStore<Long> contacts = HistoryStore.ofDates(EventRow::customer, EventRow::day)
                    .number("minutes", OfCosts::minutes)
                    .from(rows.stream().filter(OfCosts::isContact).toList());
            return orders.named("orders").and(contacts.named("contacts"));
        }

        private static Event order(EventRow row) {
            Event event = Event.on(row.day()).worth(row.amount()).coded(row.code());
            String plan = row.plan();
            event = plan == null ? event : event.with(EventLog.PLAN, plan);
            BigDecimal cost = cost(row);
            return cost == null ? event : event.with("cost", cost);
        }

        private static Event contact(EventRow row) {
            Long minutes = minutes(row);
            return minutes == null ? Event.on(row.day()) : Event.on(row.day()).with("minutes", minutes);
        }

        @Override
        default Event event(EventRow row) {
            return isContact(row) ? contact(row) : order(row);
        }

        @Override
        default String track(EventRow row) {
            return isContact(row) ? "contacts" : "orders";
        }
    }

    @Group
    class ProfitOfOrders implements OfCosts {
        @Override
        public Rule<ProfitCell> rule(Timeline timeline) {
            return CustomerProfit.over(timeline)
                    .counting(EventFilter.of("order").refundedBy("refund"))
                    .cost("cost")
                    .lenient()
                    .rule();
        }
    }

    @Group
    class ProfitAfterService implements OfCosts {
        @Override
        public Rule<ProfitCell> rule(Timeline timeline) {
            return CustomerProfit.over(timeline.from(timeline.first().plus(timeline.size() / 3)))
                    .cost("cost")
                    .serving(CostToServe.ofMinutes("contacts", "minutes", new BigDecimal("1.333")))
                    .lenient()
                    .rule();
        }
    }

    /** Relations with customers beside their orders, which begin and end contracts. */
    private interface OfRelations<C> extends LibraryRuleContract<C> {
        @Override
        default HistoryStore<Long> store(List<EventRow> rows) {
            return RandomRelations.store(rows);
        }

        @Override
        default Event event(EventRow row) {
            return RandomRelations.event(row);
        }

        @Override
        default String track(EventRow row) {
            return RandomRelations.track(row);
        }
    }

    @Group
    class ContactsAndMinutes implements OfRelations<PeriodItem<Contacts.Item>> {
        @Override
        public Rule<PeriodItem<Contacts.Item>> rule(Timeline timeline) {
            return Contacts.over(timeline)
                    .through("call")
                    .among("orders", Spells.between("start", "end"))
                    .rule();
        }
    }

    @Group
    class CadenceOfContacts implements OfRelations<PeriodItem<Cadence.Item>> {
        @Override
        public Rule<PeriodItem<Cadence.Item>> rule(Timeline timeline) {
            return Cadence.every(30, timeline)
                    .granting(5)
                    .among("orders", Spells.ofOrders(90))
                    .rule();
        }
    }

    @Group
    class NextStepsAgreed implements OfRelations<PeriodItem<NextSteps.Item>> {
        @Override
        public Rule<PeriodItem<NextSteps.Item>> rule(Timeline timeline) {
            return NextSteps.over(timeline).rule();
        }
    }

    @Group
    class CoverageByPersons implements OfRelations<PeriodItem<Coverage.Item>> {
        @Override
        public Rule<PeriodItem<Coverage.Item>> rule(Timeline timeline) {
            return Coverage.over(timeline, Contacts.PERSON)
                    .within(90)
                    .valuedBy("orders", 200)
                    .rule();
        }
    }

    @Group
    class OwnersOfCustomers implements OfRelations<PeriodItem<Owners.Item>> {
        @Override
        public Rule<PeriodItem<Owners.Item>> rule(Timeline timeline) {
            return Owners.over(timeline, "manager")
                    .among("orders", Spells.between("start", "end"))
                    .valuedBy("orders", 60)
                    .rule();
        }
    }

    @Group
    class GoalsAgreed implements OfRelations<PeriodItem<Goals.Item>> {
        @Override
        public Rule<PeriodItem<Goals.Item>> rule(Timeline timeline) {
            return Goals.over(timeline).early(10).rule();
        }
    }

    @Group
    class ContactsAfterStages implements OfRelations<PeriodItem<StageContacts.Item>> {
        @Override
        public Rule<PeriodItem<StageContacts.Item>> rule(Timeline timeline) {
            return StageContacts.over(timeline)
                    .after("installed")
                    .within(60)
                    .sameBy(Contacts.REASON)
                    .rule();
        }
    }

    /** Bookings of invoices, of which some name no invoice that is there. */
    private interface OfInvoices<C> extends LibraryRuleContract<C> {
        HistoryStore<Long> NONE = RandomService.invoices(List.of());

        @Override
        default HistoryStore<Long> store(List<EventRow> rows) {
            return RandomService.invoices(rows);
        }

        @Override
        default Event event(EventRow row) {
            return RandomService.invoice(row);
        }

        @Override
        default String track(EventRow row) {
            return Invoices.TRACK;
        }
    }

    @Group
    class MoneyOfInvoices implements OfInvoices<PeriodItem<MoneyOwed.Item>> {
        @Override
        public Rule<PeriodItem<MoneyOwed.Item>> rule(Timeline timeline) {
            return MoneyOwed.over(timeline).edges(10, 40).rule();
        }
    }

    @Group
    class PaymentsInTime implements OfInvoices<PeriodItem<Payments.Item>> {
        @Override
        public Rule<PeriodItem<Payments.Item>> rule(Timeline timeline) {
            return Payments.over(timeline).tolerating(5).rule();
        }
    }

    @Group
    class DaysToPay implements OfInvoices<TenureCell> {
        @Override
        public Rule<TenureCell> rule(Timeline timeline) {
            return Payments.over(timeline).daysToPayRule(NONE);
        }
    }

    /** Stages of a journey, some left out, some entered twice or backwards. */
    private interface OfJourneys<C> extends LibraryRuleContract<C> {
        HistoryStore<Long> NONE = RandomService.journey(List.of());

        @Override
        default HistoryStore<Long> store(List<EventRow> rows) {
            return RandomService.journey(rows);
        }

        @Override
        default Event event(EventRow row) {
            return RandomService.entered(row);
        }

        @Override
        default String track(EventRow row) {
            return Journey.TRACK;
        }
    }

    @Group
    class StagesReached implements OfJourneys<Journeys.Cell> {
        @Override
        public Rule<Journeys.Cell> rule(Timeline timeline) {
            return Journeys.over(timeline).stages("signed", "onboarded", "live").rule(NONE);
        }
    }

    @Group
    class StagesStrictlyWithinDays implements OfJourneys<Journeys.Cell> {
        @Override
        public Rule<Journeys.Cell> rule(Timeline timeline) {
            return Journeys.over(timeline)
                    .stages("signed", "onboarded", "live")
                    .counting(Journeys.Counting.STRICT)
                    .within(60)
                    .rule(NONE);
        }
    }

    @Group
    class DaysBetweenStages implements OfJourneys<TenureCell> {
        @Override
        public Rule<TenureCell> rule(Timeline timeline) {
            return Journeys.over(timeline).stages("signed", "onboarded", "live").daysRule("signed", "live", NONE);
        }
    }

    @Test
    void everyRuleAndMeasureOfTheLibraryIsUnderAContract() throws IOException {
        Pattern maker = Pattern.compile("    public (?:static )?(?:<.*> )?(?:Rule<.*>|Measure) (\\w+)\\(");
        String here = "";
        for (String test : List.of("EveryRuleTest", "EveryMeasureTest")) {
            here += Files.readString(Path.of("src/test/java/dev/retention/rule/" + test + ".java"));
        }
        Set<String> makers = new TreeSet<>();
        Set<String> missing = new TreeSet<>();
        for (Sources.File file : Sources.all()) {
            String name = file.name().substring(file.name().indexOf('/') + 1).replace(".java", "");
            Matcher found = maker.matcher(file.text());
            if (file.text().contains("\npublic final class " + name + " extends")
                    && Pattern.compile(" extends (Period|Ticket)Method<")
                            .matcher(file.text())
                            .find()
                    && !Pattern.compile(name + "\\.[^;]*\\.rule\\(")
                            .matcher(here)
                            .find()) {
                missing.add(name);
            }
            while (!file.name().startsWith("rule/") && file.text().contains("\npublic ") && found.find()) {
                makers.add(name + "." + found.group(1));
                if (!Pattern.compile(name + "\\.[^;]*\\." + found.group(1) + "\\(")
                        .matcher(here)
                        .find()) {
                    missing.add(name + "." + found.group(1));
                }
            }
        }
        assertThat(missing)
                .as("methods with a rule or measure that no contract test is run over")
                .isEmpty();
        assertThat(makers).hasSizeGreaterThan(9);
    }
}
