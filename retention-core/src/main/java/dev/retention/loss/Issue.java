package dev.retention.loss;

import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Something that drives customers away, who sees to it, how far that has come, and which customers and what value are behind it.
 *
 * <pre>{@code
 * Issue<Long> parcels = Issue.<Long>opened("I-1", "Parcels come late", IssueSource.FRONT_LINE, LocalDate.of(2026, 1, 12))
 *         .about("late delivery")
 *         .ownedBy("Ann")
 *         .dueOn(LocalDate.of(2026, 4, 1))
 *         .behind(lost);
 * parcels.inProgress().fixedOn(LocalDate.of(2026, 3, 20));
 * parcels.heardBy(IssueSource.SURVEY, LocalDate.of(2026, 3, 2)).daysKnown(IssueSource.FRONT_LINE, IssueSource.SURVEY);   // 49
 * }</pre>
 *
 * <p>An issue is open from the day on which it was opened until the day before it is fixed or ended. {@link IssueBook} holds all of them.
 * This class is immutable and thread-safe; keys of customers are to be so as well.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class Issue<K> extends IssueParts<K> {
    Issue(IssueDraft<K> draft) {
        super(draft);
    }

    /**
     * A new issue, open, of which its source was the first to hear, on the day on which it is opened.
     *
     * @param id what it is called by, not blank
     * @param title what is wrong, not blank
     * @param source by whom it came to be known
     * @param day on which day, in the years 1 to 9999
     * @param <K> the type of customer keys
     * @return the issue
     * @throws IllegalArgumentException if a text is blank or the day out of range
     */
    public static <K> Issue<K> opened(String id, String title, IssueSource source, LocalDate day) {
        requireNonNull(id, "id");
        requireNonNull(title, "title");
        requireNonNull(source, "source");
        return new IssueDraft<K>(id, title, source, requireNonNull(day, "day")).build();
    }

    private Issue<K> with(Consumer<IssueDraft<K>> change) {
        IssueDraft<K> draft = draft();
        change.accept(draft);
        return draft.build();
    }

    /**
     * Adds reasons for leaving, or traits, that this issue is about; {@link IssueBook#merged} attaches losses by them.
     *
     * @param causes their names, exactly as reasons are named in the data, none blank
     * @return the issue about these too
     * @throws IllegalArgumentException if a name is blank
     */
    public Issue<K> about(String... causes) {
        List<String> more = ImmutableList.copyOf(requireNonNull(causes, "causes"));
        return with(draft -> draft.causes.addAll(more));
    }

    /**
     * {@return the issue with somebody who sees to it}
     *
     * @param owner the name, not blank
     * @throws IllegalArgumentException if the name is blank
     */
    public Issue<K> ownedBy(String owner) {
        requireNonNull(owner, "owner");
        return with(draft -> draft.owner = Optional.of(owner));
    }

    /**
     * Sets by when it is to be mended.
     *
     * @param day not before it was opened
     * @return the issue with that day
     * @throws IllegalArgumentException if {@code day} is before it was opened
     */
    public Issue<K> dueOn(LocalDate day) {
        requireNonNull(day, "day");
        return with(draft -> draft.due = Optional.of(day));
    }

    /**
     * {@return the issue with notes in place of those so far}
     *
     * @param notes any text
     */
    public Issue<K> noted(String notes) {
        requireNonNull(notes, "notes");
        return with(draft -> draft.notes = notes);
    }

    /**
     * Says that somebody works on it.
     *
     * @return the issue, in progress
     * @throws IllegalStateException if it is fixed or ended
     */
    public Issue<K> inProgress() {
        return movedOn(draft -> draft.status = IssueStatus.IN_PROGRESS, status() == IssueStatus.FIXED);
    }

    /**
     * Says that what was to be done is done.
     *
     * @param day the day, not before it was opened
     * @return the issue, fixed
     * @throws IllegalArgumentException if {@code day} is before it was opened
     * @throws IllegalStateException if it is fixed or ended
     */
    public Issue<K> fixedOn(LocalDate day) {
        requireNonNull(day, "day");
        return movedOn(
                draft -> {
                    draft.status = IssueStatus.FIXED;
                    draft.fixed = Optional.of(day);
                },
                status() == IssueStatus.FIXED);
    }

    /**
     * Ends it, since it was mended.
     *
     * @param day the day, not before it was opened or fixed
     * @return the issue, closed
     * @throws IllegalArgumentException if {@code day} is before it was opened or fixed
     * @throws IllegalStateException if it is ended
     */
    public Issue<K> closedOn(LocalDate day) {
        return endedOn(requireNonNull(day, "day"), IssueStatus.CLOSED);
    }

    /**
     * Ends it, since it will not be mended.
     *
     * @param day the day, not before it was opened or fixed
     * @return the issue, dropped
     * @throws IllegalArgumentException if {@code day} is before it was opened or fixed
     * @throws IllegalStateException if it is ended
     */
    public Issue<K> droppedOn(LocalDate day) {
        return endedOn(requireNonNull(day, "day"), IssueStatus.DROPPED);
    }

    private Issue<K> endedOn(LocalDate day, IssueStatus how) {
        return movedOn(
                draft -> {
                    draft.status = how;
                    draft.ended = Optional.of(day);
                },
                false);
    }

    private Issue<K> movedOn(Consumer<IssueDraft<K>> change, boolean isTooLate) {
        checkState(!status().isEnded() && !isTooLate, "issue (%s) is %s; reopen it first", id(), status());
        return with(change);
    }

    /** {@return the issue open again, as if it had been neither fixed nor ended} */
    public Issue<K> reopened() {
        return with(draft -> {
            draft.status = IssueStatus.OPEN;
            draft.fixed = Optional.empty();
            draft.ended = Optional.empty();
        });
    }

    /**
     * Says that somebody came to know of it, which counts if it was earlier than what is known.
     *
     * @param who by whom
     * @param day on which day, in the years 1 to 9999; may be before the issue was opened
     * @return the issue with that day
     * @throws IllegalArgumentException if the day is out of range
     */
    public Issue<K> heardBy(IssueSource who, LocalDate day) {
        requireNonNull(who, "who");
        requireNonNull(day, "day");
        return with(draft -> draft.heardBy(who, day));
    }

    /**
     * Adds customers who left for it. Of one who is there already the larger value counts.
     *
     * @param lost the customers
     * @return the issue with these behind it too
     */
    public Issue<K> behind(Collection<CustomerLoss<K>> lost) {
        List<CustomerLoss<K>> more = ImmutableList.copyOf(requireNonNull(lost, "lost"));
        return with(draft -> more.forEach(draft::addCustomer));
    }

    /**
     * Whether it is neither fixed nor ended.
     *
     * @param day the day on which to look
     * @return whether it was opened by that day, and not fixed, closed or dropped by it
     */
    public boolean isOpenOn(LocalDate day) {
        return isCarriedOn(day) && !isBy(fixed(), day);
    }

    /**
     * Whether it is to be looked at: it is open, or fixed and not known to have helped.
     *
     * @param day the day on which to look
     * @return whether it was opened by that day, and not closed or dropped by it
     */
    public boolean isCarriedOn(LocalDate day) {
        requireNonNull(day, "day");
        return !opened().isAfter(day) && !isBy(ended(), day);
    }

    /**
     * Whether it should have been mended.
     *
     * @param day the day on which to look
     * @return whether it is open on that day, and due before it
     */
    public boolean isOverdueOn(LocalDate day) {
        return isOpenOn(day) && due().filter(by -> by.isBefore(day)).isPresent();
    }

    private static boolean isBy(Optional<LocalDate> when, LocalDate day) {
        return when.filter(known -> !known.isAfter(day)).isPresent();
    }

    /**
     * For how long it has been open.
     *
     * @param day the day on which to look
     * @return days since it was opened, at least 0; empty if it is not open on that day
     */
    public OptionalLong age(LocalDate day) {
        return isOpenOn(day) ? OptionalLong.of(ChronoUnit.DAYS.between(opened(), day)) : OptionalLong.empty();
    }

    /**
     * For how long one source had known of it when another came to know.
     *
     * @param earlier the one, such as the front line
     * @param later the other, such as the survey
     * @return days, below 0 if the other knew first; empty if one of them never did
     */
    public OptionalLong daysKnown(IssueSource earlier, IssueSource later) {
        return between(
                Optional.ofNullable(heard().get(requireNonNull(earlier, "earlier"))),
                Optional.ofNullable(heard().get(requireNonNull(later, "later"))));
    }

    /**
     * For how long a source had known of it when the first customer left for it.
     *
     * @param source the source
     * @return days, below 0 if customers left before; empty if the source never knew, or no loss is known
     */
    public OptionalLong daysKnownBeforeLoss(IssueSource source) {
        return between(Optional.ofNullable(heard().get(requireNonNull(source, "source"))), firstLoss());
    }

    private static OptionalLong between(Optional<LocalDate> from, Optional<LocalDate> to) {
        return from.isPresent() && to.isPresent()
                ? OptionalLong.of(ChronoUnit.DAYS.between(from.get(), to.get()))
                : OptionalLong.empty();
    }
}
