package dev.retention.examples.report.csv;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Files beside the orders or subscriptions, and the columns that each may have, with the names under which other systems export them. */
public enum ServiceKind {
    /** What customers came with. Zendesk's and Freshdesk's names of columns are known. */
    TICKETS(
            Column.customer("requester email|email|requester id|contact id|requester"),
            Column.day("opened", "created at|created time|opened at|created", true),
            Column.text("kind", "ticket type|type", true),
            Column.text("topic", "category|subject", false),
            Column.text("stage", "surfaced at", false),
            Column.text("cause", "caused by|root cause", false),
            Column.text("agent", "assignee", false),
            Column.day("answered", "answered at|first reply at|initial response time", false),
            Column.day("resolved", "resolved at|solved at|resolved time", false),
            Column.whole("minutes-to-answer", "first reply time in minutes", false),
            Column.whole("minutes-to-resolve", "full resolution time in minutes", false),
            Column.whole("contacts", "contacts needed", false),
            Column.text("id", "ticket id|ticket number", false)),
    /** What they were asked, and what they answered. */
    SCORES(
            Column.customer("email|customer id"),
            Column.day("asked", "sent at|asked at|sent|requested at", true),
            Column.text("survey", "survey type|kind", true),
            Column.day("answered", "responded at|answered at|completed at", true),
            Column.whole("score", "rating|answer", true),
            Column.text("role", "contact role", false),
            Column.text("project", "project name", false),
            Column.text("rater", "rated by", false),
            Column.day("followed-up", "followed up at|followed up on", false),
            Column.text("topic", "about|comment topic", false)),
    /** What was billed and what became of it. */
    INVOICES(
            Column.customer("customer id|email|account"),
            Column.day("booked", "date|day|booked on|transaction date", true),
            Column.text("kind", "type|transaction type", true),
            Column.text("invoice", "invoice number|invoice no|number", true),
            Column.planned("due", "due date|due on"),
            Column.amount("amount", "total"),
            Column.text("currency", "currency code", false)),
    /** When we were in touch. */
    CONTACTS(
            Column.customer("customer id|email|account"),
            Column.day("contacted", "date|day|contacted on|activity date", true),
            Column.text("channel", "type|activity type|kind", true),
            Column.text("role", "our role", false),
            Column.text("employee", "owner|assigned to|assignee", false),
            Column.text("person", "contact|contact name", false),
            Column.text("person-role", "contact role", false),
            Column.whole("minutes", "duration in minutes|duration", false),
            Column.planned("next-step", "next step on|next activity date"),
            Column.text("reason", "subject|purpose", false)),
    /** Who was in which arm of what was tried, and from which day on. */
    EXPERIMENTS(
            Column.customer("customer id|email|account|user id|user|unit"),
            Column.day("day", "date|exposed|exposed on|exposed at|assigned|assigned on|assigned at|timestamp", true),
            Column.text("arm", "group|variant|variation|variation id|treatment|bucket", true),
            Column.text("experiment", "experiment id|experiment name|campaign|test", false));

    /** What a column says. */
    enum Holds {
        CUSTOMER,
        TEXT,
        /** A day on which something happened. */
        DAY,
        /** A day that may lie ahead. */
        PLANNED,
        WHOLE,
        AMOUNT
    }

    /**
     * A column.
     *
     * @param word its name in the plain form of the file, and in options
     * @param holds what it says
     * @param names other names, with | between, the likeliest first
     * @param needed whether the file must have it
     */
    record Column(String word, Holds holds, String names, boolean needed) {

        private static Column customer(String names) {
            return new Column("customer", Holds.CUSTOMER, names, true);
        }

        private static Column text(String word, String names, boolean needed) {
            return new Column(word, Holds.TEXT, names, needed);
        }

        private static Column day(String word, String names, boolean needed) {
            return new Column(word, Holds.DAY, names, needed);
        }

        private static Column planned(String word, String names) {
            return new Column(word, Holds.PLANNED, names, false);
        }

        private static Column whole(String word, String names, boolean needed) {
            return new Column(word, Holds.WHOLE, names, needed);
        }

        private static Column amount(String word, String names) {
            return new Column(word, Holds.AMOUNT, names, true);
        }

        /** The index of the first of its names that a header has, or {@link Columns#NONE}. */
        int inPeriod(List<String> header) {
            return Preset.columnOf(word + "|" + names, header);
        }
    }

    @SuppressWarnings("ImmutableEnumChecker") // a copy of what cannot change
    private final List<Column> columns;

    ServiceKind(Column... columns) {
        this.columns = List.of(columns);
    }

    /** The columns that such a file may have. The second is the day of a line, the third its kind. */
    List<Column> columns() {
        return columns;
    }

    Optional<Column> column(String word) {
        return columns.stream().filter(each -> each.word().equals(word)).findFirst();
    }

    /** The word for it, such as {@code tickets}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The option that names the file. */
    public String option() {
        return this == EXPERIMENTS ? "--experiment" : "--" + word();
    }

    /** The words of all columns. */
    List<String> words() {
        return columns.stream().map(Column::word).toList();
    }
}
