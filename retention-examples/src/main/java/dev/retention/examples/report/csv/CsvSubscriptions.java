package dev.retention.examples.report.csv;

import dev.retention.examples.report.csv.Excluded.Reason;
import java.io.Closeable;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The subscriptions of a CSV file, read once from beginning to end.
 *
 * <p>A line that cannot be read ends the reading with a {@link BadInputException} that names file, line, customer, subscription, column
 * and value; in lenient mode it is left out, counted and, for the first ten, listed.
 */
public final class CsvSubscriptions implements Closeable {

    private static final List<String> OF_SNAPSHOTS = List.of(
            "Days are inferred: a customer is taken to have started as many months before the as-of day as the tenure says,"
                    + " and one who churned to have left on the as-of day. The file says no day of anything.",
            "Only the customers who were there in the month of the as-of day are in the file. Whoever left before is not, so"
                    + " that only that month is shown: of earlier ones every retention would be 100 %.",
            "Each customer is worth what they pay today from the start on: earlier prices are not in the file.");

    private final CsvFile file;
    private final SubscriptionRecipe recipe;
    private final Excluded excluded = new Excluded();
    private final SubscriptionReader reader;
    private final boolean simulated;
    private long lines;
    private long subscriptions;

    private CsvSubscriptions(
            CsvFile file, CsvOptions options, SubscriptionOptions asked, boolean named, boolean simulated) {
        this.file = file;
        this.simulated = simulated;
        recipe = new SubscriptionRecipe(file, options, asked);
        reader = new SubscriptionReader(file.name(), recipe, excluded, named);
    }

    /**
     * Opens a file and reads its header.
     *
     * @param named whether messages may name customers
     * @throws BadInputException if the file cannot be read or the header has not the columns
     */
    public static CsvSubscriptions open(Path path, CsvOptions options, SubscriptionOptions asked, boolean named) {
        options.check();
        return of(CsvFile.open(path, Asking.ofSubscriptions(options, asked)), options, asked, named, false);
    }

    /**
     * Whether a file has one line per customer and tells who left, but not when, as its header tells.
     *
     * @throws BadInputException if the file cannot be read or the header has not the columns
     */
    public static boolean isSnapshot(Path path, CsvOptions options, SubscriptionOptions asked) {
        options.check();
        try (CsvFile file = CsvFile.open(path, Asking.ofSubscriptions(options, asked))) {
            return file.layout().preset().filter(each -> each.is("snapshot")).isPresent();
        }
    }

    /** Reads subscriptions that are made up from a stream, which the result closes. */
    public static CsvSubscriptions simulated(
            String name, InputStream in, CsvOptions options, SubscriptionOptions asked, boolean named) {
        options.check();
        return of(CsvFile.ofStream(name, in, Asking.ofSubscriptions(options, asked)), options, asked, named, true);
    }

