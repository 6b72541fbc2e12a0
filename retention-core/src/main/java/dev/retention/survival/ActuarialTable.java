package dev.retention.survival;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The life table of actuaries: who leaves in each band of tenure, where those censored within a band count half.
 *
 * <pre>
 *   n′ = n − (censored − entered) / 2          the exposed, n being at risk as the band begins
 *   q = ended / n′       S(to) = S(from) (1 − q)       Var S(to) = S(to)² Σ q / (n′ (1 − q))
 *   hazard = ended / (width (n′ − ended / 2))  per unit of time, at the middle of the band
 * </pre>
 *
 * <p>For tenures known to the year or to the quarter only; where the times are known, {@link KaplanMeier} needs no bands and no
 * assumption that the censored were there for half of one. Agrees with SAS's {@code LIFETEST METHOD=LT} and R's {@code lifetab}.
 *
 * <ul>
 *   <li>Bands are {@code (from, to]}, as everywhere here: a tenure of 12 months that ended lies in the first year. The first band
 *       holds tenures of its beginning too if that is 0. SAS and R take {@code [from, to)}.
 *   <li>Those at risk when the last band ends are left over; nothing is said of them.
 *   <li>Once all have left, later bands are empty and {@code S} stays 0.
 * </ul>
 *
 * <p>Takes O(rows + bands) time. This class is immutable and thread-safe.
 *
 * @see <a href="https://doi.org/10.1016/0021-9681(58)90126-7">Cutler and Ederer (1958)</a>
 * @since 0.1.0
 */
public final class ActuarialTable implements Tabular {
    private final List<Band> bands;

    private ActuarialTable(List<Band> bands) {
        this.bands = bands;
    }

    /**
     * Parts tenures into bands.
     *
     * @param table at least one tenure
     * @param bounds where the bands begin and end: at least two, ascending, finite, the first at least 0
     * @return the bands
     * @throws IllegalArgumentException if the table is empty, the bounds are out of their domain, or nobody is at risk after the first
     */
    public static ActuarialTable of(LifeTable table, double... bounds) {
        checkArgument(requireNonNull(table, "table").rows() > 0, "table must hold at least one tenure");
        checkArgument(
                requireNonNull(bounds, "bounds").length > 1, "bounds (%s values) must be at least two", bounds.length);
        Checks.notNegative(bounds[0], "bounds");
        List<Band> bands = new ArrayList<>();
        double survival = 1;
        double greenwood = 0;
        int row = bounds[0] == 0 ? 0 : table.indexAt(bounds[0]) + 1;
        checkArgument(row < table.rows(), "bounds (%s, …) must begin before the last time", bounds[0]);
        for (int b = 1; b < bounds.length; b++) {
            Checks.notNegative(bounds[b], "bounds");
            checkArgument(bounds[b] > bounds[b - 1], "bounds (%s, %s) must ascend", bounds[b - 1], bounds[b]);
            WeightSums within = new WeightSums(3);
            double atRisk = row < table.rows() ? table.atRisk(row) : 0;
            for (int stop = table.indexAt(bounds[b]); row <= stop; row++) {
                within.add(0, table.sums.ended, row);
                within.add(1, table.sums.censored, row);
                within.add(2, table.sums.entered, row);
            }
            Band band = new Band(
                    bounds[b - 1], bounds[b], atRisk, within.at(0), within.at(1), within.at(2), survival, greenwood);
            bands.add(band);
            survival = band.survival();
            greenwood = band.logVariance();
        }
        return new ActuarialTable(List.copyOf(bands));
    }

    /** {@return the bands, in ascending order} */
    public List<Band> bands() {
        return bands;
    }

