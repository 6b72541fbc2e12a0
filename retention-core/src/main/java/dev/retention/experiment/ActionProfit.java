package dev.retention.experiment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.Interval;
import dev.retention.Proportion;
import dev.retention.ProportionComparison;
import dev.retention.internal.Fraction;
import dev.retention.internal.Text;
import dev.retention.value.AcquisitionCost;
import dev.retention.value.RetentionCost;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What an action brought and cost, told by its holdout: how many customers it kept who would have left, and at what price.
 *
 * <pre>{@code
 * ActionProfit profit = ActionProfit.of(
 *         Proportion.of(1850, 2000).comparedWith(Proportion.of(1820, 2000)),       // kept, of the treated and of the holdout
 *         new BigDecimal("120.00"),
 *         ActionCost.perCustomer(new BigDecimal("1.00"), Currency.getInstance("EUR")));
 * profit.keptMore();                    // 30
 * profit.costPerCustomerKept();         // 66.67
 * profit.profit();                      // 1600: 30 kept at 120, less 2000
 * profit.answer(0.95);                  // NOT_TOLD: the interval of the profit includes 0
 * }</pre>
 *
 * <p>With {@code p₁} of the {@code n} treated and {@code p₂} of the holdout kept, a worth {@code w} of a customer kept and a total
 * cost {@code C}:
 *
 * <pre>
 *   kept more            n (p₁ − p₂)
 *   cost per kept        C / (n (p₁ − p₂))
 *   profit               n (p₁ − p₂) w − C
 *   break-even effect    C / (n w)
 *   break-even cost      (p₁ − p₂) w, per treated customer
 *   stayed anyway        n min(p₁, p₂)
 *   deadweight           min(1, p₂/p₁) · cost of the treated who stayed
 * </pre>
 *
 * <ul>
 *   <li>{@link RetentionCost} spreads a cost over everybody who stayed; here only those count who stayed because of the action, the
 *       others being paid for nothing.
 *   <li>Intervals follow from Newcombe's of {@code p₁ − p₂}, with worth and cost taken as known.
 *   <li>The worth is that of a customer kept at the end of what was watched: a lifetime value, before the cost of the action. It is
 *       not that of the mean customer if those whom the action keeps buy less, see {@link ValueProfit}.
 *   <li>Deadweight supposes that the action drives nobody away, and that of those who stayed as many took the offer among those
 *       whom it kept as among those who would have stayed anyway. The latter mostly take it more readily, so that it is rather
 *       more.
 * </ul>
 *
 * <p>This record is immutable and thread-safe.
 *
 * @param kept the treated who were kept, against those of the holdout
 * @param worth what a customer kept is worth, in major units of the cost's currency, 0 or from 1e-100 to 1e100
 * @param cost what the action costs
 * @since 0.1.0
 */
public record ActionProfit(ProportionComparison kept, BigDecimal worth, ActionCost cost) {

    /**
     * Checks the numbers.
     *
     * @param kept the treated who were kept, against those of the holdout
     * @param worth what a customer kept is worth
     * @param cost what the action costs
     * @throws IllegalArgumentException if {@code worth} is not 0 or from 1e-100 to 1e100, or the treated, kept or lost, are
     *     fewer than the takers among them
     */
    public ActionProfit {
        Proportion treated = requireNonNull(kept, "kept").first();
        ActionCost.notNegative(worth, "worth");
        long lostTakers = requireNonNull(cost, "cost").takers() - cost.takersKept();
        checkArgument(
                cost.takersKept() <= treated.count(),
                "takersKept (%s) must be at most the treated who were kept (%s)",
                cost.takersKept(),
                treated.count());
        checkArgument(
                lostTakers <= treated.complement().count(),
                "takers who left (%s) must be at most the treated who left (%s)",
                lostTakers,
                treated.complement().count());
    }

