package dev.retention.examples.report.csv;

import dev.retention.examples.report.csv.Excluded.Reason;
import dev.retention.examples.report.csv.ServiceKind.Column;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What the lines of one file of service must say, each by itself and beside those before, and what follows from what they say. */
final class ServiceRules {

    /** The kind of a ticket that names none, which is never a complaint. */
    static final String NO_KIND = "none";

    /** What Zendesk writes where a ticket has no kind. */
    private static final String BLANK = "-";

    private static final List<String> SURVEYS = List.of("nps", "csat", "ces");

    /** Days that follow from the time of opening and the minutes from there. */
    private static final Map<String, String> BY_MINUTES =
            Map.of("answered", "minutes-to-answer", "resolved", "minutes-to-resolve");

    /** So many topics must there be before they are told to be no topics. */
    private static final int FEW = 20;

    private static final Set<String> BETTER_TOPICS =
            Set.of("tags", "group", "issuetype", "reason", "product", "productarea", "subcategory", "contactreason");

    private final ServiceKind kind;
    private final Map<Column, Integer> columns;
    private final List<String> header;
    private final Function<Column, String> names;
    private final boolean topicStated;
    private final Map<String, Long> ids = new HashMap<>();
    private final Map<String, Long> fingerprintsOfIds = new HashMap<>();
    private final Fingerprints seen = new Fingerprints();
    private final Occurrences twice = new Occurrences();
    private final Occurrences withoutTime = new Occurrences();
    private final Set<String> derived = new LinkedHashSet<>();
    private final Set<String> untold = new LinkedHashSet<>();
    private String currency;
    private boolean topics = true;
    private long differentTopics;
    private long allTopics;

    /**
     * @param columns the columns that the file has, and where
     * @param names the name of a column in the file
     * @param currency the code of the report's currency, empty if that is not known
     * @param topicStated whether the user named the column of topics
     */
    ServiceRules(
            ServiceKind kind,
            Map<Column, Integer> columns,
            List<String> header,
            Function<Column, String> names,
            String currency,
            boolean topicStated) {
        this.kind = kind;
        this.columns = columns;
        this.header = header;
        this.names = names;
        this.currency = currency;
        this.topicStated = topicStated;
    }

    /** Adds to what a line says what follows from it. */
    void complete(Map<String, Object> read, LocalDate day, Optional<LocalTime> clock, long line) {
        if (kind != ServiceKind.TICKETS) {
            return;
        }
        read.merge("kind", NO_KIND, (stated, none) -> stated.equals(BLANK) ? none : stated);
        BY_MINUTES.forEach((what, minutes) -> {
            if (!hasColumn(what) && read.get(minutes) instanceof Long after && after >= 0) {
                if (clock.isPresent()) {
                    derived.add(what);
                    LocalDateTime then = LocalDateTime.of(day, clock.get()).plusMinutes(after);
                    read.put(what, then.toLocalDate());
                } else {
                    untold.add(what);
                    withoutTime.add(line);
                }
            }
        });
    }

    /**
     * Refuses a line that cannot count by itself.
     *
     * @throws Fault with the reason
     */
    void check(Map<String, Object> read) {
        switch (kind) {
            case INVOICES -> {
                if (!read.containsKey("amount")) {
                    throw Fault.of("no amount in column " + name("amount"));
                }
            }
            case SCORES -> {
                Object survey = read.get("survey");
                if (survey != null && !SURVEYS.contains(survey.toString())) {
                    throw Fault.of("survey " + Shown.quoted(survey.toString()) + " in column " + name("survey")
                            + " is none of " + String.join(", ", SURVEYS));
                }
                if (read.containsKey("answered") && !read.containsKey("score")) {
                    throw Fault.of("answered " + read.get("answered") + " and no score in column " + name("score"));
                }
            }
            default -> {
                // Nothing more is needed.
            }
        }
    }

    /**
     * Refuses an amount of another currency than the report's, or than the first where that is not known.
     *
     * @throws Fault if it is
     */
    void checkCurrency(Map<String, Object> read) {
        String stated = read.get("currency") instanceof String text ? text.toUpperCase(Locale.ROOT) : "";
        if (!stated.isEmpty() && !currency.isEmpty() && !stated.equals(currency)) {
            throw Fault.of("currency " + Shown.quoted(stated) + " in column " + name("currency") + " is not " + currency
                    + ", that of the report: amounts of " + kind.word() + " are not converted");
        }
        currency = currency.isEmpty() ? stated : currency;
    }

