package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is told of an issue while it is put together, and what must hold once it is. */
final class IssueDraft<K> {
    final String id;
    String title;
    final IssueSource source;
    IssueStatus status = IssueStatus.OPEN;
    final SortedSet<String> causes = new TreeSet<>();
    Optional<String> owner = Optional.empty();
    final LocalDate opened;
    Optional<LocalDate> due = Optional.empty();
    Optional<LocalDate> fixed = Optional.empty();
    Optional<LocalDate> ended = Optional.empty();
    final SortedMap<IssueSource, LocalDate> heard = new TreeMap<>();
    Optional<LocalDate> firstLoss = Optional.empty();
    final Map<K, Optional<BigDecimal>> customers = new LinkedHashMap<>();
    String notes = "";

    IssueDraft(String id, String title, IssueSource source, LocalDate opened) {
        this.id = requireNonNull(id, "id");
        this.title = requireNonNull(title, "title");
        this.source = requireNonNull(source, "source");
        this.opened = requireNonNull(opened, "opened");
        checkArgument(!id.isBlank(), "id must not be an empty text");
        checkArgument(!title.isBlank(), "title of issue (%s) must not be an empty text", id);
        checkDay("opened", opened);
        heard.put(source, opened);
    }

    /** The issue, if its days and its status fit together. */
    Issue<K> build() {
        due.ifPresent(day -> checkNotBefore("due", day, "opened", opened));
        fixed.ifPresent(day -> checkNotBefore("fixed", day, "opened", opened));
        ended.ifPresent(day -> checkNotBefore("closed", day, "opened", opened));
        ended.ifPresent(day -> fixed.ifPresent(before -> checkNotBefore("closed", day, "fixed", before)));
        heard.forEach((who, day) -> checkDay("heard", day));
        firstLoss.ifPresent(day -> checkDay("firstLoss", day));
        boolean mustBeFixed = status == IssueStatus.FIXED;
        boolean mayBeFixed = mustBeFixed || status.isEnded();
        checkArgument(
                fixed.isPresent() ? mayBeFixed : !mustBeFixed,
                "issue (%s) that is %s must %s a day on which it was fixed",
                id,
                status,
                mustBeFixed ? "have" : "not have");
        checkArgument(
                ended.isPresent() == status.isEnded(),
                "issue (%s) that is %s must %s a day on which it was closed",
                id,
                status,
                status.isEnded() ? "have" : "not have");
        checkArgument(owner.filter(String::isBlank).isEmpty(), "owner of issue (%s) must not be an empty text", id);
        checkArgument(
                causes.stream().noneMatch(String::isBlank),
                "causes (%s) of issue (%s) must not be empty texts",
                causes,
                id);
        customers.forEach((customer, value) ->
                value.ifPresent(known -> Checks.amount(known, "value of customer (" + customer + ")")));
        return new Issue<>(this);
    }

    void checkDay(String name, LocalDate day) {
        checkArgument(
                day.getYear() >= 1 && day.getYear() <= 9999,
                "%s (%s) of issue (%s) must be in the years 1 to 9999",
                name,
                day,
                id);
    }

    private void checkNotBefore(String name, LocalDate day, String before, LocalDate earlier) {
        checkDay(name, day);
        checkArgument(
                !day.isBefore(earlier),
                "%s (%s) of issue (%s) must not be before %s (%s)",
                name,
                day,
                id,
                before,
                earlier);
    }

    /** Takes an earlier day of two. */
    void heardBy(IssueSource who, LocalDate day) {
        heard.merge(who, day, IssueDraft::earlier);
    }

    /** Takes customers who left for it; one who is there already keeps a known value that is as large. */
    void addCustomer(CustomerLoss<K> lost) {
        customers.merge(lost.customer(), lost.value().map(IssueDraft::plain), IssueDraft::larger);
        lost.day()
                .ifPresent(day -> firstLoss =
                        Optional.of(firstLoss.map(known -> earlier(known, day)).orElse(day)));
    }

    /** The same number with as many decimals as are written. */
    private static BigDecimal plain(BigDecimal value) {
        return value.scale() < 0 ? value.setScale(0) : value;
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }

    private static Optional<BigDecimal> larger(Optional<BigDecimal> one, Optional<BigDecimal> other) {
        return one.isPresent() && other.isPresent()
                ? Optional.of(CandidateOrder.larger(one.get(), other.get()))
                : one.or(() -> other);
    }
}