    /**
     * Sets what an action brought against what it cost.
     *
     * @param kept the treated who were kept, against those of the holdout
     * @param worth what a customer kept is worth, in major units of the cost's currency, 0 or from 1e-100 to 1e100
     * @param cost what the action costs
     * @return the profit
     * @throws IllegalArgumentException if {@code worth} is out of its range, or the treated are fewer than the takers among them
     */
    public static ActionProfit of(ProportionComparison kept, BigDecimal worth, ActionCost cost) {
        return new ActionProfit(kept, worth, cost);
    }

    /**
     * {@return the same as {@link #of} of shares of customers who were lost: who was not lost was kept}
     *
     * @param lost the share lost of the treated, against that of the holdout
     * @param worth what a customer kept is worth, as of {@link #of}
     * @param cost what the action costs
     */
    public static ActionProfit ofLost(ProportionComparison lost, BigDecimal worth, ActionCost cost) {
        Proportion kept = requireNonNull(lost, "lost").first().complement();
        return of(kept.comparedWith(lost.reference().complement()), worth, cost);
    }

    private long treated() {
        return kept.first().total();
    }

    /** n₁(p₁ − p₂) times n₂. */
    private BigDecimal keptMoreTimesHeld() {
        Proportion held = kept.reference();
        BigInteger ours = BigInteger.valueOf(kept.first().count()).multiply(BigInteger.valueOf(held.total()));
        return new BigDecimal(ours.subtract(BigInteger.valueOf(held.count()).multiply(BigInteger.valueOf(treated()))));
    }

    private BigDecimal held() {
        return BigDecimal.valueOf(kept.reference().total());
    }

    /** {@return how many customers were kept who would have left, {@code n (p₁ − p₂)}; below 0 if it drove customers away} */
    public double keptMore() {
        return new Fraction(keptMoreTimesHeld(), held()).doubleValue();
    }

    /**
     * Where that lies.
     *
     * @param confidence the level, inside (0, 1), such as 0.95
     * @return Newcombe's interval of {@code p₁ − p₂}, times {@code n}
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     */
    public Interval keptMoreInterval(double confidence) {
        Interval effect = kept.differenceInterval(confidence);
        return Interval.of(treated() * effect.lower(), treated() * effect.upper(), confidence);
    }

    /** {@return what the action cost in all, exact, in major units} */
    public BigDecimal totalCost() {
        return cost.total(treated());
    }

    /** {@return what it cost to keep one customer who would have left, in major units; empty if nobody was kept} */
    public OptionalDouble costPerCustomerKept() {
        BigDecimal more = keptMoreTimesHeld();
        return more.signum() <= 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(new Fraction(totalCost().multiply(held()), more).doubleValue());
    }

    /**
     * Where that lies: the total cost over the ends of {@link #keptMoreInterval}.
     *
     * @param confidence the level, inside (0, 1), such as 0.95
     * @return the interval; empty unless customers kept are above 0 at its lower end, for else no cost is too high to be true
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     */
    public Optional<Interval> costPerCustomerKeptInterval(double confidence) {
        Interval more = keptMoreInterval(confidence);
        double total = totalCost().doubleValue();
        return more.lower() > 0
                ? Optional.of(Interval.of(total / more.upper(), total / more.lower(), confidence))
                : Optional.empty();
    }

    /**
     * How many times as much a new customer costs as one whom the action kept.
     *
     * @param acquisition the cost of new customers, in the same currency
     * @return at least 0; empty if nobody was kept who would have left, the action cost nothing, or the ratio is past the range of
     *     doubles
     * @throws IllegalArgumentException if the currencies differ
     */
    public OptionalDouble ratioTo(AcquisitionCost acquisition) {
        checkArgument(
                requireNonNull(acquisition, "acquisition").currency().equals(cost.currency()),
                "currency (%s) must be %s",
                acquisition.currency(),
                cost.currency());
        double ratio =
                acquisition.perCustomer().asDouble() / costPerCustomerKept().orElse(0);
        return Double.isFinite(ratio) ? OptionalDouble.of(ratio) : OptionalDouble.empty();
    }

