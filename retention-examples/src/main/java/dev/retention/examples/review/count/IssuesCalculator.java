package dev.retention.examples.review.count;

import dev.retention.examples.report.figures.Words;
import dev.retention.examples.review.figures.Block;
import dev.retention.examples.review.figures.Cell;
import dev.retention.examples.review.figures.Table;
import dev.retention.history.HistoryStore;
import dev.retention.history.Members;
import dev.retention.loss.FixOutcome;
import dev.retention.loss.Issue;
import dev.retention.loss.IssueBook;
import dev.retention.loss.IssueSource;
import dev.retention.loss.IssueUpdate;
import dev.retention.loss.Loss;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Says which issues are open, which the losses of the period add, and what came of those that are fixed. */
final class IssuesCalculator {

    private final IssueUpdate<String> update;
    private final LocalDate day;
    private final boolean carried;
    private final HistoryStore<String> store;
    private final Openings openings;
    private final Map<String, FixOutcome> fixed;
    private final List<Loss<String>> losses;

    /**
     * @param day the day of the review
     * @param carried whether issues were carried over
     * @param fixed what came of those that are fixed, by their ids
     * @param losses the losses of the period
     */
    IssuesCalculator(
            IssueUpdate<String> update,
            LocalDate day,
            boolean carried,
            HistoryStore<String> store,
            Openings openings,
            Map<String, FixOutcome> fixed,
            List<Loss<String>> losses) {
        this.losses = List.copyOf(losses);
        this.update = update;
        this.day = day;
        this.carried = carried;
        this.store = store;
        this.openings = openings;
        this.fixed = Map.copyOf(fixed);
    }

    Block block() {
        IssueBook<String> book = update.book();
        List<String> words = new ArrayList<>();
        long open = book.openOn(day).size();
        words.add(
                open == 0
                        ? "No issue is open."
                        : Words.counted(open, "issue") + (open == 1 ? " is" : " are") + " open"
                                + (book.overdueOn(day).isEmpty()
                                        ? "."
                                        : ", " + book.overdueOn(day).size() + " of them overdue."));
        List<Issue<String>> fresh =
                update.proposed().stream().filter(each -> ended(each).isEmpty()).toList();
        if (!fresh.isEmpty()) {
            words.add(Words.counted(fresh.size(), "new issue") + " proposed for reasons that no issue was about: "
                    + titles(fresh) + ".");
        }
        update.proposed()
                .forEach(each -> ended(each)
                        .ifPresent(old -> words.add(each.title() + " was ended as " + old.id()
                                + old.ended().map(on -> " on " + on).orElse("") + ", and customers leave for it again: "
                                + after(old, old.ended()) + " since. It is proposed again as " + each.id() + ".")));
        update.recurring()
                .forEach(each -> words.add(each.title() + " is said to be fixed"
                        + each.fixed().map(on -> " on " + on).orElse("") + ", and customers still leave for it: "
                        + after(each, each.fixed()) + " in the period and after the fix."));
        fixed.forEach((id, outcome) -> words.add(Fixes.words(id, outcome)));
        if (!update.tooFew().isEmpty()) {
            words.add("Too few customers for an issue of its own: "
                    + update.tooFew().entrySet().stream()
                            .map(each -> each.getKey() + " (" + each.getValue() + ")")
                            .collect(Collectors.joining(", "))
                    + ".");
        }
        book.knownBefore(Set.of(IssueSource.FRONT_LINE, IssueSource.COMPLAINT), IssueSource.SURVEY)
                .ifPresent(known -> words.add("Of the issues that a survey told of, the front line or complaints knew "
                        + known.share() + " before."));
        return Block.of(
                "issues",
                "What is to be mended, and what came of it?",
                words,
                List.of(rows(book)),
                carried
                        ? List.of()
                        : List.of(
                                "what came of earlier issues: edit issues.csv and hand it over by --issues next time"));
    }

    private static String titles(List<Issue<String>> issues) {
        return issues.stream().map(Issue::title).collect(Collectors.joining(", "));
    }

    /** The issue about the same reason that was ended before. */
    private Optional<Issue<String>> ended(Issue<String> proposed) {
        return update.book().issues().stream()
                .filter(each -> each.status().isEnded()
                        && each.causes().stream()
                                .anyMatch(cause -> proposed.causes().contains(cause)))
                .reduce((earlier, later) -> later);
    }

    /** How many customers of the period left for an issue after a day. */
    private String after(Issue<String> issue, Optional<LocalDate> on) {
        return Words.counted(
                losses.stream()
                        .filter(loss -> loss.reasonNow()
                                .filter(cause -> issue.causes().contains(cause))
                                .isPresent())
                        .filter(loss -> on.filter(of -> !loss.day().isAfter(of)).isEmpty())
                        .count(),
                "customer");
    }

    private Table rows(IssueBook<String> book) {
        Table.Builder rows = Table.named("issues", "All issues, the most costly first")
                .column("id", "Issue")
                .column("title", "What")
                .column("status", "Status")
                .column("owner", "Owner")
                .column("opened", "Opened")
                .column("ageDays", "Open for days")
                .column("customers", "Customers behind")
                .column("value", "Value behind")
                .column("lossesBefore", "Lost before the fix")
                .column("lossesAfter", "After")
                .column("note", "Note");
        for (Issue<String> issue : book.byValue()) {
            Optional<FixOutcome> effect = Optional.ofNullable(fixed.get(issue.id()));
            rows.row(
                    Cell.text(issue.id()),
                    Cell.text(issue.title()),
                    Cell.text(issue.status().name().toLowerCase(Locale.ROOT).replace('_', ' ')),
                    issue.owner().map(Cell::text).orElseGet(Cell::none),
                    Cell.text(issue.opened().toString()),
                    issue.age(day).isPresent() ? Cell.count(issue.age(day).getAsLong()) : Cell.none(),
                    customers(issue),
                    Cell.amount(issue.value()),
                    rate(effect, true),
                    rate(effect, false),
                    Cell.text(note(issue)));
        }
        return rows.build();
    }

    /** The share lost for the reasons of an issue, before or after its fix. */
    private static Cell rate(Optional<FixOutcome> outcome, boolean before) {
        return outcome.flatMap(FixOutcome::change)
                .map(change -> Cell.share((before ? change.reference() : change.first()).asDouble()))
                .orElseGet(Cell::none);
    }

    private String note(Issue<String> issue) {
        List<String> notes = new ArrayList<>();
        if (update.proposed().contains(issue)) {
            notes.add(ended(issue).isPresent() ? "again" : "new");
        }
        if (update.recurring().contains(issue)) {
            notes.add("customers still leave for it");
        }
        if (issue.isOverdueOn(day)) {
            notes.add("overdue");
        }
        if (!issue.notes().isEmpty()) {
            notes.add(issue.notes());
        }
        return String.join("; ", notes);
    }

    /** Customers behind an issue who are not in the data any more are counted all the same. */
    private Cell customers(Issue<String> issue) {
        int[] known = issue.customers().keySet().stream()
                .map(store::find)
                .filter(each -> each.isPresent())
                .mapToInt(each -> each.getAsInt())
                .sorted()
                .toArray();
        Members<String> members = store.members(known);
        return known.length < issue.customers().size()
                ? Cell.count(issue.customers().size())
                : openings.count(
                        "issue:" + Openings.slug(issue.id()),
                        "behind " + issue.id() + ", " + issue.title(),
                        known.length,
                        () -> members);
    }
}