    /**
     * Leaves out a line that is there already, told by the column of its key.
     *
     * @throws NotCountedException if it is there letter for letter
     * @throws Fault if one of its key is there that says something else
     */
    void checkRepeat(Line line, Map<String, Object> read) {
        Object key = read.get("id");
        if (key == null) {
            // An invoice that is there twice is refused by its number.
            boolean isRepeat = !seen.add(line.fingerprint()) && !"invoice".equals(read.get("kind"));
            if (isRepeat && kind == ServiceKind.EXPERIMENTS) {
                throw new NotCountedException(Reason.REPEATED, "is there already, letter for letter");
            }
            if (isRepeat) {
                twice.add(line.number());
            }
            return;
        }
        String id = key.toString();
        Long before = ids.putIfAbsent(id, line.number());
        if (before == null) {
            fingerprintsOfIds.put(id, line.fingerprint());
            return;
        }
        String what = name("id") + " " + Shown.oneLine(id, 60) + " is there already in line " + before;
        if (Long.valueOf(line.fingerprint()).equals(fingerprintsOfIds.get(id))) {
            twice.add(line.number());
            throw new NotCountedException(Reason.REPEATED, what);
        }
        throw Fault.of(what + ", which says something else");
    }

    /** Looks at all lines together, once they are read. */
    void close(List<ServiceRow> rows) {
        Set<String> different = new LinkedHashSet<>();
        for (ServiceRow row : rows) {
            String topic = kind == ServiceKind.TICKETS ? row.text("topic") : null;
            if (topic != null) {
                allTopics++;
                different.add(topic);
            }
        }
        differentTopics = different.size();
        topics = topicStated || allTopics < FEW || 2 * differentTopics <= allTopics;
    }

    /** Whether the file tells something, in a column or by what follows from others. */
    boolean has(String word) {
        return (hasColumn(word) && (topics || !word.equals("topic")))
                || (derived.contains(word) && !untold.contains(word));
    }

    private boolean hasColumn(String word) {
        return columns.keySet().stream().anyMatch(column -> column.word().equals(word));
    }

    /** Which columns the file is read by, and what follows from them, in words. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        columns.forEach((column, at) -> {
            String name = header.get(at).strip();
            String word = column.word().replace('-', ' ');
            if (has(column.word())) {
                boolean same = Columns.plain(name).equals(Columns.plain(word));
                words.add(same ? word : word + " from " + Shown.argument(name));
            }
        });
        derived.stream()
                .filter(this::has)
                .map(what -> what + " from " + name(kind.columns().get(1).word()) + " and " + name(minutes(what)))
                .forEach(words::add);
        return words;
    }

    private static String minutes(String what) {
        return BY_MINUTES.getOrDefault(what, "");
    }

    /** What looks odd, or is not shown. */
    List<DataNote> notes(String file) {
        List<DataNote> notes = new ArrayList<>();
        if (twice.count() > 0) {
            boolean keyed = !ids.isEmpty();
            notes.add(new DataNote(
                    DataNote.Kind.REPEATED_LINES,
                    file + ": " + Shown.counted(twice.count(), "line") + (twice.count() == 1 ? " is" : " are")
                            + " there already, letter for letter: "
                            + (keyed
                                    ? "counted once, by " + name("id")
                                    : "counted each time, since no column tells whether they are the same"),
                    twice.count(),
                    twice.first()));
        }
        for (String what : untold) {
            notes.add(new DataNote(
                    DataNote.Kind.NOT_SHOWN,
                    file + ": the time until tickets are " + what + " is not shown: "
                            + Shown.counted(withoutTime.count(), "line") + (withoutTime.count() == 1 ? " has" : " have")
                            + " minutes in column " + name(minutes(what))
                            + " but no time of opening, from which the day would follow; name the column of the day with "
                            + kind.option() + "-column " + what + "=COLUMN",
                    withoutTime.count(),
                    withoutTime.first()));
        }
        if (!topics) {
            List<String> others = header.stream()
                    .filter(each -> BETTER_TOPICS.contains(Columns.plain(each)))
                    .map(each -> kind.option() + "-column topic=" + Shown.argument(each))
                    .toList();
            notes.add(new DataNote(
                    DataNote.Kind.NOT_SHOWN,
                    String.format(
                                    Locale.ROOT,
                                    "%s: topics are not shown, since %,d of %,d texts in column %s differ; another column is named by ",
                                    file,
                                    differentTopics,
                                    allTopics,
                                    name("topic"))
                            + (others.isEmpty() ? kind.option() + "-column topic=COLUMN" : String.join(" or ", others)),
                    0,
                    List.of()));
        }
        return notes;
    }

    private String name(String word) {
        return kind.column(word).map(names).orElse(word);
    }
}
