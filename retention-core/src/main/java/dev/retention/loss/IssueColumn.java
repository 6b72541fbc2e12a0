package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The columns that an issue is written in. */
enum IssueColumn {
    ID,
    TITLE,
    SOURCE,
    STATUS,
    CAUSES,
    OWNER,
    OPENED,
    DUE,
    FIXED,
    CLOSED,
    HEARD,
    FIRST_LOSS,
    CUSTOMERS,
    NOTES;

    /** What no issue is without. */
    boolean isNeeded() {
        return this == ID || this == TITLE || this == SOURCE || this == STATUS || this == OPENED;
    }

    /** The name in the header, such as {@code first loss}. */
    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static List<String> header() {
        return Stream.of(values()).map(IssueColumn::title).toList();
    }

    static <K> List<String> row(Issue<K> issue, Function<? super K, String> key) {
        return Stream.of(values()).map(column -> column.text(issue, key)).toList();
    }

    private <K> String text(Issue<K> issue, Function<? super K, String> key) {
        return switch (this) {
            case ID -> issue.id();
            case TITLE -> issue.title();
            case SOURCE -> issue.source().name();
            case STATUS -> issue.status().name();
            case CAUSES -> issue.causes().stream().map(IssueColumn::escaped).collect(Collectors.joining("|"));
            case OWNER -> issue.owner().orElse("");
            case OPENED -> issue.opened().toString();
            case DUE -> day(issue.due());
            case FIXED -> day(issue.fixed());
            case CLOSED -> day(issue.ended());
            case HEARD ->
                issue.heard().entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining("|"));
            case FIRST_LOSS -> day(issue.firstLoss());
            case CUSTOMERS -> {
                Set<String> seen = new HashSet<>();
                yield issue.customers().entrySet().stream()
                        .map(entry -> escaped(text(issue, entry.getKey(), key, seen))
                                + entry.getValue()
                                        .map(BigDecimal::toPlainString)
                                        .map(value -> "=" + value)
                                        .orElse(""))
                        .collect(Collectors.joining("|"));
            }
            case NOTES -> issue.notes();
        };
    }

    /** The text of a customer, which must be one that can be read again. */
    private static <K> String text(Issue<K> issue, K customer, Function<? super K, String> key, Set<String> seen) {
        String text = key.apply(customer);
        requireNonNull(text, () -> "key must print customer (" + customer + ") of issue (" + issue.id() + ")");
        checkArgument(
                !text.isEmpty(),
                "key must not print customer (%s) of issue (%s) as an empty text",
                customer,
                issue.id());
        checkArgument(
                seen.add(text), "key must not print two customers of issue (%s) as one text: %s", issue.id(), text);
        return text;
    }

    private static String day(Optional<LocalDate> day) {
        return day.map(LocalDate::toString).orElse("");
    }

    /** With a backslash before what parts texts. */
    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("|", "\\|").replace("=", "\\=");
    }
}
