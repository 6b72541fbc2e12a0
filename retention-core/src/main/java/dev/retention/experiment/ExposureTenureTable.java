package dev.retention.experiment;

import static java.util.Objects.requireNonNull;

import dev.retention.experiment.ExposureTenures.Cell;
import dev.retention.experiment.ExposureTenures.Item;
import dev.retention.history.Members;
import dev.retention.internal.Checks;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Counted;
import dev.retention.rule.Grouping;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import dev.retention.survival.Contrast;
import dev.retention.survival.KaplanMeier;
import dev.retention.survival.LifeTable;
import dev.retention.survival.LifeTableAccumulator;
import dev.retention.survival.LogRank;
import dev.retention.survival.LogRankResult;
import dev.retention.survival.RestrictedMean;
import dev.retention.survival.SurvivalCurve;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The days from the exposure of each arm, as {@link ExposureTenures} counts them: life tables, and how arms compare over all the time that
 * was seen. If the {@linkplain #sampleRatio() sample ratio} is amiss, arms are not compared until that is asked for {@linkplain
 * #despiteSampleRatio() nevertheless}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class ExposureTenureTable<K> implements Tabular {
    private final ExposureTenureSettings settings;
    private final Counted<K, Cell> counted;
    private final List<String> warnings;
    private final boolean isDespite;

    ExposureTenureTable(
            ExposureTenureSettings settings, Counted<K, Cell> counted, List<String> warnings, boolean isDespite) {
        this.settings = settings;
        this.counted = counted;
        this.warnings = List.copyOf(warnings);
        this.isDespite = isDespite;
    }

    /** {@return whether the arms hold as many customers as they were to, by those who were exposed to one arm alone} */
    public SampleRatio sampleRatio() {
        Map<String, Long> customers = new LinkedHashMap<>();
        for (String arm : arms()) {
            long exposed = Arrays.stream(Item.values())
                    .filter(item -> item != Item.SEVERAL_ARMS)
                    .mapToLong(item -> customers(arm, item))
                    .sum();
            customers.put(arm, exposed);
        }
        return SampleRatio.of(customers, settings.exposures.weights());
    }

    /** {@return the same table, whose arms are compared even if the sample ratio is amiss; they then differ by more} */
    public ExposureTenureTable<K> despiteSampleRatio() {
        return new ExposureTenureTable<>(settings, counted, warnings, true);
    }

    private void checkSampleRatio() {
        if (!isDespite) {
            sampleRatio().reason().ifPresent(reason -> {
                throw new IllegalStateException(reason);
            });
        }
    }

    /** {@return the arms, that which the others are held against first} */
    public List<String> arms() {
        return List.copyOf(settings.exposures.arms);
    }

    private Stream<Cell> cells(String arm, Item item) {
        settings.exposures.arm(requireNonNull(arm, "arm"));
        requireNonNull(item, "item");
        return IntStream.range(0, counted.tally().cells().width()).mapToObj(days -> new Cell(arm, item, days));
    }

    /**
     * How many customers.
     *
     * @param arm the arm
     * @param item such as those of whom it was seen
     * @return at least 0
     * @throws IllegalArgumentException if there is no such arm
     */
    public long customers(String arm, Item item) {
        return cells(arm, item).mapToLong(counted::count).sum();
    }

    /**
     * The customers. Takes one more pass over the store.
     *
     * @param arm the arm
     * @param item such as those of whom it was seen
     * @return each once
     * @throws IllegalArgumentException if there is no such arm
     * @throws IllegalStateException if the table was made from a tally
     */
    public Members<K> members(String arm, Item item) {
        return counted.members(cells(arm, item).toList());
    }

    /**
     * The days from the exposure, those of whom the end of the data was seen first censored.
     *
     * @param arm the arm
     * @return the life table in days, 0 for the day of exposure; without rows if nobody can be looked at
     * @throws IllegalArgumentException if there is no such arm
     */
    public LifeTable lifeTable(String arm) {
        LifeTableAccumulator times = new LifeTableAccumulator();
        for (Item item : List.of(Item.ENDED, Item.CENSORED)) {
            cells(arm, item).forEach(cell -> {
                for (long i = counted.count(cell); i > 0; i--) {
                    times.add(cell.days(), item == Item.ENDED);
                }
            });
        }
        return times.snapshot();
    }

    /**
     * The share of customers of whom it was not seen yet, by days since the exposure, by Kaplan and Meier.
     *
     * @param arm the arm
     * @return the curve; empty if nobody can be looked at
     * @throws IllegalArgumentException if there is no such arm
     */
    public Optional<SurvivalCurve> curve(String arm) {
        LifeTable times = lifeTable(arm);
        return times.rows() == 0
                ? Optional.empty()
                : Optional.of(KaplanMeier.withDefaults().estimate(times));
    }

    /**
     * Whether all arms take as long, over all the time that was seen: the log-rank test.
     *
     * @return the test; empty if there is nothing to compare, see {@link LogRank}
     * @throws IllegalStateException if the sample ratio is amiss
     */
    public Optional<LogRankResult<String>> logRank() {
        return logRank(arms());
    }

    /**
     * Whether an arm takes as long as the one that it is held against: the log-rank test.
     *
     * @param arm the arm
     * @return the test; empty if there is nothing to compare, see {@link LogRank}
     * @throws IllegalArgumentException if there is no such arm, or it is the one that others are held against
     * @throws IllegalStateException if the sample ratio is amiss
     */
    public Optional<LogRankResult<String>> logRank(String arm) {
        return logRank(List.of(settings.exposures.control(), settings.exposures.treated(requireNonNull(arm, "arm"))));
    }

    private Optional<LogRankResult<String>> logRank(List<String> of) {
        checkSampleRatio();
        Map<String, LifeTable> groups = new LinkedHashMap<>();
        of.forEach(arm -> groups.put(arm, lifeTable(arm)));
        try {
            return Optional.of(LogRank.withDefaults().test(groups));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * The mean number of the first days on which it had not been seen yet: days kept, of losses.
     *
     * @param arm the arm
     * @param horizon how many days, at least 1
     * @return the mean; empty if nobody was looked at for so long, unless it had been seen of everybody before, after which the curve
     *     stays at 0
     * @throws IllegalArgumentException if there is no such arm, or {@code horizon < 1}
     */
    public Optional<RestrictedMean> restrictedMean(String arm, int horizon) {
        Checks.positive((long) horizon, "horizon");
        return curve(arm).filter(known -> known.at(horizon).isPresent()).map(known -> known.restrictedMean(horizon));
    }

    /**
     * How many more of the first days it had not been seen yet than in the arm that others are held against: days won, of losses.
     *
     * @param arm the arm
     * @param horizon how many days, at least 1
     * @return the difference of the {@link #restrictedMean restricted means}; empty if one is not known, or neither varies
     * @throws IllegalArgumentException if there is no such arm, it is the one that others are held against, or {@code horizon < 1}
     * @throws IllegalStateException if the sample ratio is amiss
     */
    public Optional<Contrast> difference(String arm, int horizon) {
        checkSampleRatio();
        Optional<RestrictedMean> treated =
                restrictedMean(settings.exposures.treated(requireNonNull(arm, "arm")), horizon);
        Optional<RestrictedMean> control = restrictedMean(settings.exposures.control(), horizon);
        return treated.isEmpty()
                        || control.isEmpty()
                        || (treated.get().standardError() == 0 && control.get().standardError() == 0)
                ? Optional.empty()
                : Optional.of(treated.get().minus(control.get()));
    }

    /**
     * The same table for each group of customers, by the group at the end of the day before the exposure, or at the end of the data. Takes
     * one more pass over the store.
     *
     * @param grouping how customers are parted, not at each period; without a track of its own it reads that of spells and events
     * @return a table for each group that somebody is in, and for those that are declared, as the ranges of a measure are; they add up
     *     to this one
     * @throws IllegalArgumentException if the grouping is read at each period
     * @throws IllegalStateException if the table was made from a tally
     */
    public ByGroup<ExposureTenureTable<K>> by(Grouping grouping) {
        return counted.by(grouping, slice -> new ExposureTenureTable<>(settings, slice, warnings, isDespite));
    }

    /** {@return a sentence for each code that was told and no event has; none of a table made from a tally} */
    public List<String> warnings() {
        return warnings;
    }

    /** {@return the counted rule behind the table: tally, explanations, restatement} */
    public Counted<K, Cell> counted() {
        return counted;
    }

    /** {@return a row per arm} */
    @Override
    public Sheet sheet() {
        return ExperimentSheets.of(this);
    }

    /** Prints the life table of each arm. */
    @Override
    public String toString() {
        Map<String, LifeTable> tables = new LinkedHashMap<>();
        arms().forEach(arm -> tables.put(arm, lifeTable(arm)));
        return settings + ": " + tables;
    }
}
