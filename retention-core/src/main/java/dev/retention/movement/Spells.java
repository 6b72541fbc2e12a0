package dev.retention.movement;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import dev.retention.ChurnFormula;
import dev.retention.RetentionFormula;
import dev.retention.history.EventCodes;
import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.internal.Checks;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * When a customer is live: how a history becomes spells, each from an arrival to a loss.
 *
 * <pre>{@code
 * Spells.ofOrders(90);                  // live from an order until 90 days after the last one
 * Spells.between("started", "ended");   // live while a subscription runs
 * Spells.between("started", "cancelled", "payment_failed");   // that ends in either way
 * Spells.between("started", "ended").announcedBy("cancelled").dueOn("term ended");   // with what contracts tell
 * }</pre>
 *
 * <p>Time is in civil days. A customer is live at a midnight if the day of the arrival lies before it and that of the loss does not:
 *
 * <pre>
 *   live at the start of day m  ⇔  start &lt; m ≤ end
 *   tenure                      =  end − start   days
 * </pre>
 *
 * <ul>
 *   <li>What happens on a day happens before its end, so that the loss on the last day of a month is that month's.
 *   <li>A spell whose loss was not seen by the end of the data is censored: its {@code end} is the day after the as-of day.
 *   <li>The order of what happens on one day does not matter.
 * </ul>
 *
 * <p>Folding a history takes one pass over its events. This class is immutable, thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class Spells implements Serializable {
    private static final long serialVersionUID = 1;
    private static final byte[] NO_ROLES = {};

    // 0 for subscriptions.
    private final int gap;
    private final @Nullable SpellContract contract;
    // What the codes of the last store mean; threads that do not see each other's find it out once more.
    private transient SpellContract.@Nullable Roles roles;

    private Spells(int gap, @Nullable SpellContract contract) {
        this.gap = gap;
        this.contract = contract;
    }

    /**
     * Customers without a contract: live from an event until some days after the last one.
     *
     * <ul>
     *   <li>The loss lies on the day of the last event plus {@code gapDays}. An event on that very day still prolongs the spell; the next
     *       later event begins another.
     *   <li>Live at the start of a day {@code m} is: at least one event in the {@code gapDays} days before {@code m}.
     * </ul>
     *
     * @param gapDays how many days after an event a customer is still live, at least 1
     * @return the rule
     * @throws IllegalArgumentException if {@code gapDays < 1}
     */
    public static Spells ofOrders(int gapDays) {
        Checks.positive((long) gapDays, "gapDays");
        return new Spells(gapDays, null);
    }

    /**
     * Customers with subscriptions, whose starts and ends are events of the store with codes of their own.
     *
     * <ul>
     *   <li>A customer with several subscriptions is live while at least one runs.
     *   <li>A subscription that starts on the day on which the last other one ends prolongs the spell: a change of plan is no loss. One
     *       that ends on the day of its start is a spell of no days: an arrival and a loss.
     *   <li>An end without a start is passed over. Events of other codes do not matter.
     *   <li>A subscription may end in several ways, such as {@code cancelled} and {@code payment_failed}: {@link ChurnTable} tells the
     *       losses of each. Where several come on the day of the loss, it counts as by the code named first.
     *   <li>Whether the store has events of these codes at all, {@link #warnings} tells.
     * </ul>
     *
     * @param startCode the code of the events that start a subscription
     * @param endCode the code of the events that end one, on the day of the loss
     * @param moreEndCodes further codes of events that end one
     * @return the rule
     * @throws IllegalArgumentException if a code comes twice, or there are more than 64 that end
     */
    public static Spells between(String startCode, String endCode, String... moreEndCodes) {
        return new Spells(0, SpellContract.between(startCode, endCode, moreEndCodes));
    }

    /**
     * Tells which events announce that a subscription will end, for {@link ChurnFormula#SCHEDULED}.
     *
     * <ul>
     *   <li>An announcement counts in its own period only, for a customer live at the start and the end of that period. The loss
     *       counts once more in the period in which it comes, as lost.
     *   <li>It does not change when the customer is live. An announcement that is taken back is to be taken out of the store.
     * </ul>
     *
     * @param announceCode the code of the events, on the day of the announcement
     * @return the rule with announcements
     * @throws IllegalStateException if customers are live by orders, which have no contract
     * @throws IllegalArgumentException if the code has another meaning already
     */
    public Spells announcedBy(String announceCode) {
        return new Spells(0, contractWithout(announceCode, "announceCode").announcedBy(announceCode));
    }

    /**
     * Tells which events end a term, for {@link ChurnFormula#RENEWAL_BASE} and {@link RetentionFormula#RENEWAL_BASE}.
     *
     * <ul>
     *   <li>A customer live at the start of a period with such an event in it is due, once however many terms end. Whoever is live
     *       at the end of the period has renewed; a loss that follows from the term's end therefore lies in the same period.
     *   <li>Terms that end after the as-of day are not known yet. So no renewal is pending in a period still running.
     * </ul>
     *
     * @param dueCode the code of the events, on the day on which the term ends
     * @return the rule with terms
     * @throws IllegalStateException if customers are live by orders, which have no contract
     * @throws IllegalArgumentException if the code has another meaning already
     */
    public Spells dueOn(String dueCode) {
        return new Spells(0, contractWithout(dueCode, "dueCode").dueOn(dueCode));
    }

    /** The contract, which must not use a code yet. */
    private SpellContract contractWithout(String code, String name) {
        requireNonNull(code, name);
        checkState(contract != null, "spells (%s) must be between events, since orders have no contract", this);
        checkArgument(!contract.all().contains(code), "%s (%s) must differ from the codes of %s", name, code, this);
        return contract;
    }

    /** What is known of contracts; nothing of orders. */
    Optional<SpellContract> contract() {
        return Optional.ofNullable(contract);
    }

    /** {@return after how many days without an event a customer is lost, at least 1; empty of subscriptions} */
    public OptionalInt gapDays() {
        return contract == null ? OptionalInt.of(gap) : OptionalInt.empty();
    }

    /** {@return the code of the events that start a subscription; empty of orders} */
    public Optional<String> startCode() {
        return contract().map(SpellContract::start);
    }

    /** {@return the codes of the events that end a subscription, in the order in which they were named; none of orders} */
    public List<String> endCodes() {
        return contract == null ? List.of() : contract.ends();
    }

    /** What the codes of a history's store mean, by their numbers; empty of orders, which have no codes. */
    byte[] roles(History history) {
        if (contract == null) {
            return NO_ROLES;
        }
        SpellContract.Roles known = roles;
        if (known == null || !known.areOf(history.codes())) {
            known = contract.roles(history.codes());
            roles = known;
        }
        return known.byCode();
    }

    /**
     * What is odd about these spells for a store: codes that no event has, be it misspelt or that nothing of the kind has happened yet.
     *
     * @param store the histories
     * @return a sentence for each such code, in the order in which they were named; empty if there are none
     */
    public List<String> warnings(HistoryStore<?> store) {
        EventCodes codes = requireNonNull(store, "store").codes();
        return contract == null ? List.of() : codes.warnings(contract.all());
    }

    /**
     * The spells of one customer as values.
     *
     * @param history the history
     * @return the spells in order of time; no two overlap
     */
    public List<Spell> of(History history) {
        List<Spell> spells = new ArrayList<>();
        SpellConsumer adding = (start, end, ended) ->
                spells.add(new Spell(LocalDate.ofEpochDay(start), LocalDate.ofEpochDay(end), ended));
        forEach(history, adding);
        return List.copyOf(spells);
    }

    /**
     * Hands over the spells of one customer in order of time.
     *
     * @param history the history
     * @param consumer takes the spells
     */
    public void forEach(History history, SpellConsumer consumer) {
        requireNonNull(consumer, "consumer");
        SpellCursor spell = cursor(
                history, requireNonNull(history, "history").timeline().asOf().toEpochDay() + 1);
        while (spell.next()) {
            consumer.accept(spell.start(), spell.end(), spell.ended());
        }
    }

    /** Stands before the first spell of a customer; the end of the data is the day after the as-of day. */
    SpellCursor cursor(History history, long dataEnd) {
        return new SpellCursor(history, dataEnd, gap, roles(history));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Spells that && gap == that.gap && Objects.equals(contract, that.contract);
    }

    @Override
    public int hashCode() {
        return Objects.hash(gap, contract);
    }

    /** Prints the rule in words, such as {@code live for 90 days after an order}. */
    @Override
    public String toString() {
        return contract == null ? "live for " + gap + " days after an order" : "live " + contract;
    }

    /**
     * Takes one spell.
     *
     * @since 0.1.0
     */
    @FunctionalInterface
    public interface SpellConsumer {
        /**
         * Takes a spell.
         *
         * @param startDay the day of the arrival, in days since 1970-01-01
         * @param endDay the day of the loss or, if none was seen, the day after the as-of day; at least {@code startDay}
         * @param ended whether the loss was seen
         */
        void accept(long startDay, long endDay, boolean ended);
    }

    /**
     * A stretch of time for which a customer was live.
     *
     * @param start the day of the arrival
     * @param end the day of the loss or, if none was seen, the day after the as-of day
     * @param ended whether the loss was seen; otherwise the spell is censored
     * @since 0.1.0
     */
    public record Spell(LocalDate start, LocalDate end, boolean ended) {
        /**
         * Checks the days.
         *
         * @param start the day of the arrival
         * @param end the day of the loss or of the end of the data
         * @param ended whether the loss was seen
         * @throws IllegalArgumentException if {@code end} is before {@code start}
         */
        public Spell {
            requireNonNull(start, "start");
            checkArgument(
                    !requireNonNull(end, "end").isBefore(start), "end (%s) must not be before start (%s)", end, start);
        }

        /**
         * How long the spell lasted, or has lasted so far.
         *
         * @return days, at least 0
         */
        public long tenureDays() {
            return end.toEpochDay() - start.toEpochDay();
        }

        /** Prints the days, such as {@code 1997-01-03 to 1997-04-12} or {@code since 1997-01-03}. */
        @Override
        public String toString() {
            return ended ? start + " to " + end : "since " + start;
        }
    }
}