    /** {@return what the customers kept are worth, less what the action cost, in major units; below 0 for a loss} */
    public double profit() {
        BigDecimal above =
                keptMoreTimesHeld().multiply(worth).subtract(totalCost().multiply(held()));
        return new Fraction(above, held()).doubleValue();
    }

    /**
     * Where the profit lies.
     *
     * @param confidence the level, inside (0, 1), such as 0.95
     * @return the profit at both ends of {@link #keptMoreInterval}
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     */
    public Interval profitInterval(double confidence) {
        Interval more = keptMoreInterval(confidence);
        return Interval.of(profitOf(more.lower()), profitOf(more.upper()), confidence);
    }

    private double profitOf(double more) {
        return new BigDecimal(more).multiply(worth).subtract(totalCost()).doubleValue();
    }

    /**
     * {@return whether the action is worth its cost, as far as can be told}
     *
     * @param confidence the level, inside (0, 1), such as 0.95
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     */
    public ProfitAnswer answer(double confidence) {
        return ProfitAnswer.of(profitInterval(confidence));
    }

    /**
     * The effect from which the action pays.
     *
     * @return the least {@code p₁ − p₂} that earns the cost, at least 0, past 1 if none does; empty if a customer kept is worth
     *     nothing
     */
    public OptionalDouble breakEvenEffect() {
        return worth.signum() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        new Fraction(totalCost(), worth.multiply(BigDecimal.valueOf(treated()))).doubleValue());
    }

    /**
     * The cost up to which the action pays.
     *
     * @return the most that all of it may cost per treated customer, in major units; below 0 if it drove customers away
     */
    public double breakEvenCost() {
        BigDecimal treated = BigDecimal.valueOf(treated());
        return new Fraction(keptMoreTimesHeld().multiply(worth), held().multiply(treated)).doubleValue();
    }

    /** {@return how many of the treated would have stayed without the action: {@code n min(p₁, p₂)}} */
    public double stayedAnyway() {
        return anyway() * kept.first().count();
    }

    /** The share of the treated who stayed that would have without. */
    private double anyway() {
        OptionalDouble ratio = kept.ratio();
        return ratio.isEmpty() ? 0 : Math.min(1, 1 / ratio.getAsDouble());
    }

    /** {@return what was spent on those who would have stayed without it, beside what is fixed, in major units} */
    public double deadweight() {
        return anyway() * costOfKept().doubleValue();
    }

    private BigDecimal costOfKept() {
        return cost.borne(kept.first().count(), cost.takersKept());
    }

    /** {@return what was spent on those who left all the same, beside what is fixed, exact} */
    public BigDecimal costOfLost() {
        return cost.borne(kept.first().complement().count(), cost.takers() - cost.takersKept());
    }

    /** Prints how many were kept, for how much, and the profit, with intervals at 95 %; and the deadweight. */
    @Override
    public String toString() {
        Interval more = keptMoreInterval(0.95);
        Interval profit = profitInterval(0.95);
        String money = " " + cost.currency();
        boolean isFree = totalCost().signum() == 0;
        return Text.within(keptMore(), more.width() / 2, 4) + " of " + treated() + " kept who would have left " + more
                + (isFree ? ", for nothing" : ", for " + totalCost().toPlainString() + money + ": " + perKept(money))
                + "; profit " + Text.within(profit(), profit.width() / 2, 6) + money + " " + profit + ", "
                + Text.words(answer(0.95))
                + (isFree
                        ? ""
                        : "; " + Text.within(deadweight(), 0, 6) + money
                                + " went to those who would have stayed anyway");
    }

    private String perKept(String money) {
        Optional<Interval> interval = costPerCustomerKeptInterval(0.95);
        return costPerCustomerKept().isEmpty()
                ? "nobody was kept by it"
                : Text.within(costPerCustomerKept().getAsDouble(), 0, 4) + money + " each "
                        + interval.map(Interval::toString).orElse("(or any more: the effect may be 0)");
    }
}
