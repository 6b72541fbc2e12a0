package dev.retention.value;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.PeriodsPerYear;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import dev.retention.model.BgBb;
import dev.retention.model.GammaGamma;
import dev.retention.model.PurchaseModel;
import dev.retention.purchase.OpportunityHistory;
import dev.retention.purchase.PurchaseHistory;
import dev.retention.purchase.SpendHistory;
import dev.retention.sheet.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What customers will be worth who buy when they like: a model of how often they will, times a model of what they spend,
 * times the margin, discounted.
 *
 * <pre>{@code
 * ValueTerms terms = ValueTerms.of(0.30, DiscountRate.percentPerYear(15));
 * var value = CustomerLifetimeValue.of(model, spend, terms);
 * value.residual(history, spent).asDouble();    // what this customer is still worth
 * value.newCustomer().asDouble();               // what winning a customer may cost
 * }</pre>
 *
 * <pre>
 *   residual     = margin · E[Z | x, m] · DERT(x, t_x, T)
 *   new customer = margin · E[Z] · (1 + DET)
 * </pre>
 *
 * where {@code E[Z]} is the expected spend per purchase, {@code DERT} the discounted expected residual transactions and
 * {@code DET} the discounted expected repeat transactions of a newcomer, both under the {@link ValueTerms}.
 *
 * <ul>
 *   <li>What customers spend is taken as independent of how often they buy; see
 *       {@link dev.retention.purchase.SpendSummary#correlation()}.
 *   <li>The first purchase of a new customer is made today and not discounted.
 *   <li>Models of contracts have values of their own:
 *       {@link dev.retention.model.ContractualModel#discountedLifetime discountedLifetime} times the margin per period, or
 *       {@link DiscountedValue#along along} their survival.
 *   <li>Values are in the unit of money of the spend.
 * </ul>
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param <H> what the model of purchasing knows of a customer
 * @see <a href="https://doi.org/10.1509/jmkr.2005.42.4.415">Fader, Hardie and Lee (2005), RFM and CLV</a>
 * @see EstimatedLifetimeValue
 * @see CustomerBaseValue
 * @since 0.1.0
 */
public final class CustomerLifetimeValue<H> implements Json.Figured {
    private final Purchasing<H> purchasing;
    private final @Nullable GammaGamma spendModel;
    private final double meanSpend;
    private final ValueTerms terms;

    private CustomerLifetimeValue(
            Purchasing<H> purchasing, @Nullable GammaGamma spendModel, double meanSpend, ValueTerms terms) {
        this.purchasing = purchasing;
        this.spendModel = spendModel;
        this.meanSpend = meanSpend;
        this.terms = requireNonNull(terms, "terms");
        checkArgument(
                terms.counting() != ValueTerms.Counting.FOR_EVER
                        || terms.discount().perYear() > 0,
                "terms (%s) must have a discount rate above 0 or a horizon",
                terms);
        purchasing.check(terms);
    }

    /**
     * Value where customers differ in what they spend.
     *
     * @param model how often customers buy
     * @param spend what they spend per purchase; its mean must exist, that is {@code q > 1}
     * @param terms margin, discount and horizon
     * @return the method
     * @throws IllegalArgumentException if {@code q ≤ 1}, or the terms have neither discount nor horizon
     */
    public static CustomerLifetimeValue<PurchaseHistory> of(PurchaseModel model, GammaGamma spend, ValueTerms terms) {
        return of(
                new Purchasing.InContinuousTime(model), requireNonNull(spend, "spend"), requireNonNull(terms, "terms"));
    }

    /**
     * Value where every purchase is worth the same.
     *
     * @param model how often customers buy
     * @param spendPerPurchase what a purchase is worth, finite and at least 0
     * @param terms margin, discount and horizon
     * @return the method
     * @throws IllegalArgumentException if {@code spendPerPurchase} is outside its range, or the terms have neither discount
     *     nor horizon
     */
    public static CustomerLifetimeValue<PurchaseHistory> of(
            PurchaseModel model, double spendPerPurchase, ValueTerms terms) {
        return of(new Purchasing.InContinuousTime(model), spendPerPurchase, terms);
    }

    /**
     * Value where customers buy or not at regular opportunities, and differ in what they spend.
     *
     * @param model whether customers buy
     * @param period the time from one opportunity to the next; the next opportunity is one period away
     * @param spend what they spend per purchase; its mean must exist, that is {@code q > 1}
     * @param terms margin, discount and horizon; opportunities after the horizon do not count
     * @return the method
     * @throws IllegalArgumentException if {@code q ≤ 1}, the terms have neither discount nor horizon, or they count in
     *     periods that are not whole opportunities
     */
    public static CustomerLifetimeValue<OpportunityHistory> of(
            BgBb model, PeriodsPerYear period, GammaGamma spend, ValueTerms terms) {
        return of(
                new Purchasing.AtOpportunities(model, period),
                requireNonNull(spend, "spend"),
                requireNonNull(terms, "terms"));
    }

    /**
     * Value where customers buy or not at regular opportunities and every purchase is worth the same.
     *
     * @param model whether customers buy
     * @param period the time from one opportunity to the next; the next opportunity is one period away
     * @param spendPerPurchase what a purchase is worth, finite and at least 0
     * @param terms margin, discount and horizon; opportunities after the horizon do not count
     * @return the method
     * @throws IllegalArgumentException if {@code spendPerPurchase} is outside its range, the terms have neither discount nor
     *     horizon, or they count in periods that are not whole opportunities
     */
    public static CustomerLifetimeValue<OpportunityHistory> of(
            BgBb model, PeriodsPerYear period, double spendPerPurchase, ValueTerms terms) {
        return of(new Purchasing.AtOpportunities(model, period), spendPerPurchase, terms);
    }

    static <H> CustomerLifetimeValue<H> of(Purchasing<H> purchasing, GammaGamma spend, ValueTerms terms) {
        checkArgument(spend.expectedSpend().isPresent(), "q (%s) must be above 1 for a mean spend to exist", spend.q());
        return new CustomerLifetimeValue<>(
                purchasing, spend, spend.expectedSpend().getAsDouble(), terms);
    }

    private static <H> CustomerLifetimeValue<H> of(Purchasing<H> purchasing, double spend, ValueTerms terms) {
        return new CustomerLifetimeValue<>(purchasing, null, Checks.notNegative(spend, "spendPerPurchase"), terms);
    }

    /**
     * Margin, discount and horizon.
     *
     * @return the terms
     */
    public ValueTerms terms() {
        return terms;
    }

    /**
     * What an existing customer is still worth.
     *
     * @param history the customer's purchases until now
     * @param spend the customer's spend on them; its mean may be 0 but not negative; not looked at if every purchase is worth
     *     the same
     * @return the value with its factors
     * @throws IllegalArgumentException if the mean spend is negative
     */
    public ResidualValue residual(H history, SpendHistory spend) {
        requireNonNull(history, "history");
        requireNonNull(spend, "spend");
        return new ResidualValue(purchasing.discounted(history, terms), spendOf(spend), terms.margin());
    }

    /**
     * What a customer not yet won will be worth: up to this cost winning one pays, even at a loss on the first purchase.
     *
     * @return the value in two parts
     */
    public NewCustomerValue newCustomer() {
        double perPurchase = meanSpend * terms.margin();
        return new NewCustomerValue(perPurchase, perPurchase * purchasing.discounted(terms));
    }

    PeriodsPerYear unit() {
        return purchasing.unit();
    }

    boolean knowsSpend() {
        return spendModel != null;
    }

    double discounted(H history) {
        return purchasing.discounted(history, terms);
    }

    double spendOf(SpendHistory spend) {
        // The mean exists for every history where it exists for newcomers.
        return spendModel == null ? meanSpend : spendModel.expectedSpend(spend).orElse(meanSpend);
    }

    /** {@return the terms in words, and what a new customer is worth} */
    @Override
    public Object figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("terms", terms.toString());
        figures.put("newCustomer", newCustomer());
        return figures;
    }

    /** Prints the mean spend and the terms. */
    @Override
    public String toString() {
        return "purchases of " + Text.number(meanSpend, 4) + ", " + terms;
    }
}
