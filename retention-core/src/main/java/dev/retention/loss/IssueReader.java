package dev.retention.loss;

import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import dev.retention.internal.RefusedRow;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads issues out of rows of text, and says where they contradict themselves. */
final class IssueReader<K> {
    private final List<? extends List<String>> rows;
    private final Function<? super String, ? extends K> key;
    private final Map<IssueColumn, Integer> places = new EnumMap<>(IssueColumn.class);

    IssueReader(List<? extends List<String>> rows, Function<? super String, ? extends K> key) {
        this.rows = rows;
        this.key = key;
        readHeader(rows.isEmpty() ? List.of() : requireNonNull(rows.get(0), "rows"));
    }

    private void readHeader(List<String> header) {
        for (int at = 0; at < header.size(); at++) {
            String name = requireNonNull(header.get(at), "rows");
            IssueColumn column = Stream.of(IssueColumn.values())
                    .filter(each -> each.title().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new RefusedRow(
                            "row 1: column (" + name + ") must be one of " + String.join(", ", IssueColumn.header())));
            if (places.put(column, at) != null) {
                throw new RefusedRow("row 1: column (" + name + ") must come once");
            }
        }
        String missing = Stream.of(IssueColumn.values())
                .filter(each -> each.isNeeded() && !places.containsKey(each))
                .map(IssueColumn::title)
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new RefusedRow("row 1 (" + String.join(", ", header) + ") must name also: " + missing);
        }
    }

    List<Issue<K>> issues() {
        List<Issue<K>> issues = new ArrayList<>();
        Set<String> ids = new LinkedHashSet<>();
        for (int at = 1; at < rows.size(); at++) {
            List<String> row = requireNonNull(rows.get(at), "rows");
            row.forEach(text -> requireNonNull(text, "rows"));
            int place = requireNonNull(places.get(IssueColumn.ID));
            String id = row.size() > place ? row.get(place) : "";
            try {
                if (row.size() != rows.get(0).size()) {
                    throw new RefusedRow(
                            row.size() + " texts must be " + rows.get(0).size() + ", as in the header");
                }
                if (!ids.add(id)) {
                    throw new RefusedRow("id (" + id + ") must come once");
                }
                issues.add(issue(row));
            } catch (RuntimeException e) {
                throw new IllegalArgumentException("row " + (at + 1) + ", issue (" + id + "): " + message(e), e);
            }
        }
        return issues;
    }

    private static String message(RuntimeException e) {
        return e instanceof IllegalArgumentException && e.getMessage() != null ? e.getMessage() : e.toString();
    }

    private Issue<K> issue(List<String> row) {
        IssueDraft<K> draft = new IssueDraft<>(
                text(row, IssueColumn.ID),
                text(row, IssueColumn.TITLE),
                constant(row, IssueColumn.SOURCE, IssueSource.values()),
                day(IssueColumn.OPENED.title(), text(row, IssueColumn.OPENED)));
        draft.status = constant(row, IssueColumn.STATUS, IssueStatus.values());
        split(text(row, IssueColumn.CAUSES), parts -> draft.causes.add(one(parts, "causes")));
        draft.owner = Optional.of(text(row, IssueColumn.OWNER)).filter(name -> !name.isEmpty());
        draft.due = optionalDay(row, IssueColumn.DUE);
        draft.fixed = optionalDay(row, IssueColumn.FIXED);
        draft.ended = optionalDay(row, IssueColumn.CLOSED);
        draft.firstLoss = optionalDay(row, IssueColumn.FIRST_LOSS);
        draft.notes = text(row, IssueColumn.NOTES);
        Set<IssueSource> heard = EnumSet.noneOf(IssueSource.class);
        split(text(row, IssueColumn.HEARD), parts -> {
            if (parts.size() != 2) {
                throw new RefusedRow("heard (" + String.join("=", parts) + ") must be as SURVEY=2026-03-01");
            }
            IssueSource who = constant("heard", parts.get(0), IssueSource.values());
            if (!heard.add(who)) {
                throw new RefusedRow("heard (" + who + ") must come once");
            }
            draft.heardBy(who, day("heard", parts.get(1)));
        });
        split(text(row, IssueColumn.CUSTOMERS), parts -> addCustomer(draft, parts));
        return draft.build();
    }

    private void addCustomer(IssueDraft<K> draft, List<String> parts) {
        String text = String.join("=", parts);
        if (parts.size() > 2 || parts.get(0).isEmpty()) {
            throw new RefusedRow("customers (" + text + ") must be as 17 or 17=99.50");
        }
        K customer = key.apply(parts.get(0));
        if (customer == null) {
            throw new RefusedRow("customers (" + parts.get(0) + ") must have a key: key gave null");
        }
        if (draft.customers.containsKey(customer)) {
            throw new RefusedRow("customers (" + parts.get(0) + ") must each come once");
        }
        Optional<BigDecimal> value = parts.size() < 2 ? Optional.empty() : Optional.of(number(text, parts.get(1)));
        draft.addCustomer(new CustomerLoss<>(customer, value, Optional.empty(), Optional.empty()));
    }

    private static BigDecimal number(String text, String number) {
        try {
            return Checks.amount(new BigDecimal(number), "value");
        } catch (NumberFormatException e) {
            throw new RefusedRow("customers (" + text + ") must have a number after =, such as 99.50");
        }
    }

    private String text(List<String> row, IssueColumn column) {
        Integer place = places.get(column);
        return place == null ? "" : row.get(place);
    }

    private Optional<LocalDate> optionalDay(List<String> row, IssueColumn column) {
        String text = text(row, column);
        return text.isEmpty() ? Optional.empty() : Optional.of(day(column.title(), text));
    }

    private static LocalDate day(String name, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new RefusedRow(name + " (" + text + ") must be a day as 2026-03-01");
        }
    }

    private <E extends Enum<E>> E constant(List<String> row, IssueColumn column, E[] values) {
        return constant(column.title(), text(row, column), values);
    }

    private static <E extends Enum<E>> E constant(String name, String text, E[] values) {
        return Stream.of(values)
                .filter(each -> each.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new RefusedRow(name + " (" + text + ") must be one of " + Arrays.toString(values)));
    }

    private static String one(List<String> parts, String name) {
        if (parts.size() != 1) {
            throw new RefusedRow(name + " (" + String.join("=", parts) + ") must have a backslash before =");
        }
        return parts.get(0);
    }

    /** Hands over what stands between bars, parted by =; a backslash takes what follows as it is. */
    private static void split(String text, Consumer<List<String>> each) {
        if (text.isEmpty()) {
            return;
        }
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int at = 0; at <= text.length(); at++) {
            char c = at == text.length() ? '|' : text.charAt(at);
            if (c == '\\' && at + 1 < text.length()) {
                part.append(text.charAt(++at));
            } else if (c == '|' || c == '=') {
                parts.add(part.toString());
                part.setLength(0);
                if (c == '|') {
                    each.accept(List.copyOf(parts));
                    parts.clear();
                }
            } else {
                part.append(c);
            }
        }
    }
}
