package dev.retention.model;

import com.google.common.collect.ImmutableList;
import dev.retention.PeriodsPerYear;
import dev.retention.internal.TrustRegionNewton;
import dev.retention.model.Estimator.Reading;
import dev.retention.purchase.PurchaseHistory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What a fitter must know of a model of purchasing.
 *
 * @param params its parameters, the shape and the scale of the rates of purchasing first
 * @param guesses where to start; the first two lie on either side of the watershed that such likelihoods have
 * @param likelihood of the histories by the parameters
 * @param maker makes a model
 * @param parameters of a model
 */
record PurchaseFamily<M extends PurchaseModel>(
        ImmutableList<Param> params,
        ImmutableList<Guess> guesses,
        Function<PurchaseRows, TrustRegionNewton.Objective> likelihood,
        BiFunction<PeriodsPerYear, double[], M> maker,
        Function<M, double[]> parameters) {
    private static final double SMALLEST_SHAPE = 1e-4;
    private static final double LARGEST_SHAPE = 1e4;
    private static final double SMALLEST_TIME = 1e-6;
    private static final double LARGEST_TIME = 1e7;

    /**
     * Where to start.
     *
     * @param r the shape of the rates of purchasing
     * @param relative whether that is a multiple of the shape that the moments of the data suggest
     * @param pause the scale of the rates, as a multiple of the one that gives the mean of the data if nobody leaves
     * @param one the first parameter of leaving, not used where there is none; a time is in mean ages
     * @param other the second
     */
    record Guess(double r, boolean relative, double pause, double one, double other) {
        static Guess byMoments(double factor, double pause, double one, double other) {
            return new Guess(factor, true, pause, one, other);
        }

        static Guess of(double r, double pause, double one, double other) {
            return new Guess(r, false, pause, one, other);
        }
    }

    /** Whether a parameter is a number or a time. */
    enum Kind {
        SHAPE,
        TIME
    }

    /**
     * A parameter.
     *
     * @param name in the literature
     * @param kind a number or a time
     * @param sign with which covariates act on its logarithm, 0 if they do not
     * @param coefficient the name of what a covariate is multiplied by, which parameters may share
     */
    record Param(String name, Kind kind, int sign, String coefficient) {
        static Param shape(String name) {
            return new Param(name, Kind.SHAPE, 0, name);
        }

        static Param time(String name) {
            return new Param(name, Kind.TIME, -1, name);
        }

        Param rising() {
            return new Param(name, kind, 1, coefficient);
        }

        Param sharing(String shared) {
            return new Param(name, kind, sign, shared);
        }
    }

    ImmutableList<String> coefficients() {
        return params.stream()
                .filter(param -> param.sign() != 0)
                .map(Param::coefficient)
                .distinct()
                .collect(ImmutableList.toImmutableList());
    }

    /** The same family, in which covariates act on all parameters of leaving by one coefficient. */
    PurchaseFamily<M> withOneEffectOnLeaving() {
        ImmutableList<Param> shared = params.stream()
                .map(param -> params.indexOf(param) < 2 || param.sign() == 0 ? param : param.sharing("leaving"))
                .collect(ImmutableList.toImmutableList());
        return new PurchaseFamily<>(shared, guesses, likelihood, maker, parameters);
    }

    /** The ranges of the parameters, for data of a mean age. */
    ParameterSpace space(double scale) {
        ParameterSpace space = ParameterSpace.empty();
        for (Param param : params) {
            space = param.kind() == Kind.TIME
                    ? space.positive(param.name(), SMALLEST_TIME * scale, LARGEST_TIME * scale)
                    : space.positive(param.name(), SMALLEST_SHAPE, LARGEST_SHAPE);
        }
        return space;
    }

    /** Where to start, for some data. */
    List<double[]> starts(PurchaseRows rows, double scale) {
        double customers = 0;
        double purchases = 0;
        double squares = 0;
        for (int i = 0; i < rows.size(); i++) {
            double x = rows.frequencyAt(i);
            customers += rows.countAt(i);
            purchases += rows.countAt(i) * x;
            squares += rows.countAt(i) * x * x;
        }
        double mean = Math.max(purchases / customers, 1e-6);
        double variance = squares / customers - mean * mean;
        // The moments of the negative binomial law, as if nobody left.
        double r = variance > mean ? Math.min(Math.max(mean * mean / (variance - mean), 0.05), 20) : 5;
        List<double[]> starts = new ArrayList<>();
        for (Guess guess : guesses) {
            double shape = guess.relative ? guess.r * r : guess.r;
            double[] start = {shape, guess.pause * shape / mean, guess.one, guess.other};
            for (int i = 0; i < params.size(); i++) {
                start[i] *= params.get(i).kind() == Kind.TIME ? scale : 1;
            }
            starts.add(Arrays.copyOf(start, params.size()));
        }
        return starts;
    }

    /** What such models are asked for most, of customers of a mean age. */
    static <M> ImmutableList<Reading<M>> readings(double age, Function<M, PurchaseModel> model) {
        PurchaseHistory never = PurchaseHistory.of(0, 0, age);
        return ImmutableList.of(
                new Reading<>(
                        "P(alive) of who never bought again",
                        each -> model.apply(each).probabilityAlive(never)),
                new Reading<>(
                        "the repeat purchases expected of a newcomer in twice the mean age",
                        each -> model.apply(each).expectedPurchases(Math.min(2 * age, PurchaseModel.LONGEST_TIME))),
                new Reading<>(
                        "what is expected in a mean age of who never bought again",
                        each -> model.apply(each).expectedPurchases(never, age)));
    }
}
