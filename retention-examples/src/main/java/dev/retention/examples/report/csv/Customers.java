package dev.retention.examples.report.csv;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells who a customer key means. Words that stand for nothing where a table was written, such as {@code NULL} or
 * {@code nan}, are no customer; what else means nobody, such as the key of all guests, the user says.
 */
final class Customers {

    /** What programs write for a missing value. */
    private static final Set<String> NOTHING = Set.of(
            "",
            "null",
            "nan",
            "n/a",
            "#n/a",
            "na",
            "n.a.",
            "none",
            "nil",
            "undefined",
            "(null)",
            "<null>",
            "<na>",
            "-",
            "--",
            "\\n",
            "#null!",
            "#value!",
            "#ref!");

    /** Keys that often mean all guests. */
    private static final Set<String> SUSPECT = Set.of(
            "0",
            "00",
            "-1",
            "guest",
            "guests",
            "anonymous",
            "unknown",
            "walk-in",
            "walkin",
            "cash",
            "test",
            "nobody",
            "deleted",
            "0.0",
            "default",
            "gast",
            "unbekannt",
            "?",
            "no customer",
            "guest customer",
            "00000");

    /** A customer and how many orders they have. */
    static final class Customer {
        private final String key;
        private final long firstLine;
        private long orders;

        private Customer(String key, long firstLine) {
            this.key = key;
            this.firstLine = firstLine;
        }

        String key() {
            return key;
        }

        void ordered() {
            orders++;
        }
    }

    private final Set<String> nobody = new HashSet<>();
    private final boolean nobodyStated;
    private final boolean ignoreCase;
    private final boolean wholeKeys;
    private final Map<String, Optional<Customer>> byText = new HashMap<>();
    private final Map<String, Customer> byKey = new HashMap<>();

    private Customers(@Nullable String nobodyKeys, boolean ignoreCase, boolean wholeKeys) {
        this.nobodyStated = nobodyKeys != null;
        this.ignoreCase = ignoreCase;
        this.wholeKeys = wholeKeys;
        if (nobodyKeys != null) {
            for (String each : nobodyKeys.split(",", -1)) {
                nobody.add(each.strip().toLowerCase(Locale.ROOT));
            }
        }
    }

    static Customers of(CsvOptions options, Optional<Preset> preset) {
        String stated = options.counts.nobody;
        return new Customers(
                stated == null ? preset.flatMap(each -> each.value("nobody")).orElse(null) : stated,
                options.counts.ignoreCase
                        || preset.filter(each -> each.is("ignore-case")).isPresent(),
                preset.filter(each -> each.is("whole-keys")).isPresent());
    }

    /** Whether lines without a customer are to be left out, since that was said. */
    boolean isNobodyStated() {
        return nobodyStated;
    }

    boolean isCaseIgnored() {
        return ignoreCase;
    }

    /**
     * The customer that a key means, or nothing if it means nobody.
     *
     * @throws Fault if the key has bytes that are no characters
     */
    Optional<Customer> of(String text, long line) {
        Optional<Customer> known = byText.get(text);
        if (known == null) {
            known = meant(text, line);
            byText.put(text, known);
        }
        return known;
    }

    private Optional<Customer> meant(String text, long line) {
        if (text.indexOf(TextSource.DAMAGED) >= 0) {
            throw Fault.systematic(Shown.quoted(text) + " is not valid UTF-8 (see --charset)");
        }
        String small = text.toLowerCase(Locale.ROOT);
        String key = ignoreCase ? small : text;
        if (wholeKeys && key.matches("[0-9]+\\.0+")) {
            key = key.substring(0, key.indexOf('.'));
        }
        if (NOTHING.contains(small) || nobody.contains(small) || nobody.contains(key)) {
            return Optional.empty();
        }
        String kept = key;
        return Optional.of(byKey.computeIfAbsent(kept, unused -> new Customer(kept, line)));
    }

