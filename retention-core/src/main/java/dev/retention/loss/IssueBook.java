package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import dev.retention.Proportion;
import dev.retention.internal.Checks;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All issues that drive customers away, as they are carried from one loss review to the next.
 *
 * <pre>{@code
 * IssueBook<Long> last = IssueBook.read(rows, Long::valueOf);
 * IssueUpdate<Long> now = last.carriedOver(day).merged(lost, IssueSource.REVIEW, day, 3);
 * now.proposed();                         // reasons that no issue is about
 * now.recurring();                        // fixed, and customers still leave for it
 * now.book().overdueOn(day);
 * now.book().byValue().get(0);            // the most costly
 * now.book().knownBefore(Set.of(IssueSource.FRONT_LINE, IssueSource.COMPLAINT), IssueSource.SURVEY);
 * now.book().rows(String::valueOf);       // to be kept until the next review
 * }</pre>
 *
 * <p>A book is in order of the days on which issues were opened, of one day by id. This class is immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class IssueBook<K> implements Tabular {
    private final ImmutableMap<String, Issue<K>> issues;

    private IssueBook(Map<String, Issue<K>> byId) {
        ImmutableMap.Builder<String, Issue<K>> ordered = ImmutableMap.builder();
        byId.values().stream()
                .sorted(Comparator.<Issue<K>, LocalDate>comparing(Issue::opened).thenComparing(Issue::id))
                .forEach(issue -> ordered.put(issue.id(), issue));
        this.issues = ordered.build();
    }

    /**
     * What some sources knew before another one did.
     *
     * @param share the issues of which one of them knew on an earlier day, of all that the other came to know
     * @param issues these issues, in the order of the book
     * @param medianDays by how many days they knew earlier, in the median of these issues; empty if there are none
     * @param <K> the type of customer keys
     * @since 0.1.0
     */
    public record Known<K>(Proportion share, List<Issue<K>> issues, OptionalDouble medianDays) {
        /**
         * Takes copies.
         *
         * @param share the issues of which one of them knew on an earlier day
         * @param issues these issues
         * @param medianDays by how many days they knew earlier
         * @throws IllegalArgumentException if {@code medianDays} is negative or not finite
         */
        public Known {
            requireNonNull(share, "share");
            issues = List.copyOf(requireNonNull(issues, "issues"));
            requireNonNull(medianDays, "medianDays").ifPresent(days -> Checks.notNegative(days, "medianDays"));
        }
    }

    /**
     * {@return a book without issues}
     *
     * @param <K> the type of customer keys
     */
    public static <K> IssueBook<K> empty() {
        return new IssueBook<>(Map.of());
    }

    /**
     * A book of issues.
     *
     * @param issues the issues in any order, each id once
     * @param <K> the type of customer keys
     * @return the book
     * @throws IllegalArgumentException if an id comes twice
     */
    public static <K> IssueBook<K> of(Collection<Issue<K>> issues) {
        Map<String, Issue<K>> byId = new LinkedHashMap<>();
        for (Issue<K> issue : requireNonNull(issues, "issues")) {
            checkArgument(
                    byId.put(requireNonNull(issue, "issues").id(), issue) == null,
                    "issues (%s twice) must have ids of their own",
                    issue.id());
        }
        return new IssueBook<>(byId);
    }

    /**
     * Reads what {@link #rows} wrote, or somebody by hand.
     *
     * <p>The header names the columns {@code id, title, source, status, opened} and, as they are needed, {@code causes, owner, due, fixed,
     * closed, heard, first loss, customers, notes}, in any order. Days are as {@code 2026-03-01}. Where several stand in one text, they are
     * parted by {@code |}: causes, sources that heard of it as {@code SURVEY=2026-03-01}, customers as {@code 17} or with their value as
     * {@code 17=99.50}. In these a backslash takes what follows as it is.
     *
     * @param rows the header and a row for each issue
     * @param key reads a customer's text
     * @param <K> the type of customer keys
     * @return the book
     * @throws IllegalArgumentException if a column is missing, unknown or twice, a row is shorter or longer than the header, or an issue
     *     contradicts itself; the message tells the row, from 1 for the header, and the issue
     */
    public static <K> IssueBook<K> read(List<? extends List<String>> rows, Function<? super String, ? extends K> key) {
        requireNonNull(rows, "rows");
        return of(new IssueReader<K>(rows, requireNonNull(key, "key")).issues());
    }

    /**
     * The book as rows of text, a header first, which {@link #read} makes the same book of.
     *
     * @param key prints a customer, each as another text
     * @return the rows, such as for a file whose writer sees to quotes and formulas
     * @throws IllegalArgumentException if two customers of an issue print alike, or one as an empty text
     */
    public List<List<String>> rows(Function<? super K, String> key) {
        requireNonNull(key, "key");
        return Stream.concat(
                        Stream.of(IssueColumn.header()), issues().stream().map(issue -> IssueColumn.row(issue, key)))
                .toList();
    }

    /** {@return all issues, in order of the days on which they were opened} */
    public List<Issue<K>> issues() {
        return issues.values().asList();
    }

    /**
     * {@return the issue with an id; empty if there is none}
     *
     * @param id what it is called by
     */
    public Optional<Issue<K>> find(String id) {
        return Optional.ofNullable(issues.get(requireNonNull(id, "id")));
    }

    /**
     * {@return the book with an issue added, or in place of that of the same id}
     *
     * @param issue the issue
     */
    public IssueBook<K> with(Issue<K> issue) {
        requireNonNull(issue, "issue");
        Map<String, Issue<K>> changed = new LinkedHashMap<>(issues);
        changed.put(issue.id(), issue);
        return new IssueBook<>(changed);
    }

    /**
     * {@return what is left to be looked at: a book of the issues that were opened by a day, and neither closed nor dropped by it}
     *
     * @param day the day on which to look
     */
    public IssueBook<K> carriedOver(LocalDate day) {
        requireNonNull(day, "day");
        return of(where(issue -> issue.isCarriedOn(day)));
    }

    /**
     * {@return the issues that are neither fixed nor ended, the longest open first}
     *
     * @param day the day on which to look
     */
    public List<Issue<K>> openOn(LocalDate day) {
        requireNonNull(day, "day");
        return where(issue -> issue.isOpenOn(day));
    }

    /**
     * {@return the issues that should have been mended, the longest open first}
     *
     * @param day the day on which to look
     */
    public List<Issue<K>> overdueOn(LocalDate day) {
        requireNonNull(day, "day");
        return where(issue -> issue.isOverdueOn(day));
    }

    /**
     * {@return the issues that were opened on a day or later}
     *
     * @param day the day
     */
    public List<Issue<K>> openedSince(LocalDate day) {
        requireNonNull(day, "day");
        return where(issue -> !issue.opened().isBefore(day));
    }

    /**
     * {@return the issues that were fixed on a day or later}
     *
     * @param day the day
     */
    public List<Issue<K>> fixedSince(LocalDate day) {
        requireNonNull(day, "day");
        return where(issue -> issue.fixed().filter(on -> !on.isBefore(day)).isPresent());
    }

    /**
     * {@return the issues that were closed or dropped on a day or later}
     *
     * @param day the day
     */
    public List<Issue<K>> endedSince(LocalDate day) {
        requireNonNull(day, "day");
        return where(issue -> issue.ended().filter(on -> !on.isBefore(day)).isPresent());
    }

    private List<Issue<K>> where(Predicate<Issue<K>> condition) {
        return issues().stream().filter(condition).toList();
    }

    /**
     * All issues by what is behind them. A customer may be behind several, so that their values do not add up.
     *
     * @return the largest value first, of one value the most customers, then in the order of the book
     */
    public List<Issue<K>> byValue() {
        Comparator<Issue<K>> value = Comparator.comparing(Issue::value);
        return issues().stream()
                .sorted(value.thenComparing(issue -> issue.customers().size()).reversed())
                .toList();
    }

    /**
     * Attaches the losses of a review to the issues that are about their reasons, and opens an issue for each reason that none is about.
     *
     * <p>A reason belongs to the first issue of the book that is about it and neither closed nor dropped. Ids of new issues are {@code I-1}
     * and so on, after the largest such number in the book.
     *
     * @param lost the customers who left
     * @param source by whom the reasons came to be known
     * @param day the day of the review
     * @param least how many customers a reason must have to make a new issue, at least 1
     * @return the book with what was added
     * @throws IllegalArgumentException if {@code least < 1}, or {@code day} is not in the years 1 to 9999
     */
    public IssueUpdate<K> merged(Collection<CustomerLoss<K>> lost, IssueSource source, LocalDate day, int least) {
        requireNonNull(lost, "lost");
        requireNonNull(source, "source");
        requireNonNull(day, "day");
        Checks.positive((long) least, "least");
        return new IssueMerge<>(this, source, day, least).of(lost);
    }

    /**
     * What some sources, such as the front line, knew before another, such as the survey.
     *
     * @param earlier the sources, at least one, the other not among them
     * @param later the other
     * @return the share, the issues and the days; empty if the other came to know of none
     * @throws IllegalArgumentException if no source is named, or {@code later} is among them
     */
    public Optional<Known<K>> knownBefore(Set<IssueSource> earlier, IssueSource later) {
        requireNonNull(earlier, "earlier");
        requireNonNull(later, "later");
        return IssueLead.known(issues(), earlier, later);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof IssueBook<?> that && issues.equals(that.issues);
    }

    @Override
    public int hashCode() {
        return issues.hashCode();
    }

    /** {@return a row per issue} */
    @Override
    public Sheet sheet() {
        return LossSheets.of(this);
    }

    /** Prints the issues. */
    @Override
    public String toString() {
        return issues.isEmpty() ? "no issues" : "issues: " + issues.values();
    }
}
