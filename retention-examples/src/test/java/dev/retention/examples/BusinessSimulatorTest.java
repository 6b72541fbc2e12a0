package dev.retention.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.Proportion;
import dev.retention.examples.Business.Contract;
import dev.retention.examples.Business.Ticket;
import dev.retention.history.HistoryStore;
import dev.retention.segment.Referrals;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BusinessSimulatorTest {

    /** So many customers that chance hides none of the effects. */
    private static final Business BUSINESS = BusinessSimulator.of(1, 2_500);

    @Test
    void makesTheSameRowsOfTheSameSeedAndOthersOfAnother() {
        assertThat(BusinessSimulator.of(1, 50)).isEqualTo(BusinessSimulator.of(1, 50));
        assertThat(BusinessSimulator.of(2, 50).tickets())
                .isNotEqualTo(BusinessSimulator.of(1, 50).tickets());
    }

    @Test
    void tellsNothingOfDaysThatHaveNotCome() {
        assertThat(BUSINESS.tickets()).allSatisfy(row -> {
            assertThat(row.opened()).isBeforeOrEqualTo(BusinessSimulator.LAST_DAY);
            assertThat(row.answered() == null || !row.answered().isBefore(row.opened()))
                    .isTrue();
            assertThat(row.resolved() == null || !row.resolved().isBefore(Objects.requireNonNull(row.answered())))
                    .isTrue();
        });
        assertThat(BUSINESS.bookings()).extracting(Business.Booking::day).allMatch(BusinessSimulatorTest::hasCome);
        assertThat(BUSINESS.contacts()).extracting(Business.Contact::day).allMatch(BusinessSimulatorTest::hasCome);
        assertThat(BUSINESS.journey()).extracting(Business.Step::entered).allMatch(BusinessSimulatorTest::hasCome);
        assertThat(BUSINESS.scores())
                .extracting(Business.Score::answered)
                .filteredOn(Objects::nonNull)
                .allMatch(BusinessSimulatorTest::hasCome);
    }

    private static boolean hasCome(LocalDate day) {
        return !day.isAfter(BusinessSimulator.LAST_DAY);
    }

    /** The other rows are read, as strictly, by the examples. */
    @Test
    void referralsAreThoseOfCustomers() {
        Business small = BusinessSimulator.of(1);
        HistoryStore<String> contracts = small.contractHistories();
        HistoryStore<String> referrals = Referrals.reader(
                        Business.Referral::customer, Business.Referral::brought, Business.Referral::day)
                .among(contracts)
                .from(small.referrals());
        assertThat(referrals.customers()).isGreaterThan(100);
        assertThat(small.campaigns())
                .allSatisfy(arm -> assertThat(contracts.find(arm.customer())).isPresent());
    }

    @Test
    void lateInvoicesComplaintsAndHandOversComeBeforeLeaving() {
        Map<String, List<Ticket>> complaints = BUSINESS.tickets().stream()
                .filter(ticket -> ticket.kind().equals("complaint"))
                .collect(Collectors.groupingBy(Ticket::customer));
        assertThat(ratio((customer, from, to) -> complaints.getOrDefault(customer, List.of()).stream()
                        .anyMatch(ticket -> isWithin(ticket.opened(), from, to))))
                .isBetween(1.5, 2.5);
        Map<String, LocalDate> due = new HashMap<>();
        Set<String> late = new HashSet<>();
        BUSINESS.bookings().forEach(booking -> {
            if (booking.due() != null) {
                due.put(booking.invoice(), booking.due());
            } else if (booking.kind().equals("payment")
                    && booking.invoice().endsWith("-01")
                    && booking.day().isAfter(due.get(booking.invoice()))) {
                late.add(booking.customer());
            }
        });
        assertThat(ratio((customer, from, to) -> late.contains(customer))).isBetween(1.1, 2.1);
        Set<String> handed = BUSINESS.owners().stream()
                .filter(owner -> owner.since().equals(BusinessSimulator.HAND_OVER))
                .filter(owner -> BUSINESS.owners().stream()
                        .anyMatch(first -> first.customer().equals(owner.customer())
                                && first.employee().equals("Dirk")))
                .map(Business.Owner::customer)
                .collect(Collectors.toSet());
        assertThat(ratio((customer, from, to) -> handed.contains(customer)
                        && isWithin(
                                to.minusDays(1),
                                BusinessSimulator.HAND_OVER,
                                BusinessSimulator.HAND_OVER.plusMonths(6))))
                .isBetween(1.4, 2.8);
    }

    private static boolean isWithin(LocalDate day, LocalDate from, LocalDate to) {
        return !day.isBefore(from) && day.isBefore(to);
    }

    /** Tells whether a month of a customer's contract is of the kind. */
    private interface MonthFilter {
        boolean test(String customer, LocalDate from, LocalDate to);
    }

    /** How much oftener contracts end with a month of the kind than with others. */
    private static double ratio(MonthFilter filter) {
        long[] months = new long[2];
        long[] left = new long[2];
        for (Contract contract : BUSINESS.contracts()) {
            LocalDate end = Objects.requireNonNullElse(contract.end(), BusinessSimulator.LAST_DAY);
            for (int month = 1; !contract.start().plusMonths(month).isAfter(end); month++) {
                LocalDate to = contract.start().plusMonths(month);
                int kind = filter.test(contract.customer(), contract.start().plusMonths(month - 1), to) ? 1 : 0;
                months[kind]++;
                left[kind] += to.equals(end) && contract.mode() != null ? 1 : 0;
            }
        }
        return (double) left[1] / months[1] / ((double) left[0] / months[0]);
    }

    @Test
    void aGestureKeepsCustomersAndAQuarterIsBad() {
        Map<String, Long> outages = counted(
                ticket -> ticket.topic().equals("outages") && ticket.kind().equals("complaint")
                        ? "" + ticket.opened().getYear() + (ticket.opened().getMonthValue() + 2) / 3
                        : "none");
        assertThat(outages.get("20253"))
                .isGreaterThan(3 * outages.get("20252"))
                .isGreaterThan(2 * outages.get("20261"));
        Map<String, Boolean> left = BUSINESS.contracts().stream()
                .filter(contract -> contract.end() != null
                        && contract.end().isAfter(BusinessSimulator.CAMPAIGN)
                        && !contract.end().isAfter(BusinessSimulator.CAMPAIGN.plusMonths(6)))
                .collect(Collectors.toMap(Contract::customer, contract -> true, (a, b) -> a));
        Map<String, List<Business.Arm>> arms =
                BUSINESS.campaigns().stream().collect(Collectors.groupingBy(Business.Arm::arm));
        Proportion gesture = share(arms.get("gesture"), left);
        Proportion holdout = share(arms.get("holdout"), left);
        assertThat(holdout.asDouble()).isGreaterThan(1.4 * gesture.asDouble());
    }

    private static Proportion share(List<Business.Arm> arm, Map<String, Boolean> left) {
        return Proportion.of(
                arm.stream().filter(row -> left.containsKey(row.customer())).count(), arm.size());
    }

    private static Map<String, Long> counted(Function<Ticket, String> by) {
        return BUSINESS.tickets().stream().collect(Collectors.groupingBy(by, Collectors.counting()));
    }

    @Test
    void lowScoresComeBeforeLeavingAndMostWhoLeaveNeverComplained() {
        Map<String, List<Business.Score>> low = BUSINESS.scores().stream()
                .filter(score -> score.survey().equals("nps") && score.score() != null && score.score() <= 6)
                .collect(Collectors.groupingBy(Business.Score::customer));
        assertThat(ratio((customer, from, to) -> low.getOrDefault(customer, List.of()).stream()
                        .anyMatch(score -> isWithin(score.asked(), from.minusMonths(2), to))))
                .isGreaterThan(1.3);
        Set<String> ever = BUSINESS.tickets().stream()
                .filter(ticket -> ticket.kind().equals("complaint"))
                .map(Ticket::customer)
                .collect(Collectors.toSet());
        List<Contract> losses = BUSINESS.contracts().stream()
                .filter(contract -> contract.mode() != null)
                .toList();
        assertThat(losses.stream()
                        .filter(contract -> !ever.contains(contract.customer()))
                        .count())
                .isGreaterThan(losses.size() / 3);
    }
}