    /**
     * One band of tenure.
     *
     * @param from where it begins, exclusive, at least 0
     * @param to where it ends, inclusive, above {@code from}
     * @param atRisk the tenures at risk as it begins, at least 0
     * @param ended those that ended within it, at least 0
     * @param censored those censored within it, at least 0
     * @param entered those that came under observation within it, at least 0
     * @param survivalBefore the share still there as it begins, in [0, 1]
     * @param logVarianceBefore the variance of the logarithm of that share, at least 0
     * @since 0.1.0
     */
    public record Band(
            double from,
            double to,
            double atRisk,
            double ended,
            double censored,
            double entered,
            double survivalBefore,
            double logVarianceBefore) {
        /**
         * Checks the counts.
         *
         * @param from where the band begins
         * @param to where it ends
         * @param atRisk the tenures at risk as it begins
         * @param ended those that ended within it
         * @param censored those censored within it
         * @param entered those that came under observation within it
         * @param survivalBefore the share still there as it begins
         * @param logVarianceBefore the variance of the logarithm of that share
         * @throws IllegalArgumentException if a number is out of its domain
         */
        public Band {
            Checks.notNegative(from, "from");
            checkArgument(
                    to > from && to < Double.POSITIVE_INFINITY, "to (%s) must be finite and above from (%s)", to, from);
            Checks.notNegative(atRisk, "atRisk");
            Checks.notNegative(ended, "ended");
            Checks.notNegative(censored, "censored");
            Checks.notNegative(entered, "entered");
            Checks.closedUnit(survivalBefore, "survivalBefore");
            Checks.notNegative(logVarianceBefore, "logVarianceBefore");
        }

        /** {@return those exposed to leaving, who are censored or enter within the band counting half; at least {@code ended}} */
        public double exposed() {
            return Math.max(ended, atRisk + (entered - censored) / 2);
        }

        /** {@return the share of the exposed who leave within the band, in [0, 1]; empty if nobody is exposed} */
        public OptionalDouble probability() {
            return exposed() > 0 ? OptionalDouble.of(ended / exposed()) : OptionalDouble.empty();
        }

        /** {@return the share still there as the band ends, in [0, 1]} */
        public double survival() {
            return survivalBefore * (1 - probability().orElse(0));
        }

        /** {@return the standard error of {@link #survival}, at least 0; empty where that is 0} */
        public OptionalDouble standardError() {
            return survival() > 0 ? OptionalDouble.of(survival() * Math.sqrt(logVariance())) : OptionalDouble.empty();
        }

        private double logVariance() {
            double stay = exposed() - ended;
            return logVarianceBefore + (stay > 0 ? ended / (exposed() * stay) : 0);
        }

        /**
         * {@return how fast they leave at the middle of the band, per unit of time: {@code ended / (width (exposed − ended / 2))}; at
         * most 2 / width, and empty if nobody is exposed}
         */
        public OptionalDouble hazard() {
            return exposed() > 0
                    ? OptionalDouble.of(ended / ((to - from) * (exposed() - ended / 2)))
                    : OptionalDouble.empty();
        }

        /** {@return the standard error of {@link #hazard}, at least 0; empty if nobody is exposed or all of them left} */
        public OptionalDouble hazardStandardError() {
            if (exposed() <= ended) {
                return OptionalDouble.empty();
            }
            double half = hazard().orElse(0) * (to - from) / 2;
            return OptionalDouble.of(ended == 0 ? 0 : hazard().orElse(0) * Math.sqrt((1 - half * half) / ended));
        }
    }

    /** {@return a row per band of tenures} */
    @Override
    public Sheet sheet() {
        return SurvivalSheets.of(this);
    }

    /** Prints a line for each band, such as {@code (0, 1]: 456 of 2418 ended, 0.8114 still there}. */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        for (Band band : bands) {
            lines.add(String.format(
                    Locale.ROOT,
                    "(%s, %s]: %s of %s ended, %.4g still there",
                    Text.plain(band.from()),
                    Text.plain(band.to()),
                    Text.plain(band.ended()),
                    Text.plain(band.exposed()),
                    band.survival()));
        }
        return String.join("\n", lines);
    }
}
