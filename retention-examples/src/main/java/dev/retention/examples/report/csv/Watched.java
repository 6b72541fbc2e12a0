package dev.retention.examples.report.csv;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what was not asked for and may matter: a column of statuses without a filter, a column of order numbers whose
 * lines are not made one, lines that are there twice.
 */
final class Watched {

    private static final Pattern ONE = Pattern.compile("|1([.,]0*)?");
    private static final Pattern NONE = Pattern.compile("|-?0([.,]0*)?");
    private static final int MOST_STATUSES = 50;
    private static final List<String> STATUS_COLUMNS =
            List.of("state", "orderstate", "paymentstate", "zustand", "stato", "estado", "statut", "etat", "état");

    private static final List<String> KIND_COLUMNS =
            List.of("type", "kind", "ordertype", "transactiontype", "typ", "tipo", "vorgang");

    private static final List<String> QUANTITY_COLUMNS =
            List.of("quantity", "qty", "menge", "anzahl", "quantite", "quantité", "cantidad", "units", "orderquantity");
    private static final List<String> REFUND_COLUMNS = List.of(
            "refund",
            "refunded",
            "refundamount",
            "refundedamount",
            "amountrefunded",
            "refundtotal",
            "totalrefunded",
            "erstattung",
            "erstattet");
    private static final List<String> ORDER_COLUMNS = List.of(
            "orderid",
            "ordernumber",
            "orderno",
            "order",
            "invoiceno",
            "invoice",
            "invoiceid",
            "invoicenumber",
            "transactionid",
            "amazonorderid");
    private static final List<String> NOT_SOLD = List.of(
            "cancel",
            "fail",
            "refund",
            "void",
            "declin",
            "pendi",
            "chargeback",
            "returned",
            "expired",
            "denied",
            "unpaid",
            "not paid",
            "draft",
            "stornier",
            "storno",
            "reject",
            "abandon",
            "on hold",
            "on-hold",
            "onhold",
            "error",
            "unsuccess",
            "revers",
            "disput",
            "annul",
            "abgebrochen",
            "abgelehnt",
            "erstattet",
            "reembols",
            "rembours",
            "rimbors",
            "refus",
            "rechaz",
            "retour",
            "open",
            "offen",
            "quote",
            "angebot",
            "gutschrift",
            "credit note");

    private final List<Integer> statusColumns;
    private final int quantity;
    private final int refund;
    private final int order;
    private final Columns columns;
    private final @Nullable Fingerprints lines;
    private final Fingerprints orders = new Fingerprints();
    private final List<Map<String, Occurrences>> statuses = new ArrayList<>();
    private final Occurrences repeats = new Occurrences();
    private final Occurrences quantities = new Occurrences();
    private final Occurrences refunds = new Occurrences();
    private long seen;

    private Watched(
            List<Integer> statusColumns, int order, int quantity, int refund, Columns columns, boolean repeats) {
        this.statusColumns = statusColumns;
        this.quantity = quantity;
        this.refund = refund;
        statusColumns.forEach(column -> statuses.add(new LinkedHashMap<>()));
        this.order = order;
        this.columns = columns;
        this.lines = repeats ? new Fingerprints() : null;
    }

    /**
     * @param header the names of the columns, empty where there are none
     * @param kept the columns of which a filter says what counts
     * @param orderColumn the column of order numbers that is asked for, if any
     * @param quantityKnown whether it is known which column has quantities, if any
     * @param refundKnown whether it is known which column has refunds, if any
     */
    static Watched of(
            List<String> header,
            Columns columns,
            List<Integer> kept,
            int orderColumn,
            boolean quantityKnown,
            boolean refundKnown) {
        List<String> plain = header.stream().map(Columns::plain).toList();
        List<Integer> statuses = IntStream.range(0, plain.size())
                .filter(column -> plain.get(column).endsWith("status")
                        || STATUS_COLUMNS.contains(plain.get(column))
                        || isKind(plain.get(column)))
                .filter(column -> !kept.contains(column))
                .boxed()
                .toList();
        int order = orderColumn >= 0 ? Columns.NONE : first(ORDER_COLUMNS, plain);
        return new Watched(
                statuses,
                order,
                quantityKnown ? Columns.NONE : first(QUANTITY_COLUMNS, plain),
                refundKnown ? Columns.NONE : first(REFUND_COLUMNS, plain),
                columns,
                orderColumn < 0);
    }

