package dev.retention.examples;

import dev.retention.experiment.Exposure;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Simulates a shop that tries four things on the same customers at once, each against a holdout of its own, the same on every machine
 * for the same seed.
 *
 * <p>A customer orders as a Poisson process of an own rate and spends around a level of their own. On {@link #DAY} and the days after
 * it, one in thirty customers a day, some have lost interest for good. These truths are planted, so that whoever reads can see whether
 * they are found; as shares of what the holdout does they hold of any number of days:
 *
 * <ul>
 *   <li>the save offer keeps some of those who would have lost interest: 24 % lose it instead of 30 %, so that more order, by a share
 *       of 0.76 / 0.70 − 1 = 8.6 %. It keeps {@linkplain #isPriceSensitive those who look at prices} alone, of whom 18 % lose interest;
 *   <li>members of the loyalty programme order one fifth more often;
 *   <li>a gesture, a small gift that nobody expects, has customers spend 8 % more an order;
 *   <li>the newsletter does nothing.
 * </ul>
 */
public final class ActionSimulator {

    /** The first day of orders. */
    public static final LocalDate FIRST_DAY = LocalDate.of(2025, 7, 1);

    /** The first day on which something is done. */
    public static final LocalDate DAY = LocalDate.of(2026, 2, 1);

    /** The last simulated day. */
    public static final LocalDate LAST_DAY = LocalDate.of(2026, 6, 30);

    /** The chance that a customer loses interest, of whom nothing is done. */
    public static final double LOST = 0.30;

    /** The same of those who look at prices and get the save offer; the others, half of all, it leaves as they are. */
    public static final double LOST_WITH_OFFER = 0.18;

    /** By how much members of the loyalty programme order more often. */
    public static final double LOYALTY = 1.20;

    /** By how much an order is larger after a gesture. */
    public static final double GESTURE = 1.08;

    private static final int CUSTOMERS = 12_000;
    private static final int DAYS_OF_ENTRY = 30;
    private static final double MEAN_GAP = 60;

    /** What is tried. */
    public enum Action {
        /** A reduced price for those who might leave. */
        SAVE_OFFER,
        /** Points for every order. */
        LOYALTY_PROGRAMME,
        /** A gift that nobody expects. */
        GESTURE,
        /** A letter that nobody reads. */
        NEWSLETTER
    }

    /** An order. */
    public record Sale(long customer, LocalDate day, BigDecimal amount) {}

    /**
     * What came of it.
     *
     * @param sales all orders
     * @param exposures who was in which arm of what, and from which day on
     * @param scores what a model makes of each customer: the higher, the more the customer seems to look at prices
     */
    public record Tried(List<Sale> sales, Map<Action, List<Exposure<Long>>> exposures, Map<Long, Double> scores) {
        /** Who was in which arm of an action. */
        public List<Exposure<Long>> exposures(Action action) {
            return exposures.getOrDefault(action, List.of());
        }
    }

    private final Chance chance;
    private final BiFunction<Action, Long, String> arms;
    private final List<Sale> sales = new ArrayList<>();
    private final Map<Action, List<Exposure<Long>>> exposures = new EnumMap<>(Action.class);

    private final Map<Long, Double> scores = new LinkedHashMap<>();

    private ActionSimulator(long seed, BiFunction<Action, Long, String> arms) {
        this.chance = new Chance(seed);
        this.arms = arms;
    }

    /**
     * Simulates 12,000 customers.
     *
     * @param seed any number
     * @param arms the arm of a customer in what is tried: {@code holdout}, or any other, of whom it is done
     * @return what they did, always the same for the same seed and arms
     */
    public static Tried of(long seed, BiFunction<Action, Long, String> arms) {
        ActionSimulator simulator = new ActionSimulator(seed, arms);
        for (long customer = 1; customer <= CUSTOMERS; customer++) {
            simulator.live(customer);
        }
        return new Tried(simulator.sales, simulator.exposures, simulator.scores);
    }

    /** Whether a customer looks at prices; every other one does. */
    public static boolean isPriceSensitive(long customer) {
        return customer % 2 == 0;
    }

    private void live(long customer) {
        LocalDate day = DAY.plusDays(chance.between(0, DAYS_OF_ENTRY - 1));
        Set<Action> done = EnumSet.noneOf(Action.class);
        for (Action action : Action.values()) {
            String arm = arms.apply(action, customer);
            if (!arm.equals("holdout")) {
                done.add(action);
            }
            exposures.computeIfAbsent(action, unused -> new ArrayList<>()).add(new Exposure<>(customer, arm, day));
        }
        double gap = MEAN_GAP * StrictMath.exp(0.5 * chance.normal());
        double level = 40 * StrictMath.exp(0.6 * chance.normal());
        boolean isSensitive = isPriceSensitive(customer);
        boolean isLost = chance.happens(isSensitive && done.contains(Action.SAVE_OFFER) ? LOST_WITH_OFFER : LOST);
        scores.put(customer, (isSensitive ? 1 : 0) + chance.normal());
        order(customer, gap, level, FIRST_DAY, day.minusDays(1));
        if (!isLost) {
            order(
                    customer,
                    done.contains(Action.LOYALTY_PROGRAMME) ? gap / LOYALTY : gap,
                    done.contains(Action.GESTURE) ? level * GESTURE : level,
                    day,
                    LAST_DAY);
        }
    }

    private void order(long customer, double gap, double level, LocalDate from, LocalDate to) {
        double days = to.toEpochDay() - from.toEpochDay() + 1.0;
        for (double at = chance.waiting(gap); at < days; at += chance.waiting(gap)) {
            BigDecimal amount = BigDecimal.valueOf(level * StrictMath.exp(0.4 * chance.normal()))
                    .setScale(2, RoundingMode.HALF_EVEN);
            sales.add(new Sale(customer, from.plusDays((long) at), amount));
        }
    }
}
