package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.ContingencyTable;
import dev.retention.PValueCorrection;
import dev.retention.Proportion;
import dev.retention.history.Members;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import dev.retention.time.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What the customers of a target have in common, ranked: every trait that was tried, and those that were not.
 *
 * <pre>{@code
 * TraitTable<Long> traits = Traits.of(whoLeft, everybody).by(plan, country, channel).of(sweep, TraitRanking.WRACC);
 * traits.higher().found(0.05);          // the traits of which more left than chance would have it
 * traits.tests();                       // how many were tried for that
 * traits.rankedBy(TraitRanking.VALUE);
 * }</pre>
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class TraitTable<K> implements Tabular {
    private final TraitData<K> data;
    private final TraitRanking ranking;
    private final TraitTests family;
    private final PValueCorrection correction;
    // In the order in which they were named, in which ties of a ranking come.
    private final List<Trait<K>> named;
    private final List<Trait<K>> rows;
    private final List<Trait<K>> untried;
    private final double[] logs;

    private TraitTable(TraitTable<K> other, TraitRanking ranking, List<Trait<K>> named) {
        this.data = other.data;
        this.ranking = ranking;
        this.family = other.family;
        this.correction = other.correction;
        this.named = named;
        this.rows = ranking.ranked(named);
        this.untried = other.untried;
        this.logs = other.logs;
    }

    TraitTable(TraitData<K> data, long minimum, TraitRanking ranking, TraitTests family, PValueCorrection correction) {
        this.data = data;
        this.ranking = ranking;
        this.family = family;
        this.correction = correction;
        TraitSets<K> sets = new TraitSets<>(data, family, correction);
        List<Trait<K>> others = new ArrayList<>();
        for (TraitColumn column : data.columns()) {
            TraitCells cells = data.count(column);
            for (int i = 0; i < column.values().size(); i++) {
                if (cells.with(i) >= minimum
                        && cells.with(i) < data.population().size()) {
                    sets.add(List.of(column.value(i)), column.has(i), cells, i);
                } else if (cells.with(i) > 0) {
                    others.add(Trait.untried(
                            data, column.value(i), column.has(i), cells.counts(i), cells.value(i, column.value(i))));
                }
            }
        }
        this.named = List.copyOf(sets.traits());
        this.rows = ranking.ranked(named);
        this.untried = List.copyOf(others);
        this.logs = sets.logs();
    }

    /** {@return the traits that were tried, ranked; those with the same customers are one} */
    public List<Trait<K>> rows() {
        return rows;
    }

    /** {@return the values that were not tried: those of fewer customers than the minimum, and those that the whole population has} */
    public List<Trait<K>> untried() {
        return untried;
    }

    /** {@return how many tests were made, by which p-values are raised; fewer than rows where two of them are bound to agree} */
    public int tests() {
        return logs.length;
    }

    /** The logarithms of the p-values of all tests. */
    double[] logs() {
        return logs.clone();
    }

    /**
     * The traits whose adjusted p-value is at most a level, more or less common in the target than elsewhere.
     *
     * @param level inside (0, 1), such as 0.05: what share of what is found may be expected to be chance, see {@link PValueCorrection}
     * @return the traits, ranked; none, if nothing is beyond chance
     * @throws IllegalArgumentException if {@code level} is not inside (0, 1)
     */
    public List<Trait<K>> found(double level) {
        Checks.openUnit(level, "level");
        return rows.stream().filter(trait -> trait.isFound(level)).toList();
    }

    /** {@return the traits that are more common in the target than elsewhere, of a lift above 1, with the same tests} */
    public TraitTable<K> higher() {
        return that(1);
    }

    /** {@return the traits that are less common in the target than elsewhere, of a lift below 1, with the same tests} */
    public TraitTable<K> lower() {
        return that(-1);
    }

    private TraitTable<K> that(int goes) {
        List<Trait<K>> kept = named.stream().filter(trait -> trait.goes(goes)).toList();
        return new TraitTable<>(this, ranking, kept);
    }

    /**
     * Ranks the same traits by something else.
     *
     * @param ranking what comes first
     * @return the same traits in another order
     * @throws IllegalArgumentException if value is to come first and none was named
     */
    public TraitTable<K> rankedBy(TraitRanking ranking) {
        checkFits(requireNonNull(ranking, "ranking"), data.valueColumn() != null);
        return new TraitTable<>(this, ranking, named);
    }

    static void checkFits(TraitRanking ranking, boolean hasValue) {
        checkArgument(
                ranking != TraitRanking.VALUE || hasValue,
                "ranking (%s) must have a value: name one by value(…)",
                ranking);
    }

    /**
     * The trait with a name.
     *
     * @param name the name, such as {@code plan = starter}, or an alias
     * @return the trait, tried or not
     * @throws IllegalArgumentException if no value has the name
     */
    public Trait<K> trait(String name) {
        requireNonNull(name, "name");
        return Stream.concat(rows.stream(), untried.stream())
                .filter(trait -> trait.isNamed(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("name (" + name + ") must be one of the traits"));
    }

    /**
     * The place of a trait among all values in the rows, where each alias is a value too.
     *
     * @param name the name of a trait, or an alias, which has the same place
     * @return 1 for the first; empty if it is not among the rows
     */
    public OptionalInt rank(String name) {
        requireNonNull(name, "name");
        int rank = 1;
        for (Trait<K> row : rows) {
            if (row.isNamed(name)) {
                return OptionalInt.of(rank);
            }
            rank += 1 + row.aliases().size();
        }
        return OptionalInt.empty();
    }

    /**
     * All values of an attribute at once: how many of the population have each, in the target and out of it, with the chi-squared test and
     * Cramér's V.
     *
     * @param attribute the name of an attribute
     * @return the table of the values that somebody has, in their order; empty if there is only one
     * @throws IllegalArgumentException if no attribute has the name
     */
    public Optional<ContingencyTable> contingency(String attribute) {
        requireNonNull(attribute, "attribute");
        List<Proportion> groups = data.rates(data.column(attribute));
        return groups.size() < 2 ? Optional.empty() : Optional.of(ContingencyTable.of(groups));
    }

    /**
     * Whether the target goes along with the order of each attribute that has one: ordered values and classes of numbers.
     *
     * @return the trends in the order of their attributes, with p-values raised by all of them; none where fewer than two classes have
     *     somebody
     */
    public List<TraitTrend> trends() {
        return TraitTrend.of(data, correction);
    }

    /**
     * Looks at pairs of values of different attributes. Takes time in proportion to the population for each pair of attributes.
     *
     * @param minimum the fewest customers of the population that must have both, at least 1
     * @return the pairs, ranked as this, with tests of their own
     * @throws IllegalArgumentException if {@code minimum < 1}, or two attributes have too many values for so small a minimum
     */
    public TraitPairs<K> pairs(long minimum) {
        return TraitPairs.of(
                data, Checks.positive(minimum, "minimum"), ranking, new TraitSets<>(data, family, correction));
    }

    /**
     * How many of some customers have the traits that were found, such as how many of the new ones have those of the most loyal.
     *
     * @param customers customers of the same store, of the population or not, whose attributes are those known on the same day: see {@link
     *     TraitFit#warnings} of those who came later
     * @param level inside (0, 1), the level at which traits are found
     * @return the customers by how many of the {@link #found} traits they have; take it of {@link #higher()}
     * @throws IllegalArgumentException if {@code level} is not inside (0, 1), or they are of another store
     */
    public TraitFit<K> fit(Members<K> customers, double level) {
        data.population().and(requireNonNull(customers, "customers"));
        return new TraitFit<>(customers, found(level), data);
    }

    /** {@return the share of the population that is in the target} */
    public Proportion overall() {
        return Proportion.of(data.target().size(), data.population().size());
    }

    /** {@return the customers whose traits these are} */
    public Members<K> target() {
        return data.target();
    }

    /** {@return the customers among whom the target is} */
    public Members<K> population() {
        return data.population();
    }

    /** {@return the timeline at whose as-of day attributes were read} */
    public Timeline timeline() {
        return data.timeline();
    }

    /** {@return what comes first} */
    public TraitRanking ranking() {
        return ranking;
    }

    /** {@return how p-values were raised} */
    public PValueCorrection correction() {
        return correction;
    }

    /** {@return what was counted as a test} */
    public TraitTests family() {
        return family;
    }

    /** {@return what is odd, a sentence each, such as fewer classes than were asked for, or customers without an event up to the day} */
    public List<String> warnings() {
        return data.warnings();
    }

    /**
     * What was found, in words.
     *
     * @param level inside (0, 1), such as 0.05
     * @return such as {@code 7 of 36 traits found at 5.0 % of 30 tests: …} or {@code none of 36 traits found …}
     * @throws IllegalArgumentException if {@code level} is not inside (0, 1)
     */
    public String inWords(double level) {
        List<String> found = found(level).stream().map(Trait::name).toList();
        return (found.isEmpty() ? "none" : Integer.toString(found.size())) + " of " + rows.size()
                + (rows.size() == 1 ? " trait" : " traits") + " found at " + Text.percent(level) + ", " + tests()
                + (tests() == 1 ? " test" : " tests")
                + (found.isEmpty() ? "" : ": " + String.join(", ", found));
    }

    /** {@return a row per trait} */
    @Override
    public Sheet sheet() {
        return LossSheets.of("What they have in common", toString(), warnings(), rows());
    }

    /** Prints the traits, ranked. */
    @Override
    public String toString() {
        return overall() + "; by " + ranking + ", " + tests() + (tests() == 1 ? " test: " : " tests: ") + rows
                + (warnings().isEmpty() ? "" : "; " + String.join("; ", warnings()));
    }
}
