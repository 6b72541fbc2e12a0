package dev.retention.examples;

import dev.retention.examples.Business.Contract;
import dev.retention.examples.Business.Goal;
import dev.retention.examples.Business.Ticket;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The terms of the contracts of a simulated business, reckoned from its other rows without chance.
 *
 * <ul>
 *   <li>A contract has terms of twelve months. One ends on each anniversary of the contract's first day, up to the last simulated day.
 *   <li>A term is renewed if the contract runs on after it, for twelve times the monthly price of that day, and lost if the contract ends
 *       within the term or on its last day. What is due is twelve times the price before that day.
 *   <li>What is renewed is decided up to five weeks before to two weeks after the end, what is lost on the day of the notice, else on the
 *       contract's last day. What is decided after the last simulated day is pending.
 *   <li>Reasons: of the lost what they said, or {@code failed payment}; of the kept {@code reached a goal} in the last two months or
 *       {@code praised us} in the term, if they did. A month after, {@code too expensive} is recoded as {@code service} if there was a complaint in the term.
 * </ul>
 */
final class BusinessTerms {

    private static final BigDecimal MONTHS = BigDecimal.valueOf(12);
    private static final int REVIEWED_AFTER = 30;
    private static final int GOOD_NEWS = 61;

    private final Business business;
    private final Map<String, Set<LocalDate>> complaints = new HashMap<>();
    private final Map<String, Set<LocalDate>> praises = new HashMap<>();
    private final Map<String, Set<LocalDate>> goals = new HashMap<>();

    BusinessTerms(Business business) {
        this.business = business;
        for (Ticket ticket : business.tickets()) {
            if (!ticket.kind().equals("question")) {
                add(ticket.kind().equals("complaint") ? complaints : praises, ticket.customer(), ticket.opened());
            }
        }
        for (Goal goal : business.goals()) {
            LocalDate met = goal.met();
            if (met != null) {
                add(goals, goal.customer(), met);
            }
        }
    }

    private static void add(Map<String, Set<LocalDate>> all, String customer, LocalDate day) {
        all.computeIfAbsent(customer, unused -> new HashSet<>()).add(day);
    }

    /**
     * A term that ends.
     *
     * @param decided null while it is pending
     * @param renewedFor null unless it is renewed
     */
    record Term(
            String customer,
            LocalDate end,
            BigDecimal due,
            @Nullable LocalDate decided,
            @Nullable BigDecimal renewedFor,
            @Nullable String reason,
            @Nullable LocalDate recoded,
            @Nullable String reasonNow) {}

    /** All terms that ended, in order of customer and then of time. */
    List<Term> all() {
        List<Term> terms = new ArrayList<>();
        List<Contract> states = new ArrayList<>();
        for (Contract row : business.contracts()) {
            states.add(row);
            // A state that ends without a mode goes on at another price.
            if (row.mode() != null || row.end() == null) {
                terms(states, terms);
                states.clear();
            }
        }
        return terms;
    }

    private void terms(List<Contract> states, List<Term> terms) {
        LocalDate start = states.get(0).start();
        Contract last = states.get(states.size() - 1);
        for (int year = 1; ; year++) {
            LocalDate from = start.plusYears(year - 1L);
            LocalDate end = start.plusYears(year);
            LocalDate gone = last.end();
            if (end.isAfter(BusinessSimulator.LAST_DAY) || (gone != null && !gone.isAfter(from))) {
                return;
            }
            boolean isLost = gone != null && !gone.isAfter(end);
            terms.add(isLost ? lost(last, from, end, price(states, end.minusDays(1))) : kept(states, from, end, year));
        }
    }

    /** A year's price on a day; of a day after the last that of the last. */
    private static BigDecimal price(List<Contract> states, LocalDate day) {
        Contract on = states.get(0);
        for (Contract state : states) {
            on = state.start().isAfter(day) ? on : state;
        }
        return on.monthly().multiply(MONTHS);
    }

    private Term kept(List<Contract> states, LocalDate from, LocalDate end, int year) {
        String customer = states.get(0).customer();
        LocalDate decided = end.plusDays(Math.floorMod(customer.hashCode() * 31 + year * 17, 50) - 35L);
        BigDecimal due = price(states, end.minusDays(1));
        if (decided.isAfter(BusinessSimulator.LAST_DAY)) {
            return new Term(customer, end, due, null, null, null, null, null);
        }
        String reason = any(goals, customer, end.minusDays(GOOD_NEWS), end)
                ? "reached a goal"
                : any(praises, customer, from, end) ? "praised us" : null;
        return new Term(customer, end, due, decided, price(states, end), reason, null, null);
    }

    private Term lost(Contract last, LocalDate from, LocalDate end, BigDecimal due) {
        LocalDate decided = last.cancelled() == null ? last.end() : last.cancelled();
        String reason = "failed payment".equals(last.mode()) ? last.mode() : last.reason();
        boolean isRecoded = decided != null
                && "too expensive".equals(reason)
                && any(complaints, last.customer(), from, end)
                && !decided.plusDays(REVIEWED_AFTER).isAfter(BusinessSimulator.LAST_DAY);
        return new Term(
                last.customer(),
                end,
                due,
                decided,
                null,
                reason,
                isRecoded && decided != null ? decided.plusDays(REVIEWED_AFTER) : null,
                isRecoded ? "service" : null);
    }

    private static boolean any(Map<String, Set<LocalDate>> days, String customer, LocalDate from, LocalDate end) {
        return days.getOrDefault(customer, Set.of()).stream().anyMatch(day -> !day.isBefore(from) && day.isBefore(end));
    }
}
