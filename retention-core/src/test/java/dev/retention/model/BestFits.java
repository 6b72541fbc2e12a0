package dev.retention.model;

import dev.retention.PeriodsPerYear;
import dev.retention.purchase.NonPositiveSpend;
import dev.retention.purchase.OpportunityCounts;
import dev.retention.purchase.PurchaseHistory;
import dev.retention.purchase.PurchaseSummary;
import dev.retention.purchase.SpendSummary;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * How often a fit of simulated customers ends below the best that is within reach: the best of {@value #STARTS} searches from
 * starts drawn at random.
 *
 * <p>The main method prints the table of {@code docs/fits.md} for as many data sets per model as its argument says.
 */
final class BestFits {
    static final int STARTS = 50;

    /** So much below the best in log-likelihood is a miss. */
    static final double MISS = 0.01;

    private static final PeriodsPerYear WEEKS = PeriodsPerYear.WEEKLY;

    private BestFits() {}

    /**
     * A model to try.
     *
     * @param name of the model
     * @param trial draws a data set, fits it, and looks for the best
     */
    record Model(String name, Function<SplittableRandom, Trial> trial) {
        Trial trial(long seed) {
            return trial.apply(new SplittableRandom(seed));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** A fit, and the best of many searches. */
    record Trial(ModelFit<?> fit, double best) {
        boolean misses() {
            return fit.logLikelihood() < best - MISS;
        }
    }

    static List<Model> models() {
        return List.of(
                new Model("NBD", random -> purchases(random, Nbd.fitter(), BestFits::nbd)),
                new Model("BG/NBD", random -> purchases(random, BgNbd.fitter(), BestFits::bgNbd)),
                new Model("MBG/NBD", random -> purchases(random, MbgNbd.fitter(), BestFits::mbgNbd)),
                new Model("MBG/CNBD-3", random -> purchases(random, MbgCnbd.fitter(3), BestFits::mbgCnbd)),
                new Model("Pareto/NBD", random -> purchases(random, ParetoNbd.fitter(), BestFits::paretoNbd)),
                new Model("BG/BB", BestFits::opportunities),
                new Model("sBG", BestFits::renewals),
                new Model("BdW", BestFits::durations),
                new Model("Gamma-Gamma", BestFits::spend));
    }

    /** Between two positive numbers, evenly on the scale of logarithms. */
    private static double between(SplittableRandom random, double low, double high) {
        return low * Math.pow(high / low, random.nextDouble());
    }

    private static Nbd nbd(SplittableRandom random) {
        return Nbd.of(WEEKS, between(random, 0.1, 3), between(random, 3, 60));
    }

    private static BgNbd bgNbd(SplittableRandom random) {
        return BgNbd.of(
                WEEKS,
                between(random, 0.1, 3),
                between(random, 3, 60),
                between(random, 0.1, 5),
                between(random, 0.1, 5));
    }

    private static MbgNbd mbgNbd(SplittableRandom random) {
        BgNbd like = bgNbd(random);
        return MbgNbd.of(WEEKS, like.r(), like.alpha(), like.a(), like.b());
    }

    private static MbgCnbd mbgCnbd(SplittableRandom random) {
        BgNbd like = bgNbd(random);
        return MbgCnbd.of(WEEKS, 3, like.r(), like.alpha() / 3, like.a(), like.b());
    }

    private static ParetoNbd paretoNbd(SplittableRandom random) {
        return ParetoNbd.of(
                WEEKS,
                between(random, 0.1, 3),
                between(random, 3, 60),
                between(random, 0.1, 3),
                between(random, 3, 60));
    }

    /** From a hundred customers to three thousand, whose days are whole and whose ages are alike or not. */
    private static <M extends PurchaseModel> Trial purchases(
            SplittableRandom random, PurchaseModelFitter<M> fitter, Function<SplittableRandom, M> draw) {
        M model = draw.apply(random);
        int customers = (int) between(random, 100, 3000);
        int oldest = (int) between(random, 140, 1050);
        int youngest = (int) (oldest * between(random, 0.1, 1));
        int[] frequency = new int[customers];
        int[] recency = new int[customers];
        int[] age = new int[customers];
        for (int i = 0; i < customers; i++) {
            age[i] = random.nextInt(youngest, oldest + 1);
            PurchaseHistory history = model.simulate(age[i] / 7.0, random);
            frequency[i] = history.frequency();
            recency[i] = frequency[i] == 0 ? 0 : Math.max(1, (int) (7 * history.recency()));
        }
        PurchaseSummary summary = PurchaseSummary.fromDays(WEEKS, 7, frequency, recency, age);
        PurchaseRows rows = PurchaseRows.of(summary);
        double scale = rows.timeScale();
        double rate = Math.max(1, IntStream.of(frequency).sum()) / (customers * scale);
        boolean lifetime = model instanceof ParetoNbd;
        return trial(fitter.fit(summary), random, source -> {
            double r = between(source, 0.05, 20);
            double[] start = {
                r, r / rate * between(source, 0.2, 2), between(source, 0.03, 10), between(source, 0.03, 10)
            };
            start[3] *= lifetime ? scale : 1;
            return fitter.search(
                    rows, summary, List.of(model instanceof Nbd ? new double[] {start[0], start[1]} : start));
        });
    }

    private static Trial opportunities(SplittableRandom random) {
        BgBb model = BgBb.of(
                between(random, 0.1, 5), between(random, 0.1, 5), between(random, 0.1, 3), between(random, 0.2, 10));
        int opportunities = random.nextInt(3, 13);
        OpportunityCounts counts = model.simulate((int) between(random, 100, 3000), opportunities, random);
        return trial(
                BgBb.fitter().fit(counts),
                random,
                source -> BgBbFitter.search(counts, opportunities, List.of(somewhere(source, 4))));
    }

    private static Trial renewals(SplittableRandom random) {
        ShiftedBetaGeometric model = ShiftedBetaGeometric.of(between(random, 0.1, 5), between(random, 0.3, 20));
        RenewalCounts counts = model.simulate((int) between(random, 100, 3000), random.nextInt(2, 13), random);
        return trial(
                ShiftedBetaGeometric.fitter().fit(counts),
                random,
                source -> ShiftedBetaGeometricFitter.search(counts, List.of(somewhere(source, 2))));
    }

    private static Trial durations(SplittableRandom random) {
        BetaDiscreteWeibull model =
                BetaDiscreteWeibull.of(between(random, 0.1, 5), between(random, 0.3, 20), between(random, 0.4, 2.5));
        RenewalCounts counts = model.simulate((int) between(random, 100, 3000), random.nextInt(3, 13), random);
        return trial(BetaDiscreteWeibull.fitter().fit(counts), random, source -> {
            double[] start = somewhere(source, 3);
            start[2] = between(source, 0.3, 3);
            return BetaDiscreteWeibullFitter.search(counts, List.of(start));
        });
    }

    private static Trial spend(SplittableRandom random) {
        double unit = between(random, 1, 100);
        GammaGamma model = GammaGamma.of(between(random, 0.5, 10), between(random, 1.2, 10), unit);
        SpendSummary summary = SpendSummary.of(
                IntStream.range(0, (int) between(random, 100, 1000))
                        .mapToObj(i -> model.simulate(1 + random.nextInt(1 + random.nextInt(8)), random))
                        .toList(),
                NonPositiveSpend.LEAVE_OUT);
        return trial(GammaGamma.fitter().fit(summary), random, source -> {
            double[] start = somewhere(source, 3);
            start[2] *= unit;
            return GammaGammaFitter.search(summary, unit, List.of(start));
        });
    }

    private static double[] somewhere(SplittableRandom random, int size) {
        return random.doubles(size).map(u -> 0.03 * Math.pow(1000, u)).toArray();
    }

    private static Trial trial(
            ModelFit<?> fit, SplittableRandom random, Function<SplittableRandom, ModelFit<?>> search) {
        double best = IntStream.range(0, STARTS)
                .mapToDouble(i -> search.apply(random).logLikelihood())
                .max()
                .orElseThrow();
        return new Trial(fit, best);
    }

    /** The seeds of the data sets that a fit misses the best of. */
    static long[] misses(Model model, long from, long to) {
        return LongStream.range(from, to)
                .filter(seed -> model.trial(seed).misses())
                .toArray();
    }

    /**
     * Prints the table.
     *
     * @param args how many data sets per model, and the names of the models, all if there are none
     */
    public static void main(String[] args) {
        int sets = Integer.parseInt(args[0]);
        List<String> names = List.of(args).subList(1, args.length);
        System.out.println(
                "| model | data sets | converged | second optimum named | below the best by more than 0.01 |");
        System.out.println("|---|---|---|---|---|");
        for (Model model : models()) {
            if (names.isEmpty() || names.contains(model.name())) {
                List<Trial> trials =
                        LongStream.range(0, sets).mapToObj(model::trial).toList();
                System.out.printf(
                        Locale.ROOT,
                        "| %s | %,d | %,d | %,d | %,d |%n",
                        model,
                        sets,
                        trials.stream()
                                .filter(each -> each.fit().status() == FitStatus.CONVERGED)
                                .count(),
                        trials.stream()
                                .filter(each -> each.fit().warnings().toString().contains("second optimum"))
                                .count(),
                        trials.stream().filter(Trial::misses).count());
            }
        }
    }
}