    /** Whether a column is named as one that says what a line is, rather than how far its order is. */
    static boolean isKind(String plain) {
        return KIND_COLUMNS.contains(plain);
    }

    private static int first(List<String> names, List<String> plain) {
        return names.stream()
                .mapToInt(plain::indexOf)
                .filter(index -> index >= 0)
                .findFirst()
                .orElse(Columns.NONE);
    }

    List<Integer> wanted() {
        List<Integer> wanted = new ArrayList<>(statusColumns);
        wanted.addAll(List.of(order, quantity, refund));
        return wanted;
    }

    void see(Line line) {
        seen++;
        if (lines != null && !lines.add(line.fingerprint())) {
            repeats.add(line.number());
        }
        if (order >= 0) {
            orders.add(Fingerprints.of(line.text(order)));
        }
        if (quantity >= 0 && !ONE.matcher(line.text(quantity)).matches()) {
            quantities.add(line.number());
        }
        if (refund >= 0 && !NONE.matcher(line.text(refund)).matches()) {
            refunds.add(line.number());
        }
        for (int i = 0; i < statusColumns.size(); i++) {
            String text = line.text(statusColumns.get(i));
            Map<String, Occurrences> all = statuses.get(i);
            Occurrences known = all.get(text);
            if (known == null && all.size() < MOST_STATUSES) {
                known = new Occurrences();
                all.put(text, known);
            }
            if (known != null) {
                known.add(line.number());
            }
        }
    }

    List<DataNote> notes() {
        List<DataNote> notes = new ArrayList<>();
        if (repeats.count() > 0) {
            notes.add(new DataNote(
                    DataNote.Kind.REPEATED_LINES,
                    Shown.counted(repeats.count(), "line")
                            + (repeats.count() == 1
                                    ? " is an exact repeat of another, and counts"
                                    : " are exact repeats of others, and count")
                            + ": was a part exported twice? (with --order-column lines of one order count once)",
                    repeats.count(),
                    repeats.first()));
        }
        if (order >= 0 && orders.size() > 1 && 20L * orders.size() < 19 * seen) {
            String name = Shown.argument(columns.name(order));
            notes.add(new DataNote(
                    DataNote.Kind.LINES_OF_ONE_ORDER,
                    "column " + name + " has " + Shown.counted(orders.size(), "value") + " on "
                            + Shown.counted(seen, "line") + ": are the lines items of orders? (see --order-column "
                            + name
                            + ")",
                    seen - orders.size(),
                    List.of()));
        }
        unused(quantities, quantity, "are the amounts those of one piece? (see --quantity-column", notes);
        unused(refunds, refund, "was that paid back of the amounts? (see --refunded-column", notes);
        for (int i = 0; i < statusColumns.size(); i++) {
            statuses(columns.name(statusColumns.get(i)), statuses.get(i), notes);
        }
        return notes;
    }

    private void unused(Occurrences lines, int column, String question, List<DataNote> notes) {
        if (lines.count() > 0) {
            String name = Shown.argument(columns.name(column));
            notes.add(new DataNote(
                    DataNote.Kind.COLUMN_NOT_LOOKED_AT,
                    "column " + name + " has numbers on " + Shown.counted(lines.count(), "line") + " and is not used: "
                            + question + " " + name + ")",
                    lines.count(),
                    lines.first()));
        }
    }

    private static void statuses(String name, Map<String, Occurrences> statuses, List<DataNote> notes) {
        long doubtful = 0;
        List<Long> first = new ArrayList<>();
        List<String> values = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (Map.Entry<String, Occurrences> entry : statuses.entrySet()) {
            String small = entry.getKey().toLowerCase(Locale.ROOT);
            values.add(entry.getKey() + " " + entry.getValue().count());
            if (NOT_SOLD.stream().anyMatch(small::contains)) {
                doubtful += entry.getValue().count();
                first.addAll(entry.getValue().first());
                refused.add(entry.getKey());
            }
        }
        if (doubtful > 0) {
            first.sort(null);
            notes.add(new DataNote(
                    DataNote.Kind.STATUS_NOT_LOOKED_AT,
                    "lines of every " + Shown.argument(name) + " count (" + Shown.list(values)
                            + "): leave out what was not paid, such as with --except "
                            + Shown.argument(name + "=" + String.join(",", refused)),
                    doubtful,
                    first.subList(0, Math.min(DataNote.FIRST, first.size()))));
        }
    }
}
