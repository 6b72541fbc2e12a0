package dev.retention.loss;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.retention.internal.Text;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** What an issue is made of. */
abstract sealed class IssueParts<K> permits Issue {
    private final String id;
    private final String title;
    private final IssueSource source;
    private final IssueStatus status;
    private final ImmutableSortedSet<String> causes;
    private final Optional<String> owner;
    private final LocalDate opened;
    private final Optional<LocalDate> due;
    private final Optional<LocalDate> fixed;
    private final Optional<LocalDate> ended;
    private final ImmutableSortedMap<IssueSource, LocalDate> heard;
    private final Optional<LocalDate> firstLoss;
    private final ImmutableMap<K, Optional<BigDecimal>> customers;
    private final String notes;

    IssueParts(IssueDraft<K> draft) {
        this.id = draft.id;
        this.title = draft.title;
        this.source = draft.source;
        this.status = draft.status;
        this.causes = ImmutableSortedSet.copyOfSorted(draft.causes);
        this.owner = draft.owner;
        this.opened = draft.opened;
        this.due = draft.due;
        this.fixed = draft.fixed;
        this.ended = draft.ended;
        this.heard = ImmutableSortedMap.copyOfSorted(draft.heard);
        this.firstLoss = draft.firstLoss;
        this.customers = ImmutableMap.copyOf(CandidateOrder.byKey(draft.customers));
        this.notes = draft.notes;
    }

    /** A copy to be changed. */
    final IssueDraft<K> draft() {
        IssueDraft<K> draft = new IssueDraft<>(id, title, source, opened);
        draft.status = status;
        draft.causes.addAll(causes);
        draft.owner = owner;
        draft.due = due;
        draft.fixed = fixed;
        draft.ended = ended;
        draft.heard.putAll(heard);
        draft.firstLoss = firstLoss;
        draft.customers.putAll(customers);
        draft.notes = notes;
        return draft;
    }

    /** {@return what it is called by} */
    public final String id() {
        return id;
    }

    /** {@return what is wrong} */
    public final String title() {
        return title;
    }

    /** {@return by whom it came to be known} */
    public final IssueSource source() {
        return source;
    }

    /** {@return how far it has come} */
    public final IssueStatus status() {
        return status;
    }

    /** {@return the reasons or traits it is about, by code point} */
    public final SortedSet<String> causes() {
        return causes;
    }

    /** {@return who sees to it, if somebody does} */
    public final Optional<String> owner() {
        return owner;
    }

    /** {@return on which day it was opened} */
    public final LocalDate opened() {
        return opened;
    }

    /** {@return by when it is to be mended, if that was set} */
    public final Optional<LocalDate> due() {
        return due;
    }

    /** {@return on which day it was mended, if it was} */
    public final Optional<LocalDate> fixed() {
        return fixed;
    }

    /** {@return on which day it was closed or dropped, if it was} */
    public final Optional<LocalDate> ended() {
        return ended;
    }

    /** {@return on which day each source first knew of it} */
    public final SortedMap<IssueSource, LocalDate> heard() {
        return heard;
    }

    /** {@return the first day on which a customer left for it, if one is known} */
    public final Optional<LocalDate> firstLoss() {
        return firstLoss;
    }

    /** {@return the customers behind it, in order of their keys, with the value of each, if it is known} */
    public final Map<K, Optional<BigDecimal>> customers() {
        return customers;
    }

    /** {@return the value behind it: the sum of the known values of its customers, 0 if none is known} */
    public final BigDecimal value() {
        return customers.values().stream().flatMap(Optional::stream).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** {@return what else is to be remembered} */
    public final String notes() {
        return notes;
    }

    /** All that is told, in one order. */
    private List<Object> parts() {
        return List.of(
                id, title, source, status, causes, owner, opened, due, fixed, ended, heard, firstLoss, customers,
                notes);
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof IssueParts<?> that && parts().equals(that.parts());
    }

    @Override
    public final int hashCode() {
        return parts().hashCode();
    }

    /** Prints the issue, such as {@code I-1 Parcels come late (OPEN, opened on 2026-01-12, Ann): 3 customers, 360.00}. */
    @Override
    public final String toString() {
        return id + " " + title + " (" + status + ", opened on " + opened
                + owner.map(name -> ", " + name).orElse("") + "): " + Text.customers(customers.size()) + ", "
                + value().toPlainString();
    }
}
