package dev.retention.examples;

import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;

/**
 * Simulates a subscription business: its contracts and everything that happens beside them, the same on every machine for the same seed.
 *
 * <pre>{@code
 * Business business = BusinessSimulator.of(1);
 * business.tickets().size();
 * }</pre>
 *
 * <p>These truths are planted, so that whoever counts can see whether they are found:
 *
 * <ul>
 *   <li>a complaint in a month of the contract doubles the hazard of leaving at its end ({@link #COMPLAINT_RATIO});
 *   <li>from July to September 2025 ({@link #BAD_QUARTER}) there are six times as many complaints of outages, caused by operations;
 *   <li>on {@link #PRICE_RISE} the smallest plan becomes dearer, and for three months its customers leave half as often again;
 *   <li>the mood of a customer lowers scores and raises the hazard: low scores come before leaving;
 *   <li>one customer in five pays late, and leaves 1.7 times as often ({@link #LATE_RATIO});
 *   <li>on {@link #HAND_OVER} one manager leaves, whose customers get others and for six months leave twice as often;
 *   <li>on {@link #CAMPAIGN} a coin parts all live customers: the gesture halves the hazard for six months, the holdout gets nothing;
 *   <li>most of those who leave never complained, and some never said anything: silent losses.
 * </ul>
 *
 * <p>Hazards are per month and multiply.
 */
public final class BusinessSimulator {

    /** The first day on which a customer may start. */
    public static final LocalDate FIRST_DAY = LocalDate.of(2023, 7, 1);

    /** The last simulated day. */
    public static final LocalDate LAST_DAY = LocalDate.of(2026, 6, 30);

    /** The day from which the smallest plan costs more. */
    public static final LocalDate PRICE_RISE = LocalDate.of(2025, 2, 1);

    /** The day on which the customers of one manager pass to others. */
    public static final LocalDate HAND_OVER = LocalDate.of(2025, 4, 1);

    /** The first day of the quarter with many complaints of outages. */
    public static final LocalDate BAD_QUARTER = LocalDate.of(2025, 7, 1);

    /** The day of the gesture. */
    public static final LocalDate CAMPAIGN = LocalDate.of(2025, 11, 1);

    /** By how much a complaint in a month multiplies the hazard of leaving at its end. */
    public static final double COMPLAINT_RATIO = 2;

    /** By how much the hazard of late payers is higher. */
    public static final double LATE_RATIO = 1.7;

    /** By how much the hazard is higher in the six months after the hand-over. */
    public static final double HAND_OVER_RATIO = 2;

    /** By how much the gesture multiplies the hazard in the six months after it. */
    public static final double GESTURE_RATIO = 0.5;

    private static final int CUSTOMERS = 900;

    final Chance chance;
    final Queue<Invitation> brought = new ArrayDeque<>();
    final List<Business.Contract> contracts = new ArrayList<>();
    final List<Business.Ticket> tickets = new ArrayList<>();
    final List<Business.Score> scores = new ArrayList<>();
    final List<Business.Booking> bookings = new ArrayList<>();
    final List<Business.Contact> contacts = new ArrayList<>();
    final List<Business.Goal> goals = new ArrayList<>();
    final List<Business.Owner> owners = new ArrayList<>();
    final List<Business.Step> journey = new ArrayList<>();
    final List<Business.Referral> referrals = new ArrayList<>();
    final List<Business.Arm> campaigns = new ArrayList<>();
    private int customers;

    private BusinessSimulator(long seed) {
        chance = new Chance(seed);
    }

    /**
     * Simulates a business that wins about 900 customers in three years.
     *
     * @param seed any number; each gives another business of the same kind
     * @return its rows, always the same for the same seed
     */
    public static Business of(long seed) {
        return of(seed, CUSTOMERS);
    }

    /**
     * Simulates a business.
     *
     * @param seed any number
     * @param customers how many customers it wins without referrals
     * @return its rows, always the same for the same seed and number
     */
    public static Business of(long seed, int customers) {
        BusinessSimulator simulator = new BusinessSimulator(seed);
        double days = LAST_DAY.toEpochDay() - FIRST_DAY.toEpochDay() + 1;
        for (int i = 0; i < customers; i++) {
            LocalDate start = FIRST_DAY.plusDays((long) (days * StrictMath.pow(simulator.chance.uniform(), 1.3)));
            new BusinessLife(simulator, simulator.next(), start).live();
            while (!simulator.brought.isEmpty()) {
                simulator.refer(simulator.brought.remove());
            }
        }
        return new Business(
                simulator.contracts,
                simulator.tickets,
                simulator.scores,
                simulator.bookings,
                simulator.contacts,
                simulator.goals,
                simulator.owners,
                simulator.journey,
                simulator.referrals,
                simulator.campaigns);
    }

    private String next() {
        customers++;
        return String.format(Locale.ROOT, "B%04d", customers);
    }

    /** A customer starts whom another brought. */
    private void refer(Invitation invitation) {
        String brought = next();
        referrals.add(new Business.Referral(invitation.by(), invitation.day(), brought));
        new BusinessLife(this, brought, invitation.day()).live();
    }

    /** Somebody was told of the business, and starts on that day. */
    record Invitation(String by, LocalDate day) {}
}
