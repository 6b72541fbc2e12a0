package dev.retention.examples.review.count;

import dev.retention.examples.report.figures.Words;
import dev.retention.examples.review.figures.Cell;
import dev.retention.examples.review.figures.Table;
import dev.retention.loss.CallList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts the list of whom to call into a table. */
final class CallsCalculator {

    private final CallList<String> list;
    private final Optional<String> back;

    /** @param back how many of the lost came back since; empty if none did, or it is not known */
    CallsCalculator(CallList<String> list, Optional<String> back) {
        this.list = list;
        this.back = back;
    }

    /** The list. */
    CallList<String> list() {
        return list;
    }

    /** The list as a table. */
    Table table() {
        Table.Builder rows = Table.named("list", "Whom to call")
                .column("rank", "No.")
                .column("customer", "Customer")
                .column("value", "Value")
                .column("why", "Why")
                .column("reason", "Reason known")
                .column("caller", "Caller");
        for (CallList.Entry<String> entry : list.entries()) {
            rows.row(
                    Cell.count(entry.rank()),
                    Cell.text(entry.customer()),
                    entry.candidate().value().map(Cell::amount).orElseGet(Cell::none),
                    Cell.text(entry.why()),
                    entry.candidate().reason().map(Cell::text).orElseGet(Cell::none),
                    entry.caller().map(Cell::text).orElseGet(Cell::none));
        }
        return rows.build();
    }

    /** By which rule, and what the list speaks for. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        words.add(Words.capital(list.rule().toString()) + ".");
        list.coverage().ifPresent(coverage -> words.add("The list covers " + coverage + "."));
        back.ifPresent(each -> words.add(Words.capital(each) + ": left out."));
        if (list.missing() > 0) {
            words.add("Nobody else is to be called: the list is " + list.missing() + " short of what was wanted.");
        }
        if (!list.resting().isEmpty()) {
            words.add(Words.counted(list.resting().size(), "customer") + " left out, called in the 91 days before.");
        }
        return words;
    }
}
