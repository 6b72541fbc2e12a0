package dev.retention.model;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import dev.retention.Interval;
import dev.retention.internal.Checks;
import dev.retention.internal.Quantile;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * How sure the figures of a fitted model are, by fitting it again to data that it made itself: the parametric bootstrap.
 *
 * <pre>{@code
 * Bootstrap<BgNbd> bootstrap = Bootstrap.of(
 *         1000, random, source -> BgNbd.fitter().fit(model.simulate(customers, source)));
 * bootstrap.interval(m -> m.expectedPurchases(customer, 13), 0.95);
 * }</pre>
 *
 * <p>Where {@link ModelFit#interval(ToDoubleFunction, double) the delta method} takes the estimates as normal, which large
 * numbers of customers make them, the bootstrap lets them fall as they would: skewed, and with whatever bias the fit has. It
 * costs as many fits as there are replications.
 *
 * <pre>
 *   model → simulated customers → fit → f    again and again; the interval lies between the quantiles of f
 * </pre>
 *
 * <ul>
 *   <li>An interval never leaves the range of {@code f}.
 *   <li>Fits that do not converge have no figures. They are left out and counted; many of them say that the data hardly
 *       determine the model, and that the interval is too narrow.
 *   <li>Covers the uncertainty of the parameters, if the model is right. What one customer does varies by chance as well.
 * </ul>
 *
 * <p>This class is immutable and thread-safe if the models are.
 *
 * @param <M> the type of model
 * @see <a href="https://doi.org/10.1201/9780429246593">Efron and Tibshirani (1993), chapters 6 and 13</a>
 * @since 0.1.0
 */
public final class Bootstrap<M> {
    private static final int FEWEST = 20;

    private final ImmutableList<M> models;
    private final int replications;

    private Bootstrap(ImmutableList<M> models, int replications) {
        this.models = models;
        this.replications = replications;
    }

    /**
     * Fits again and again, on the calling thread.
     *
     * @param replications how many times, at least 20; 1,000 give two stable digits
     * @param random the source of randomness, handed to {@code simulateAndFit}
     * @param simulateAndFit simulates data like those the model was fitted to, and fits the model to them
     * @param <M> the type of model
     * @return the models that came out
     * @throws IllegalArgumentException if {@code replications} is below 20
     * @throws IllegalStateException if fewer than 20 fits converge
     */
    public static <M> Bootstrap<M> of(
            int replications,
            RandomGenerator random,
            Function<? super RandomGenerator, ? extends ModelFit<M>> simulateAndFit) {
        checkArgument(replications >= FEWEST, "replications (%s) must be at least %s", replications, FEWEST);
        requireNonNull(random, "random");
        requireNonNull(simulateAndFit, "simulateAndFit");
        ImmutableList.Builder<M> models = ImmutableList.builder();
        for (int i = 0; i < replications; i++) {
            ModelFit<M> fit = simulateAndFit.apply(random);
            if (fit.status() == FitStatus.CONVERGED) {
                models.add(fit.model());
            }
        }
        ImmutableList<M> converged = models.build();
        checkState(
                converged.size() >= FEWEST,
                "only %s of %s fits to simulated data converged, at least %s are needed",
                converged.size(),
                replications,
                FEWEST);
        return new Bootstrap<>(converged, replications);
    }

    /**
     * The models fitted to simulated data.
     *
     * @return those that converged, in the order in which they were made; unmodifiable
     */
    public List<M> models() {
        return models;
    }

    /**
     * How many fits did not converge and are left out.
     *
     * @return at least 0
     */
    public int failures() {
        return replications - models.size();
    }

    /**
     * The interval of anything that follows from a model: a parameter, a prediction for one customer, a total.
     *
     * @param function what to compute from a model
     * @param confidence the level, inside (0, 1)
     * @return from the {@code (1 − confidence)/2} quantile to its mirror (percentile interval)
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1) or {@code function} returns NaN
     */
    public Interval interval(ToDoubleFunction<? super M> function, double confidence) {
        Checks.openUnit(confidence, "confidence");
        double[] values = values(function);
        Arrays.sort(values);
        double tail = (1 - confidence) / 2;
        return Interval.of(Quantile.of(values, tail), Quantile.of(values, 1 - tail), confidence);
    }

    /**
     * The standard error of anything that follows from a model: its standard deviation over the models.
     *
     * @param function what to compute from a model, finite
     * @return at least 0
     * @throws IllegalArgumentException if {@code function} returns NaN
     */
    public double standardError(ToDoubleFunction<? super M> function) {
        double[] values = values(function);
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / (values.length - 1));
    }

    private double[] values(ToDoubleFunction<? super M> function) {
        double[] values = models.stream().mapToDouble(function).toArray();
        for (int i = 0; i < values.length; i++) {
            checkArgument(
                    !Double.isNaN(values[i]), "function must have a value for every model, unlike %s", models.get(i));
        }
        return values;
    }

    /** Prints how many models there are. */
    @Override
    public String toString() {
        return models.size() + " models of " + replications + " fits to simulated data";
    }
}