    private static CsvSubscriptions of(
            CsvFile file, CsvOptions options, SubscriptionOptions asked, boolean named, boolean simulated) {
        try {
            return new CsvSubscriptions(file, options, asked, named, simulated);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** Has a listener told now and then how far the reading is. */
    public CsvSubscriptions withProgress(Progress listener) {
        file.tell(listener);
        return this;
    }

    /** Reads all lines. */
    public List<Subscription> read() {
        List<Subscription> all = new ArrayList<>();
        OrderReader.Source source = file.lines(recipe.wanted(), new boolean[0]);
        for (Line line = source.next(); line != null; line = source.next()) {
            lines++;
            Subscription read = reader.read(line);
            if (read != null) {
                all.add(read);
            }
        }
        recipe.amounts().checkThousands(file.name(), recipe.currencies().reportCode());
        if (recipe.rows() == Rows.MONTH) {
            LocalDate last = all.stream()
                    .map(Subscription::start)
                    .max(LocalDate::compareTo)
                    .orElse(LocalDate.MIN);
            all.replaceAll(each -> each.start().equals(last) ? goingOn(each) : each);
        }
        subscriptions = all.stream()
                .map(each -> List.of(each.customer(), each.subscription()))
                .distinct()
                .count();
        return all;
    }

    /** Whoever is in the last month has not ended. */
    private static Subscription goingOn(Subscription of) {
        return new Subscription(
                of.line(),
                of.customer(),
                of.subscription(),
                of.start(),
                null,
                of.notice(),
                of.value(),
                of.quantity(),
                of.plan(),
                of.family(),
                of.mode(),
                of.reason(),
                of.interval());
    }

    /**
     * Leaves a line out that contradicts another.
     *
     * @throws BadInputException if lines are not to be left out
     */
    public void leaveOut(long line, String what) {
        if (!recipe.lenient()) {
            throw BadInputException.at(file.name(), line, what);
        }
        excluded.add(Reason.CONTRADICTS, line, what);
    }

    /** The file's name without its folders. */
    public String name() {
        return file.name();
    }

    /** Whether the subscriptions are made up. */
    public boolean isSimulated() {
        return simulated;
    }

    /** The day up to which the user says that the data are complete. */
    public Optional<LocalDate> statedAsOf() {
        return recipe.asOf();
    }

    /** The last day on which something is known to have happened. */
    public Optional<LocalDate> lastDate() {
        return reader.lastDate();
    }

    /** The currency of all amounts, if the user or the file names it. */
    public Optional<Currency> currency() {
        return recipe.currencies().report();
    }

    /** What a line says. */
    public Rows rows() {
        return recipe.rows();
    }

    /** Whether only the customers who are still there and those lost in the last month are in the file. */
    public boolean isSnapshot() {
        return recipe.isSnapshot();
    }

    /** Whether the file names plans, families, quantities, modes or reasons of ending, by these words. */
    public boolean names(String what) {
        return recipe.found().stream().anyMatch(role -> role.word().equals(what));
    }

    /** What was left out so far. */
    public Excluded excluded() {
        return excluded;
    }

    /** How the file was read and what looked odd, once all lines are read. */
    public Reading reading() {
        List<DataNote> notes = new ArrayList<>(file.notes());
        List<String> told = recipe.isSnapshot() ? OF_SNAPSHOTS : recipe.told();
        told.forEach(each -> notes.add(new DataNote(
                recipe.isSnapshot() ? DataNote.Kind.INFERRED_DAYS : DataNote.Kind.PRESENT_STATE_ONLY,
                each,
                0,
                List.of())));
        notes.addAll(recipe.filters().notes());
        if (recipe.has(Role.STATUS)) {
            notes.addAll(recipe.statuses().notes(recipe.columns().name(recipe.column(Role.STATUS))));
        }
        notes.addAll(excluded.notes(lines, recipe.name(Role.CUSTOMER), recipe.asOf()));
        notes.addAll(reader.prices().notes());
        recipe.amounts().note(recipe.currencies().reportCode()).ifPresent(notes::add);
        recipe.currencies().note().ifPresent(notes::add);
        return new Reading(words(), recipe.layout().preset().map(Preset::name), lines, 0, 0, BigDecimal.ZERO, notes);
    }

    private String words() {
        StringBuilder words = new StringBuilder("Read");
        recipe.layout()
                .preset()
                .ifPresent(preset -> words.append(" as ")
                        .append(preset.title())
                        .append(
                                recipe.layout().stated()
                                        ? ""
                                        : " (told by its header; --preset none reads it plainly)"));
        words.append(", a line a ")
                .append(recipe.rows().name().toLowerCase(Locale.ROOT))
                .append(": ");
        words.append(recipe.found().stream()
                .filter(role -> role != Role.MRR || recipe.column(Role.MRR) == recipe.priced())
                .map(this::named)
                .collect(Collectors.joining(", ")));
        words.append("; ")
                .append(recipe.dates().form())
                .append(", ")
                .append(recipe.dates().zones().words());
        words.append(priced());
        if (recipe.has(Role.STATUS)) {
            words.append("; ").append(recipe.statuses().words());
            words.append(recipe.has(Role.PAUSED) ? ", what is paused until its pause" : "");
        }
        recipe.filters().words().forEach(each -> words.append(", ").append(each));
        words.append("; ")
                .append(Shown.counted(lines, "line"))
                .append(", ")
                .append(Shown.counted(subscriptions, "subscription"));
        if (excluded.count() > 0) {
            words.append(", ").append(String.format(Locale.ROOT, "%,d left out: ", excluded.count()));
            words.append(excluded.byReason().entrySet().stream()
                    .map((Map.Entry<Reason, Long> each) -> String.format(Locale.ROOT, "%,d ", each.getValue())
                            + each.getKey().words())
                    .collect(Collectors.joining(", ")));
        }
        return words.append('.').toString();
    }

    private String priced() {
        String price = recipe.name(recipe.has(Role.PRICE) ? Role.PRICE : Role.MRR);
        StringBuilder words = new StringBuilder("; worth a month: ").append(price);
        boolean ofMonth = recipe.rows() == Rows.MONTH || !recipe.has(Role.PRICE);
        if (!ofMonth) {
            words.append(recipe.has(Role.QUANTITY) ? " times " + recipe.name(Role.QUANTITY) : "");
            words.append(
                    recipe.has(Role.INTERVAL)
                            ? " by " + recipe.name(Role.INTERVAL)
                            : ", taken to be charged " + recipe.interval()
                                    + (recipe.isIntervalStated() ? "" : " (no column says: see --interval-column)"));
        }
        words.append(recipe.minorUnits() ? ", in minor units" : "");
        words.append(
                recipe.currencies().report().isPresent()
                        ? ", in " + recipe.currencies().reportCode()
                        : "");
        return words.toString();
    }

    private String named(Role role) {
        String name = recipe.name(role);
        String word = role.word().replace('-', ' ');
        return Columns.plain(name).equals(Columns.plain(word)) ? word : word + " from " + name;
    }

    @Override
    public void close() {
        file.close();
    }
}
