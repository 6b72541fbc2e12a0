package dev.retention.service;

import static java.util.Objects.requireNonNull;

import dev.retention.history.HistoryStore;
import dev.retention.rule.CellSink;
import dev.retention.rule.Group;
import dev.retention.rule.Grouping;
import dev.retention.rule.PeriodItems;
import dev.retention.rule.PeriodMethod;
import dev.retention.rule.Sweep;
import dev.retention.time.Timeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the methods over tickets share: which of them count, and tables by what is told of each ticket.
 *
 * @param <E> the type of items
 * @param <M> the method
 */
abstract class TicketMethod<E extends Enum<E>, M extends TicketMethod<E, M>> extends PeriodMethod<E> {
    private static final long serialVersionUID = 1;

    final TicketChoice choice;
    // The columns by which every ticket counts in a group of its own; none where customers are parted.
    final ArrayList<String> apart;

    TicketMethod(Timeline timeline, Class<E> items, TicketChoice choice, List<String> apart) {
        super(TicketEnd.ofWholeDays(timeline), items);
        this.choice = choice;
        this.apart = new ArrayList<>(apart);
    }

    abstract M with(TicketChoice chosen, List<String> parting);

    /** What is counted, without which tickets. */
    abstract String words();

    /**
     * Sets which kinds of tickets count.
     *
     * @param kinds the codes of their kinds, at least one, such as {@link Tickets#PRAISE}
     * @return the method over tickets of these kinds
     * @throws IllegalArgumentException if there is none
     */
    public M ofKinds(String... kinds) {
        return with(choice.ofKinds(kinds), apart);
    }

    /**
     * Takes only tickets about one topic.
     *
     * @param topic the text in the column {@link Tickets#TOPIC}
     * @return the method over these tickets
     */
    public M about(String topic) {
        return with(choice.with(Tickets.TOPIC, requireNonNull(topic, "topic")), apart);
    }

    /**
     * Takes only tickets that surfaced at one stage.
     *
     * @param stage the text in the column {@link Tickets#STAGE}
     * @return the method over these tickets
     */
    public M surfacingAt(String stage) {
        return with(choice.with(Tickets.STAGE, requireNonNull(stage, "stage")), apart);
    }

    /**
     * Takes only tickets that one stage caused.
     *
     * @param cause the text in the column {@link Tickets#CAUSE}
     * @return the method over these tickets
     */
    public M causedBy(String cause) {
        return with(choice.with(Tickets.CAUSE, requireNonNull(cause, "cause")), apart);
    }

    /**
     * A table for each text in a column of tickets, such as {@link Tickets#TOPIC}, {@link Tickets#STAGE}, {@link Tickets#CAUSE} or {@link
     * Tickets#AGENT}, in one pass. What tickets add up to adds up to the whole; a customer with tickets of two topics is in the table of each.
     *
     * @param column the name of the column
     * @param sweep the sweep
     * @param <K> the type of customer keys
     * @return the tables in the order of texts; {@link Group#MISSING} of tickets without one
     * @throws IllegalArgumentException if the store lacks a track or column that is read, or the timeline does not fit it
     */
    public <K> Map<Group, PeriodItems<K, E>> each(String column, Sweep<K> sweep) {
        requireNonNull(column, "column");
        return tables(sweep, Grouping.ofColumn(column, Grouping.Reading.AT_ANCHOR), column);
    }

    /**
     * The same for each pair of the stage that caused tickets and the stage at which they surfaced: a matrix of stages. The group of what
     * ordering caused and delivery saw is {@link Group#move Group.move(Group.of("ordering"), Group.of("delivery"))}, {@code ordering →
     * delivery}; of tickets without one of both it is that of {@link Group#MISSING}.
     *
     * @param sweep the sweep
     * @param <K> the type of customer keys
     * @return the tables in the order of their labels
     * @throws IllegalArgumentException if the store lacks a track or column that is read, or the timeline does not fit it
     */
    public <K> Map<Group, PeriodItems<K, E>> eachCauseAndStage(Sweep<K> sweep) {
        Grouping stages = Grouping.ofEvents("cause and stage", Grouping.Reading.AT_ANCHOR, (tickets, event) -> {
            String cause = tickets.text(tickets.column(Tickets.CAUSE), event);
            String stage = tickets.text(tickets.column(Tickets.STAGE), event);
            return Group.move(group(cause), group(stage)).label();
        });
        return tables(sweep, stages, Tickets.CAUSE, Tickets.STAGE);
    }

    /** Says that what is named next is of a ticket, where tickets are parted and not customers. */
    final void anchor(int event, CellSink sink) {
        if (!apart.isEmpty()) {
            sink.anchoredAt(event);
        }
    }

    private static Group group(@Nullable String text) {
        return text == null ? Group.MISSING : Group.of(text);
    }

    private <K> Map<Group, PeriodItems<K, E>> tables(Sweep<K> sweep, Grouping grouping, String... columns) {
        requireNonNull(sweep, "sweep");
        return with(choice, Arrays.asList(columns)).by(grouping, sweep).tables();
    }

    @Override
    protected String definition() {
        return words() + " " + choice + (apart.isEmpty() ? "" : ", apart by " + TicketChoice.quoted(apart));
    }

    @Override
    protected List<String> tracks() {
        return List.of(Tickets.TRACK);
    }

    @Override
    protected void check(HistoryStore<?> store) {
        super.check(store);
        choice.check(store);
        apart.forEach(column -> TicketEnd.checkColumn(store, column));
    }

    @Override
    protected List<String> warnings(HistoryStore<?> store) {
        return choice.warnings(store, Tickets.TRACK);
    }
}
