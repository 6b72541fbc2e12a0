package dev.retention.rule;

import dev.retention.history.Event;
import dev.retention.history.HistoryReader;
import dev.retention.history.HistoryStore;
import dev.retention.service.Contacts;
import dev.retention.service.Goals;
import dev.retention.service.Owners;
import dev.retention.testkit.EventLog;
import dev.retention.testkit.EventRow;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Random rows as orders beside contacts, owners, goals and stages, of which some lack what they may lack. */
public final class RandomRelations {
    public static final String ORDERS = "orders";
    public static final String JOURNEY = "journey";

    private RandomRelations() {}

    public static String track(EventRow row) {
        return switch (row.code()) {
            case "order" -> ORDERS;
            case "visit" -> Contacts.TRACK;
            default -> List.of(Owners.TRACK, Goals.TRACK, JOURNEY).get(row.secondOfDay() % 3);
        };
    }

    public static String code(EventRow row) {
        int half = row.secondOfDay() / 3 % 2;
        return switch (track(row)) {
            case ORDERS -> half == 0 ? "start" : "end";
            case Owners.TRACK -> half == 0 ? "manager" : "seller";
            case Contacts.TRACK -> half == 0 ? "call" : "mail";
            case JOURNEY -> half == 0 ? "installed" : "trained";
            default -> "goal";
        };
    }

    /** A text of a column, which some rows do not have. */
    public static @Nullable String text(EventRow row, String column) {
        int number = row.secondOfDay() / (column.length() + 5) % 4;
        boolean isMissing = number == 0 && !column.equals(Owners.EMPLOYEE);
        return isMissing ? null : column.charAt(0) + "" + number;
    }

    public static @Nullable Long minutes(EventRow row) {
        return row.secondOfDay() % 5 == 0 ? null : (long) (row.secondOfDay() % 60);
    }

    /** When the next step or a goal is due. */
    public static @Nullable LocalDate due(EventRow row) {
        return row.secondOfDay() / 3 % 4 == 0 ? null : row.day().plusDays(row.secondOfDay() % 120);
    }

    public static @Nullable LocalDate met(EventRow row) {
        return row.secondOfDay() / 5 % 4 == 0 ? null : row.day().plusDays(row.secondOfDay() / 7 % 130);
    }

    public static HistoryStore<Long> store(List<EventRow> rows) {
        return track(rows, ORDERS)
                .and(track(rows, Contacts.TRACK))
                .and(track(rows, Owners.TRACK))
                .and(track(rows, Goals.TRACK))
                .and(track(rows, JOURNEY));
    }

    public static HistoryStore<Long> track(List<EventRow> rows, String track) {
        HistoryReader<EventRow, Long> reader = HistoryStore.ofDates(EventRow::customer, EventRow::day)
                .codes(RandomRelations::code)
                .text(EventLog.PLAN, EventRow::plan);
        reader = switch (track) {
            case ORDERS -> reader.amounts(EventRow::amount, EventLog.USD);
            case Contacts.TRACK ->
                reader.text(Contacts.ROLE, row -> text(row, Contacts.ROLE))
                        .text(Contacts.EMPLOYEE, row -> text(row, Contacts.EMPLOYEE))
                        .text(Contacts.PERSON, row -> text(row, Contacts.PERSON))
                        .text(Contacts.REASON, row -> text(row, Contacts.REASON))
                        .number(Contacts.MINUTES, RandomRelations::minutes)
                        .plannedDay(Contacts.NEXT_STEP, RandomRelations::due);
            case Owners.TRACK -> reader.text(Owners.EMPLOYEE, row -> text(row, Owners.EMPLOYEE));
            case Goals.TRACK ->
                reader.plannedDay(Goals.DUE, RandomRelations::due).day(Goals.MET, RandomRelations::met);
            default -> reader;
        };
        return reader.from(rows.stream().filter(row -> track(row).equals(track)).toList())
                .named(track);
    }

    public static Event event(EventRow row) {
        Event event = Event.on(row.day()).coded(code(row));
        event = with(event, EventLog.PLAN, row.plan());
        return switch (track(row)) {
            case ORDERS -> event.worth(row.amount());
            case Contacts.TRACK -> contact(event, row);
            case Owners.TRACK -> with(event, Owners.EMPLOYEE, text(row, Owners.EMPLOYEE));
            case Goals.TRACK -> with(with(event, Goals.DUE, due(row)), Goals.MET, met(row));
            default -> event;
        };
    }

    private static Event contact(Event bare, EventRow row) {
        Event event = bare;
        for (String column : List.of(Contacts.ROLE, Contacts.EMPLOYEE, Contacts.PERSON, Contacts.REASON)) {
            event = with(event, column, text(row, column));
        }
        Long minutes = minutes(row);
        event = minutes == null ? event : event.with(Contacts.MINUTES, (long) minutes);
        return with(event, Contacts.NEXT_STEP, due(row));
    }

    private static Event with(Event event, String column, @Nullable String text) {
        return text == null ? event : event.with(column, text);
    }

    private static Event with(Event event, String column, @Nullable LocalDate day) {
        return day == null ? event : event.with(column, day);
    }
}
