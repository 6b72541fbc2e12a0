package dev.retention.survival;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.internal.Checks;
import dev.retention.movement.Spells;
import dev.retention.rule.Sweep;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Does a complaint, a price rise or a hand-over make customers leave sooner? From histories to the rows of a {@link CoxRegression} whose
 * covariates change in time.
 *
 * <pre>{@code
 * RiskRows rows = RiskRows.over(Timeline.monthly(asOf), Spells.between("started", "ended"))
 *     .withCount("complaints", "tickets", "complaint")
 *     .withSince("price rise", 1, "contracts", "price rise")
 *     .withSince("handed over", 2, "owners");
 * CoxFit<RiskRows.Row<String>> fit = rows.fit(sweep);
 * fit.coefficient("complaints").hazardRatio();      // each complaint more multiplies the hazard of leaving by that
 * }</pre>
 *
 * <p>A customer's clock starts at 0 on the first day of the first {@linkplain Spells spell} and stops with its end, or with the end of the
 * data; it runs in days. Each change of a covariate cuts the time into another row.
 *
 * <ul>
 *   <li>What happens on a day holds from the end of that day on: a complaint on the day of the loss tells nothing of that loss.
 *   <li>Events before the first spell count too: who complained before starts with one complaint. What comes after the spell does not matter.
 *   <li>Customers without a spell have no rows, whatever is on other tracks.
 *   <li>With {@link #recurring}, the rows end at each of those events instead of the loss, for the model of Andersen and Gill: what makes
 *       customers complain? Several on one day end one row; on the first day of the spell nothing has been observed yet, so none does.
 * </ul>
 *
 * <p>Traits that stay are covariates by the customer: {@code rows.<String>regression().covariate("size", row -> sizes.get(row.customer()))}. Takes one
 * pass over the store. This class is immutable, thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class RiskRows implements Serializable {
    private static final long serialVersionUID = 1;

    private final Timeline timeline;
    private final Spells spells;
    private final String liveOn;
    private final ArrayList<RiskCourse> courses;
    private final @Nullable RiskCourse outcome;

    private RiskRows(
            Timeline timeline, Spells spells, String liveOn, List<RiskCourse> courses, @Nullable RiskCourse outcome) {
        this.timeline = requireNonNull(timeline, "timeline");
        this.spells = requireNonNull(spells, "spells");
        this.liveOn = requireNonNull(liveOn, "liveOn");
        this.courses = new ArrayList<>(courses);
        this.outcome = outcome;
    }

    /**
     * Rows without covariates yet that end with the loss, of customers who are live by the first track of a store.
     *
     * @param timeline the end of the data, and the zone for stores of instants; its periods do not matter
     * @param spells when a customer is live
     * @return the method
     */
    public static RiskRows over(Timeline timeline, Spells spells) {
        return new RiskRows(timeline, spells, "", List.of(), null);
    }

    /**
     * Sets the track by which customers are live.
     *
     * @param track the name of the track, such as {@code contracts}; the first one by default
     * @return this method by that track
     */
    public RiskRows liveOn(String track) {
        return new RiskRows(timeline, spells, requireNonNull(track, "track"), courses, outcome);
    }

    /**
     * Adds a covariate: how many events there have been so far.
     *
     * @param covariate the name of the covariate, not yet used
     * @param track the name of the track; empty for the first one
     * @param codes which events count; all if none are named
     * @return this method with that covariate
     * @throws IllegalArgumentException if the name is used already or a code comes twice
     */
    public RiskRows withCount(String covariate, String track, String... codes) {
        return with(new RiskCourse(unused(covariate), track, codes, 0, 0));
    }

    /**
     * Adds a covariate: how many events there were in the days before.
     *
     * @param covariate the name of the covariate, not yet used
     * @param days for how many days an event counts, at least 1: an event of day {@code d} from {@code d + 1} to {@code d + days}
     * @param track the name of the track; empty for the first one
     * @param codes which events count; all if none are named
     * @return this method with that covariate
     * @throws IllegalArgumentException if the name is used already, {@code days} is not from 1 to 1,000,000 or a code comes twice
     */
    public RiskRows withRecent(String covariate, int days, String track, String... codes) {
        return with(new RiskCourse(unused(covariate), track, codes, 0, Checks.within(days, 1, Checks.MOST, "days")));
    }

    /**
     * Adds a covariate: 1 once there has been an event, 0 before.
     *
     * @param covariate the name of the covariate, not yet used
     * @param number which event it is, from 1; 2 where the first is no change, as of those who look after a customer: a hand-over
     * @param track the name of the track; empty for the first one
     * @param codes which events count; all if none are named
     * @return this method with that covariate
     * @throws IllegalArgumentException if the name is used already, {@code number} is not from 1 to 1,000,000 or a code comes twice
     */
    public RiskRows withSince(String covariate, int number, String track, String... codes) {
        return with(
                new RiskCourse(unused(covariate), track, codes, Checks.within(number, 1, Checks.MOST, "number"), 0));
    }

    private String unused(String covariate) {
        requireNonNull(covariate, "covariate");
        checkArgument(
                courses.stream().noneMatch(course -> course.name.equals(covariate)),
                "covariate (%s) is used already",
                covariate);
        return covariate;
    }

    private RiskRows with(RiskCourse course) {
        List<RiskCourse> more = new ArrayList<>(courses);
        more.add(course);
        return new RiskRows(timeline, spells, liveOn, more, outcome);
    }

    /**
     * Sets what the rows end with: events that may come again and again, instead of the loss.
     *
     * @param track the name of the track; empty for the first one
     * @param codes which events; all if none are named
     * @return this method for those events
     * @throws IllegalArgumentException if a code comes twice
     */
    public RiskRows recurring(String track, String... codes) {
        return new RiskRows(timeline, spells, liveOn, courses, new RiskCourse("", track, codes, 0, 0));
    }

    /**
     * One stretch of a customer's time in which no covariate changes.
     *
     * @param <K> the type of customer keys
     * @param customer the customer
     * @param tenure the stretch {@code (entry, duration]} in days from the start, ended if it ends with the loss or recurrence
     * @param covariates the values of the covariates, in the order in which they were added
     * @since 0.1.0
     */
    public record Row<K>(K customer, Tenure tenure, List<Double> covariates) {
        /**
         * Takes what the row holds.
         *
         * @param customer the customer
         * @param tenure the stretch
         * @param covariates the values of the covariates
         */
        public Row {
            requireNonNull(customer, "customer");
            requireNonNull(tenure, "tenure");
            covariates = List.copyOf(requireNonNull(covariates, "covariates"));
        }
    }

    /**
     * The regression of such rows on the covariates by their names: Efron's ties, variance summed within customers.
     *
     * @param <K> the type of customer keys
     * @return the regression, to which others may be added
     */
    public <K> CoxRegression<Row<K>> regression() {
        CoxRegression<Row<K>> regression = CoxRegression.<Row<K>>of(Row::tenure).rowsOf(Row::customer);
        for (int j = 0; j < courses.size(); j++) {
            int at = j;
            regression = regression.covariate(
                    courses.get(j).name, row -> row.covariates().get(at));
        }
        return regression;
    }

    /**
     * The rows of all customers, in the order of the store and of time.
     *
     * @param sweep the sweep
     * @param <K> the type of customer keys
     * @return the rows, the same on any number of threads
     * @throws IllegalArgumentException if the timeline does not fit the store
     * @throws dev.retention.rule.RuleException if the store lacks a track
     */
    public <K> List<Row<K>> of(Sweep<K> sweep) {
        RiskCutter cutter = new RiskCutter(List.copyOf(courses), outcome);
        return List.copyOf(this.<K, Row<K>>collect(sweep, (rows, history) -> {
            List<Spells.Spell> live = spells.of(RiskCourse.on(history, liveOn));
            if (!live.isEmpty()) {
                cutter.forEach(
                        history,
                        live.get(0),
                        (tenure, values) -> rows.add(new Row<>(RiskRows.<K>customer(history), tenure, values)));
            }
        }));
    }

    /**
     * Fits the {@link #regression} to the {@link #of rows}.
     *
     * @param sweep the sweep
     * @param <K> the type of customer keys
     * @return the fit
     * @throws IllegalArgumentException if the timeline does not fit the store, there is no covariate, or the rows tell nothing of one of
     *     them, see {@link CoxRegression#fit}
     * @throws dev.retention.rule.RuleException if the store lacks a track
     */
    public <K> CoxFit<Row<K>> fit(Sweep<K> sweep) {
        return this.<K>regression().fit(of(sweep));
    }

    /**
     * What {@link #recurring} names, of every customer with a spell: for a {@link MeanCumulativeFunction}, whose time is that of the rows.
     *
     * <p>Observed from the first day of the spell, that day included, to its end; every event counts 1.
     *
     * @param sweep the sweep
     * @param <K> the type of customer keys
     * @return the recurrences by customer, in the order of the store, the same on any number of threads
     * @throws IllegalStateException if the rows end with the loss
     * @throws IllegalArgumentException if the timeline does not fit the store
     * @throws dev.retention.rule.RuleException if the store lacks a track
     */
    public <K> Map<K, Recurrences> recurrences(Sweep<K> sweep) {
        requireNonNull(sweep, "sweep");
        RiskCourse of = outcome;
        checkState(of != null, "what recurs must be told by recurring");
        Map<K, Recurrences> all = new LinkedHashMap<>();
        List<Map.Entry<K, Recurrences>> entries = collect(sweep, (list, history) -> {
            List<Spells.Spell> live = spells.of(RiskCourse.on(history, liveOn));
            if (!live.isEmpty()) {
                long length = live.get(0).tenureDays();
                double[] times = Arrays.stream(
                                of.offsets(history, live.get(0).start().toEpochDay()))
                        .filter(day -> day >= 0 && day <= length)
                        .asDoubleStream()
                        .toArray();
                list.add(Map.entry(RiskRows.<K>customer(history), Recurrences.of((double) length, times)));
            }
        });
        entries.forEach(entry -> all.put(entry.getKey(), entry.getValue()));
        return Collections.unmodifiableMap(all);
    }

    private <K, T> List<T> collect(Sweep<K> sweep, BiConsumer<List<T>, History> accumulator) {
        return requireNonNull(sweep, "sweep")
                .collect(timeline, Collector.of(ArrayList<T>::new, accumulator::accept, (one, other) -> {
                    one.addAll(other);
                    return one;
                }));
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"
    }) // the sweep that shows the history has keys of that type
    private static <K> K customer(History history) {
        return (K) history.customer();
    }

    /** Prints the method in words. */
    @Override
    public String toString() {
        return "rows to " + (outcome == null ? "the loss" : outcome.events()) + ", first time " + spells
                + (liveOn.isEmpty() ? "" : " on " + liveOn) + ", by " + courses + ", as of " + timeline.asOf();
    }
}