    /** What looks odd about the keys. */
    List<DataNote> notes(String column) {
        List<DataNote> notes = new ArrayList<>();
        long orders = 0;
        long customers = 0;
        Customer largest = null;
        List<Customer> suspects = new ArrayList<>();
        for (Customer each : byKey.values()) {
            if (each.orders == 0) {
                continue;
            }
            orders += each.orders;
            customers++;
            largest = largest == null || each.orders > largest.orders ? each : largest;
            if (SUSPECT.contains(each.key.toLowerCase(Locale.ROOT))) {
                suspects.add(each);
            }
        }
        suspects.sort((a, b) -> a.key.compareTo(b.key));
        for (Customer each : suspects) {
            notes.add(new DataNote(
                    DataNote.Kind.NOBODY_AS_CUSTOMER,
                    "customer " + Shown.oneLine(each.key, 60) + " has " + each.orders + " of "
                            + Shown.counted(orders, "order") + ": is it the key of guests? (--no-customer "
                            + Shown.argument(each.key) + ")",
                    each.orders,
                    List.of(each.firstLine)));
        }
        if (largest != null
                && !suspects.contains(largest)
                && customers >= 3
                && isLarge(largest.orders, orders, customers)) {
            notes.add(new DataNote(
                    DataNote.Kind.ONE_LARGE_CUSTOMER,
                    "customer " + Shown.oneLine(largest.key, 60) + " has " + largest.orders + " of "
                            + Shown.counted(orders, "order") + ": is it one customer? (if not, --no-customer "
                            + Shown.argument(largest.key) + ")",
                    largest.orders,
                    List.of(largest.firstLine)));
        }
        long further = orders - customers;
        if (customers >= 5 && 100 * further <= customers) {
            notes.add(new DataNote(
                    DataNote.Kind.NOBODY_RETURNS,
                    (further == 0 ? "none" : "hardly one") + " of " + Shown.counted(customers, "customer")
                            + " ordered twice: is " + Shown.argument(column)
                            + " the key of an order rather than of a customer? (see --customer-column)",
                    customers,
                    List.of()));
        }
        twins(notes);
        return notes;
    }

    private static boolean isLarge(long most, long orders, long customers) {
        boolean ofFew = most >= 5 && 3 * most > orders && most > 3 * (orders - most) / (customers - 1);
        boolean ofMany = orders >= 100 && 10 * most > orders && most > 10 * orders / customers;
        return ofFew || ofMany;
    }

    /** Keys that are one but for case or for a decimal that a spreadsheet or a table of numbers added. */
    private void twins(List<DataNote> notes) {
        Map<String, Customer> folded = new HashMap<>();
        List<Customer[]> byCase = new ArrayList<>();
        List<Customer[]> byDecimals = new ArrayList<>();
        List<Customer> ordered = new ArrayList<>(byKey.values());
        ordered.sort((a, b) -> Long.compare(a.firstLine, b.firstLine));
        for (Customer each : ordered) {
            boolean decimals = each.key.endsWith(".0");
            String small = each.key.toLowerCase(Locale.ROOT);
            String fold = decimals ? small.substring(0, small.length() - 2) : small;
            Customer other = folded.putIfAbsent(fold, each);
            if (other != null) {
                (decimals == other.key.endsWith(".0") ? byCase : byDecimals).add(new Customer[] {other, each});
            }
        }
        note(notes, DataNote.Kind.KEYS_DIFFER_IN_CASE, byCase, "only in case", "; --ignore-case makes them one");
        note(notes, DataNote.Kind.KEYS_DIFFER_BY_DECIMALS, byDecimals, "only by .0", "; write whole numbers");
    }

    private static void note(
            List<DataNote> notes, DataNote.Kind kind, List<Customer[]> pairs, String how, String advice) {
        if (!pairs.isEmpty()) {
            Customer[] pair = pairs.get(0);
            notes.add(new DataNote(
                    kind,
                    Shown.counted(pairs.size(), "customer key") + (pairs.size() == 1 ? " differs" : " differ")
                            + " from another " + how + ": " + Shown.oneLine(pair[0].key, 60) + " and "
                            + Shown.oneLine(pair[1].key, 60) + advice,
                    pairs.size(),
                    pairs.stream()
                            .limit(DataNote.FIRST)
                            .map(each -> each[1].firstLine)
                            .toList()));
        }
    }
}
