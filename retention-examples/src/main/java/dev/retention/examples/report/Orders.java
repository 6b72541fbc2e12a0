package dev.retention.examples.report;

import dev.retention.examples.report.count.Source;
import dev.retention.examples.report.csv.BadInputException;
import dev.retention.examples.report.csv.CsvOrders;
import dev.retention.examples.report.csv.DataNote;
import dev.retention.examples.report.csv.Excluded;
import dev.retention.examples.report.csv.Order;
import dev.retention.examples.report.csv.Reading;
import dev.retention.examples.report.figures.HowRead;
import dev.retention.examples.report.figures.LeftOut;
import dev.retention.examples.report.figures.Unit;
import dev.retention.examples.report.figures.Words;
import dev.retention.history.HistoryReader;
import dev.retention.history.HistoryStore;
import java.util.List;

/** Reads a file of orders to its end. */
public final class Orders {

    private static final String UNNAMED =
            "keys of customers look odd, and are not told here (without --no-customers they are)";

    private Orders() {}

    /**
     * Reads the orders.
     *
     * @param named whether customers may be named; if not, no line is shown and no note tells a key
     * @throws BadInputException if a line is bad, or no order is left to count
     */
    public static Source read(CsvOrders orders, boolean named) {
        Unit unit = new Unit(orders.currency());
        HistoryReader<Order, String> reader = HistoryStore.ofDates(Order::customer, Order::date)
                .amounts(Order::amount, unit.currency())
                .codes(Order::group);
        HistoryStore<String> store = (orders.hasCosts() ? reader.money(Source.COST, Order::cost) : reader).from(orders);
        Excluded excluded = orders.excluded();
        if (store.firstDay().isEmpty()) {
            throw noOrders(orders, excluded);
        }
        return new Source(
                orders.name(),
                orders.isSimulated(),
                store,
                orders.statedAsOf(),
                orders.lastDate(),
                unit,
                leftOut(excluded, named),
                howRead(orders.reading(), named),
                orders.rounded(),
                orders.roundedBy());
    }

    static HowRead howRead(Reading reading, boolean named) {
        return new HowRead(
                reading.text(),
                reading.preset(),
                reading.lines(),
                reading.merged(),
                reading.refunds(),
                reading.refunded(),
                notes(reading.notes(), named));
    }

    static List<HowRead.Note> notes(List<DataNote> notes, boolean named) {
        return notes.stream()
                .map(note -> new HowRead.Note(
                        note.kind().name(),
                        named || !note.kind().tellsKeys() ? note.message() : UNNAMED,
                        note.count(),
                        note.firstLines()))
                .toList();
    }

    /** What is left out, with its first lines if customers may be named. */
    public static LeftOut leftOut(Excluded excluded, boolean named) {
        return new LeftOut(
                excluded.count(),
                excluded.byReason().entrySet().stream()
                        .map(each -> new LeftOut.Reason(
                                each.getKey().name(), each.getKey().words(), each.getValue()))
                        .toList(),
                excluded.first().stream()
                        .filter(each -> named)
                        .map(each -> new LeftOut.Line(each.number(), each.what()))
                        .toList());
    }

    private static BadInputException noOrders(CsvOrders orders, Excluded excluded) {
        return nothingLeft(
                orders.name(),
                "orders",
                excluded,
                orders.guessedExport()
                        .map(export ->
                                " (read as " + export + ", told by its header: --preset none reads it plainly, and"
                                        + " --only COLUMN=VALUES says what counts)")
                        .orElse(""));
    }

    /** What to say where no line is left to count. */
    static BadInputException nothingLeft(String name, String what, Excluded excluded, String hint) {
        if (excluded.count() == 0) {
            return new BadInputException(name + ": no " + what + ", only a header");
        }
        Excluded.Line first = excluded.first().get(0);
        return new BadInputException(name + ": no " + what + ": all " + Words.counted(excluded.count(), "line")
                + " left out, the first, line " + first.number() + ", for: " + first.what() + hint);
    }
}
