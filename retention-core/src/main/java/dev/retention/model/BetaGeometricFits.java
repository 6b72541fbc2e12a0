package dev.retention.model;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import dev.retention.PeriodsPerYear;
import dev.retention.model.BetaGeometricModel.Dropout;
import dev.retention.model.PurchaseFamily.Guess;
import dev.retention.model.PurchaseFamily.Param;
import dev.retention.purchase.PurchaseSummary;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Fits of the models of the BG/NBD family, which differ in k and in when a customer may leave. */
final class BetaGeometricFits {
    private static final int MOST_REGULAR = 12;

    private static final Guess USUAL = Guess.byMoments(1, 1, 0.8, 2.5);
    private static final Guess EVEN = Guess.of(1, 1, 0.5, 0.5);

    /** Rates of purchasing differ much, and few leave early. */
    private static final Guess UNLIKE = Guess.byMoments(0.3, 1, 0.2, 5);

    private static final Guess ALIKE = Guess.of(5, 1, 20, 40);
    private static final Guess RARE = Guess.byMoments(1, 1, 0.05, 0.2);

    private BetaGeometricFits() {}

    static <M extends BetaGeometricModel> PurchaseModelFitter<M> fitter(
            Dropout dropout, int regularity, BiFunction<PeriodsPerYear, double[], M> maker) {
        BetaGeometricModel.checkRegularity(regularity);
        return PurchaseModelFitter.of(new PurchaseFamily<>(
                ImmutableList.of(
                        Param.shape("r"),
                        Param.time("alpha"),
                        Param.shape("a").rising(),
                        Param.shape("b").rising()),
                dropout == Dropout.EVERY
                        ? ImmutableList.of(EVEN, UNLIKE, USUAL, ALIKE, RARE)
                        : ImmutableList.of(USUAL, EVEN, UNLIKE, ALIKE, RARE),
                customers -> new BetaGeometricLikelihood(customers, regularity, dropout),
                maker,
                model -> new double[] {model.r(), model.alpha(), model.a(), model.b()}));
    }

    /** The fit with the most likely regularity; of those that converged, if any did. */
    static <M extends BetaGeometricModel> ModelFit<M> mostLikely(
            PurchaseSummary customers, IntFunction<PurchaseModelFitter<M>> fitters) {
        checkArgument(
                customers.sumOfLogIntervals().isPresent(),
                "customers must come with the sum of the logarithms of the times between purchases");
        return IntStream.rangeClosed(1, MOST_REGULAR)
                .mapToObj(regularity -> fitters.apply(regularity).fit(customers))
                .max(PurchaseModelFitter.CONVERGED_THEN_LIKELY)
                .orElseThrow();
    }
}
