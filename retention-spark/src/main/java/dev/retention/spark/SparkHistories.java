package dev.retention.spark;

import static java.util.Objects.requireNonNull;

import dev.retention.history.Beginning;
import dev.retention.history.ExclusionReason;
import dev.retention.history.HistoryStore;
import dev.retention.purchase.NonPositiveSpend;
import dev.retention.purchase.PurchaseCounting;
import dev.retention.purchase.PurchaseSummary;
import dev.retention.purchase.SpendSummary;
import dev.retention.rule.Grouping;
import dev.retention.rule.In;
import dev.retention.rule.Measure;
import dev.retention.rule.Measured;
import dev.retention.rule.Restatement;
import dev.retention.rule.Restatement.CellChange;
import dev.retention.rule.Rule;
import dev.retention.rule.Sweep;
import dev.retention.rule.Tally;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Currency;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/**
 * The histories of all customers on a cluster: a store for each partition of the customers, kept by Spark between one table and the next.
 *
 * <pre>{@code
 * SparkHistories<Long> orders = SparkHistories.ofDates(Long.class, "customer", "day")
 *         .amounts("amount", Currency.getInstance("EUR"))
 *         .from(dataset);
 * CohortRetention cohorts = CohortRetention.over(orders.bind(Timeline.monthly(asOf)));
 * CohortTable<Long> table = cohorts.of(orders.count(cohorts.rule()));
 * Dataset<Row> who = orders.members(cohorts.rule(), cell);
 * }</pre>
 *
 * <ul>
 *   <li>Every rule, measure and grouping of the library, and every one of your own, counts here as it does over a {@link HistoryStore};
 *       what is counted equals one machine's to the bit, whatever the partitions.
 *   <li>Tables are made of tallies by the methods' own {@code of(tally)}, those of groups by {@link dev.retention.rule.ByGroup}, and
 *       intervals of any figure by {@link dev.retention.rule.Resampled}. Such tables have no customers: these are Datasets.
 *   <li>A timeline without a first period begins with the first event of all partitions. It takes a pass over the kept stores to find
 *       that, once.
 *   <li>What an action throws is what a task threw: an error that names the customer and the rule. Datasets are found by the caller's
 *       actions, where Spark wraps it.
 *   <li>Stores are built by the first action and kept as the reader says; see {@link SparkReader#keptAs}. Rows that are read again since
 *       a partition was lost give the same store if the Dataset gives the same rows.
 * </ul>
 *
 * <p>An action costs a pass over the stores, on as many cores as there are, and a merge of tallies as large as the table. This class is
 * thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class SparkHistories<K> {
    private final Source source;
    private final List<SparkHistories<K>> parents;
    private final Supplier<JavaRDD<KeptStore<K>>> stores;
    private @Nullable JavaRDD<KeptStore<K>> built;
    private boolean isKept;
    private @Nullable Beginning beginning;

    /** What all histories of a reader share. */
    record Source(SparkSession session, KeyType key, String customer, StorageLevel level) {
        StructField customerField() {
            return DataTypes.createStructField(customer, key.spark(), false);
        }
    }

    /**
     * Histories whose stores are built by the first action.
     *
     * @param source what is read
     * @param parents the histories that these are made of; none of those that are read
     * @param stores builds the stores
     */
    SparkHistories(Source source, List<SparkHistories<K>> parents, Supplier<JavaRDD<KeptStore<K>>> stores) {
        this.source = source;
        this.parents = parents;
        this.stores = stores;
    }

    /**
     * How to read events with dates out of a Dataset.
     *
     * @param keys the type of customer keys: {@code Long}, {@code Integer} or {@code String}
     * @param customer the column of customers
     * @param date the column of civil days
     * @param <K> the type of customer keys
     * @return a reader, to which amounts, codes and further columns can be added
     * @throws IllegalArgumentException if keys are of another type
     */
    public static <K> SparkReader<K> ofDates(Class<K> keys, String customer, String date) {
        return SparkReader.of(keys, customer, date, ColumnKind.DAY);
    }

    /**
     * How to read events with instants out of a Dataset.
     *
     * @param keys the type of customer keys: {@code Long}, {@code Integer} or {@code String}
     * @param customer the column of customers
     * @param instant the column of timestamps, to the microsecond; the days that count are those of the timelines' zone
     * @param <K> the type of customer keys
     * @return a reader, to which amounts, codes and further columns can be added
     * @throws IllegalArgumentException if keys are of another type
     */
    public static <K> SparkReader<K> ofInstants(Class<K> keys, String customer, String instant) {
        return SparkReader.of(keys, customer, instant, ColumnKind.INSTANT);
    }

    /**
     * The same histories under a name, to stand beside others.
     *
     * @param name how rules call them, not empty
     * @return histories of one named track
     */
    public SparkHistories<K> named(String name) {
        requireNonNull(name, "name");
        return new SparkHistories<>(source, List.of(this), () -> built().map(store -> store.named(name)));
    }

    /**
     * Histories of the same customers side by side, such as orders, tickets and invoices, as {@link HistoryStore#and} joins stores. Only
     * what is counted is kept: the histories that are joined are not, unless they are counted too.
     *
     * @param other histories with names and as many partitions
     * @return the tracks of both, these first
     * @throws IllegalArgumentException if keys are of different types or the partitions are not as many
     */
    public SparkHistories<K> and(SparkHistories<K> other) {
        checkSameKeys(requireNonNull(other, "other"));
        return new SparkHistories<>(source, List.of(this, other), () -> {
            checkSameParting(other);
            return built().zipPartitions(
                            other.built(),
                            (left, right) ->
                                    List.of(left.next().and(right.next())).iterator());
        });
    }

    private void checkSameKeys(SparkHistories<K> other) {
        if (source.key != other.source.key) {
            throw new IllegalArgumentException(
                    "customer keys must be of one type: " + source.key + " and " + other.source.key);
        }
    }

    private void checkSameParting(SparkHistories<K> other) {
        int left = built().getNumPartitions();
        int right = other.built().getNumPartitions();
        if (left != right) {
            throw new IllegalArgumentException("histories must be in as many partitions: " + left + " and " + right);
        }
    }

    private synchronized JavaRDD<KeptStore<K>> built() {
        if (built == null) {
            built = stores.get();
        }
        return built;
    }

    private synchronized JavaRDD<KeptStore<K>> kept() {
        JavaRDD<KeptStore<K>> all = built();
        if (!isKept) {
            all.persist(source.level);
            isKept = true;
        }
        return all;
    }

    /** {@return when the events of all partitions begin; found by a pass over all stores the first time} */
    public synchronized Beginning beginning() {
        if (beginning == null) {
            JavaRDD<KeptStore<K>> all = kept();
            beginning =
                    Driver.run(() -> all.map(kept -> Beginning.of(kept.store())).treeReduce(Beginning::plus));
        }
        return beginning;
    }

    /**
     * A timeline that fits these histories, as {@link HistoryStore#bind} does for a store: for methods that are to give their rule
     * without a store.
     *
     * @param timeline any timeline
     * @return the timeline with a first period; if it has none that of the first event of all partitions
     * @throws IllegalArgumentException if the timeline does not fit
     */
    public Timeline bind(Timeline timeline) {
        return beginning().bind(timeline);
    }

    /**
     * The stores, one for each partition, which think in the periods of all: for what is not offered here.
     *
     * @return the stores; they cannot be shuffled, collected or kept as they are
     */
    public JavaRDD<HistoryStore<K>> stores() {
        return within(beginning());
    }

    private JavaRDD<HistoryStore<K>> within(Beginning whole) {
        return kept().map(kept -> whole.bind(kept.store()));
    }

    /** {@return how many customers there are} */
    public long customers() {
        return sum(store -> store.customers());
    }

    /** {@return how many events there are, on the first track} */
    public long events() {
        return sum(store -> store.events());
    }

    private interface Size extends Serializable {
        long of(HistoryStore<?> store);
    }

    private long sum(Size size) {
        JavaRDD<KeptStore<K>> all = kept();
        return Driver.run(() -> all.map(kept -> size.of(kept.store())).treeReduce(Math::addExact));
    }

    /**
     * What a lenient reader left out, of the first track.
     *
     * @return how many rows by reason; nothing of a strict reader
     */
    public Map<ExclusionReason, Long> exclusions() {
        JavaRDD<KeptStore<K>> all = kept();
        Map<ExclusionReason, Long> sums = new EnumMap<>(ExclusionReason.class);
        Driver.run(() -> all.map(kept -> new HashMap<>(kept.store().exclusions().counts()))
                        .collect())
                .forEach(part -> part.forEach((reason, count) -> sums.merge(reason, count, Math::addExact)));
        return sums;
    }

    /**
     * Counts by one rule.
     *
     * @param rule the rule, whose functions capture nothing that is not serialisable
     * @param <C> the type of cells
     * @return the tally, equal to that of one store of all rows
     * @throws IllegalArgumentException if the rule cannot travel, or a row cannot become an event
     * @throws dev.retention.rule.RuleException if the rule fails; the message names the customer
     */
    @SuppressWarnings("unchecked")
    public <C> Tally<C> count(Rule<C> rule) {
        return (Tally<C>) countAll(List.of(requireNonNull(rule, "rule"))).get(0);
    }

    /**
     * Counts by several rules in one pass over the stores.
     *
     * @param rules the rules
     * @return one tally per rule, in their order
     * @throws IllegalArgumentException if a rule cannot travel, or a row cannot become an event
     * @throws dev.retention.rule.RuleException if a rule fails; the message names the customer
     */
    public List<Tally<?>> countAll(List<? extends Rule<?>> rules) {
        List<Rule<?>> all = List.copyOf(requireNonNull(rules, "rules"));
        return tallies(
                stores(),
                all,
                store -> Sweep.over(store).countAll(all).stream()
                        .map(counted -> counted.tally().toBytes())
                        .toArray(byte[][]::new));
    }

    /**
     * Counts by one rule for the groups of several groupings, in one pass in which the rule is asked once for each customer.
     *
     * @param rule the rule
     * @param groupings the groupings
     * @param <C> the type of cells
     * @return one tally per grouping, in their order, each equal to that of {@code count(rule.by(grouping))}
     * @throws IllegalArgumentException if the rule cannot be parted so, see {@link Rule#by}, or cannot travel
     * @throws dev.retention.rule.RuleException if the rule or a grouping fails; the message names the customer
     */
    @SuppressWarnings("unchecked")
    public <C> List<Tally<In<C>>> countBy(Rule<C> rule, List<Grouping> groupings) {
        List<Grouping> all = List.copyOf(requireNonNull(groupings, "groupings"));
        List<Rule<?>> parted = new ArrayList<>();
        all.forEach(grouping -> parted.add(requireNonNull(rule, "rule").by(grouping)));
        return (List<Tally<In<C>>>) (List<?>) tallies(
                stores(),
                parted,
                store -> Sweep.over(store).countBy(rule, all).stream()
                        .map(counted -> counted.tally().toBytes())
                        .toArray(byte[][]::new));
    }

    /** What is made of the store of a partition. */
    private interface Work<K, R> extends Serializable {
        R of(HistoryStore<K> store);
    }

    private static <K> List<Tally<?>> tallies(
            JavaRDD<HistoryStore<K>> stores, List<Rule<?>> rules, Work<K, byte[][]> work) {
        rules.forEach(rule -> Driver.travelling(rule, "rule (" + rule.definition() + ")"));
        byte[][] sums = rules.isEmpty()
                ? new byte[0][]
                : Driver.run(() -> stores.map(work::of).treeReduce((left, right) -> {
                    byte[][] both = new byte[left.length][];
                    Arrays.setAll(both, i -> Tally.merge(left[i], right[i]));
                    return both;
                }));
        List<Tally<?>> tallies = new ArrayList<>();
        for (int i = 0; i < sums.length; i++) {
            tallies.add(Tally.fromBytes(rules.get(i), sums[i]));
        }
        return List.copyOf(tallies);
    }

    /**
     * The customers in a cell.
     *
     * @param rule the rule
     * @param cell the cell
     * @param <C> the type of cells
     * @return a row for each, with the customer alone, under the name of the column that was read
     * @throws IllegalArgumentException if the rule or the cell cannot travel; by the actions on the Dataset if there is no such cell
     */
    public <C> Dataset<Row> members(Rule<C> rule, C cell) {
        return members(rule, List.of(requireNonNull(cell, "cell")));
    }

    /**
     * The customers in at least one of some cells, each once.
     *
     * @param rule the rule
     * @param cells the cells
     * @param <C> the type of cells
     * @return a row for each, with the customer alone, under the name of the column that was read
     * @throws IllegalArgumentException if the rule or the cells cannot travel; by the actions on the Dataset if there is no such cell
     */
    public <C> Dataset<Row> members(Rule<C> rule, Collection<? extends C> cells) {
        Driver.travelling(requireNonNull(rule, "rule"), "rule (" + rule.definition() + ")");
        List<C> wanted = Driver.travelling(new ArrayList<>(requireNonNull(cells, "cells")), "cells " + cells);
        return dataset(
                schema(source.customerField(), List.of(), "members"),
                store -> Sweep.over(store).count(rule).members(wanted).stream()
                        .map(RowFactory::create)
                        .iterator());
    }

    /**
     * Measures every customer.
     *
     * @param measure the measure
     * @return a row for each customer with an event on some track: the customer, and for each column of the measure the number, null
     *     where there is none
     * @throws IllegalArgumentException if the measure cannot travel, or a column of it has the name of that of customers
     */
    public Dataset<Row> measure(Measure measure) {
        return measure(measure, source.customerField());
    }

    private Dataset<Row> measure(Measure measure, StructField customer) {
        Driver.travelling(requireNonNull(measure, "measure"), "measure (" + measure.definition() + ")");
        List<StructField> fields = measure.columns().stream()
                .map(name -> DataTypes.createStructField(name, DataTypes.LongType, true))
                .toList();
        return dataset(schema(customer, fields, "the measure"), store -> {
            Measured<K> measured = Sweep.over(store).measure(measure);
            return IntStream.range(0, store.customers())
                    .mapToObj(c -> row(measured, c))
                    .iterator();
        });
    }

    private static <K> Row row(Measured<K> measured, int customer) {
        Object[] values = new Object[1 + measured.columns().size()];
        values[0] = measured.store().customer(customer);
        for (int i = 1; i < values.length; i++) {
            Measured<K>.Column column = measured.columns().get(i - 1);
            values[i] = column.has(customer) ? column.at(customer) : null;
        }
        return RowFactory.create(values);
    }

    private Dataset<Row> dataset(StructType schema, Work<K, Iterator<Row>> work) {
        return source.session.createDataFrame(stores().flatMap(work::of), schema);
    }

    /** The columns of a Dataset of customers, whose names differ as the session tells names apart. */
    private StructType schema(StructField customer, List<StructField> fields, String what) {
        boolean isExact = Boolean.parseBoolean(source.session.conf().get("spark.sql.caseSensitive"));
        List<StructField> all = new ArrayList<>(List.of(customer));
        for (StructField field : fields) {
            for (int i = 0; i < all.size(); i++) {
                StructField before = all.get(i);
                if (isExact ? before.name().equals(field.name()) : before.name().equalsIgnoreCase(field.name())) {
                    throw new IllegalArgumentException("column (" + field.name() + ") of " + what
                            + " must have another name than column (" + before.name() + ") of "
                            + (i == 0 ? "the customers: rename that of the Dataset" : what));
                }
            }
            all.add(field);
        }
        return DataTypes.createStructType(all);
    }

    /**
     * The distinct purchase histories with the number of customers who share each, for fitting a model of purchasing.
     *
     * @param counting how purchases are counted
     * @return the summary, equal to that of {@link dev.retention.purchase.CustomerPurchases#summary()}
     * @throws IllegalArgumentException if nobody had bought by the end of the calibration
     */
    public PurchaseSummary purchases(PurchaseCounting counting) {
        Dataset<Row> measured =
                measure(requireNonNull(counting, "counting").measure(), Purchases.customer(source.key()));
        return Driver.run(() -> Purchases.summary(counting, measured));
    }

    /**
     * The distinct spends with the number of customers who share each, for fitting a model of spend.
     *
     * @param counting how purchases are counted
     * @param policy what to do with customers whose mean spend is zero or negative
     * @return the summary, equal to that of {@link dev.retention.purchase.CustomerPurchases#spendSummary}
     * @throws IllegalArgumentException if a mean spend is zero or negative and the policy is to refuse that
     * @throws IllegalStateException if there are no amounts
     */
    public SpendSummary spend(PurchaseCounting counting, NonPositiveSpend policy) {
        requireNonNull(policy, "policy");
        Dataset<Row> measured =
                measure(requireNonNull(counting, "counting").measure(), Purchases.customer(source.key()));
        return Driver.run(() -> Purchases.spend(
                currency()
                        .orElseThrow(() -> new IllegalStateException("histories must have amounts to speak of spend")),
                measured,
                policy));
    }

    private Optional<Currency> currency() {
        JavaRDD<KeptStore<K>> all = kept();
        return Driver.run(() ->
                        all.map(kept -> kept.store().currency().orElse(null)).collect())
                .stream()
                .filter(Objects::nonNull)
                .findFirst();
    }

    private void checkSameCurrency(SparkHistories<K> later) {
        Optional<Currency> was = currency();
        Optional<Currency> is = later.currency();
        if (!was.equals(is)) {
            throw new IllegalArgumentException("histories must be in one currency: "
                    + was.map(Currency::getCurrencyCode).orElse("none") + " and "
                    + is.map(Currency::getCurrencyCode).orElse("none"));
        }
    }

    /**
     * Compares what a rule says of these histories and of a later state of the same data.
     *
     * @param rule the rule; its timeline begins with these histories' first event if it has no first period
     * @param later the data as they are, with as many partitions
     * @param <C> the type of cells
     * @return the cells that changed, and the customers who changed them
     * @throws IllegalArgumentException if keys are of different types, the partitions are not as many, currencies or tracks differ, the
     *     column of customers is called as one of the changes, or the rule cannot travel
     * @throws ArithmeticException if a change does not fit a long
     */
    public <C> SparkRestatement<C> restate(Rule<C> rule, SparkHistories<K> later) {
        requireNonNull(rule, "rule");
        checkSameKeys(requireNonNull(later, "later"));
        checkSameParting(later);
        StructType schema = schema(source.customerField(), SparkRestatement.FIELDS, "the changes");
        checkSameCurrency(later);
        Tally<C> was = count(rule);
        JavaRDD<HistoryStore<K>> laterStores = later.within(beginning());
        @SuppressWarnings("unchecked")
        Tally<C> is = (Tally<C>) tallies(laterStores, List.of(rule), store ->
                        new byte[][] {Sweep.over(store).count(rule).tally().toBytes()})
                .get(0);
        JavaRDD<Row> rows = stores().zipPartitions(
                        laterStores,
                        (left, right) -> rows(Restatement.of(rule, left.next(), right.next()))
                                .iterator());
        return new SparkRestatement<>(changes(is.minus(was)), source.session.createDataFrame(rows, schema));
    }

    private static <K, C> Stream<Row> rows(Restatement<K, C> restatement) {
        return restatement.customers().stream()
                .flatMap(customer -> customer.changes().stream()
                        .map(change -> RowFactory.create(
                                customer.customer(), change.cell().toString(), change.customers(), change.amount())));
    }

    private static <C> List<CellChange<C>> changes(Tally<C> more) {
        List<CellChange<C>> changes = new ArrayList<>();
        for (int i = 0; i < more.cells().size(); i++) {
            if (more.countAt(i) != 0 || more.amountAt(i) != 0) {
                changes.add(new CellChange<>(more.cells().cell(i), more.countAt(i), more.amountAt(i)));
            }
        }
        return changes;
    }

    /**
     * Lets Spark forget the stores, and this object all that was found of them, the first day too: the next action builds them anew from
     * the Dataset, or from the histories these are made of where those are kept. Timelines that were bound and Datasets that were handed
     * out before stay as they are.
     */
    public synchronized void unpersist() {
        if (built != null && isKept) {
            built.unpersist();
        }
        built = null;
        isKept = false;
        beginning = null;
        parents.forEach(SparkHistories::forgetUnlessKept);
    }

    private synchronized void forgetUnlessKept() {
        if (!isKept) {
            unpersist();
        }
    }

    /** Prints the type of keys. */
    @Override
    public String toString() {
        return "histories by " + source.customer + " (" + source.key + ")";
    }
}
