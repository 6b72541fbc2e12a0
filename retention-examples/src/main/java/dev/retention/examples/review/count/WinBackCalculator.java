package dev.retention.examples.review.count;

import dev.retention.Interval;
import dev.retention.examples.report.figures.Words;
import dev.retention.examples.review.figures.Block;
import dev.retention.examples.review.figures.Cell;
import dev.retention.examples.review.figures.Table;
import dev.retention.history.Members;
import dev.retention.loss.WinBackComparison;
import dev.retention.loss.WinBackTable.Who;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Says who of the lost came back, called and not called. */
final class WinBackCalculator {

    private static final double CONFIDENCE = 0.95;

    /** Of fewer who were called nothing is judged. */
    private static final int LEAST = 10;

    private final Optional<WinBacks> tables;
    private final ReviewSource source;
    private final ReviewTime time;
    private final Openings openings;
    private final int days;

    WinBackCalculator(Optional<WinBacks> tables, ReviewSource source, ReviewTime time, Openings openings, int days) {
        this.tables = tables;
        this.source = source;
        this.time = time;
        this.openings = openings;
        this.days = days;
    }

    Block block() {
        String title = "Who came back?";
        if (tables.isEmpty()) {
            return Block.of(
                    "winback",
                    title,
                    List.of(),
                    List.of(),
                    List.of(
                            "whether calls brought customers back: needs --calls, such as the call-list.csv of last time"));
        }
        WinBacks all = tables.get();
        return Block.of("winback", title, words(all), List.of(rows(all)), List.of());
    }

    private List<String> words(WinBacks all) {
        List<String> words = new ArrayList<>();
        long called = all.losses(Who.CALLED);
        words.add("Of all losses so far, " + Words.count(all.losses(Who.LOST)) + ": "
                + Words.count(all.losses(Who.CALLED_BACK))
                + " of " + Words.count(called) + " called came back, and "
                + Words.count(all.losses(Who.NOT_CALLED_BACK)) + " of "
                + Words.count(all.losses(Who.NOT_CALLED))
                + " others. Each loss counts by itself, a customer's first in each "
                + time.timeline().grain().toString().toLowerCase(Locale.ROOT) + ".");
        if (called > 0 && called < LEAST) {
            words.add("Whether calls bring customers back: " + Words.count(called)
                    + " called are too few to tell; it takes " + LEAST + ".");
        } else {
            all.compare(days, CONFIDENCE).ifPresent(each -> words.add(judged(each)));
        }
        if (called > 0) {
            words.add(
                    "Somebody chose whom to call, mostly those worth most, so that a difference need not be the calls' doing.");
        }
        return words;
    }

    private static String judged(WinBackComparison each) {
        Interval interval = each.differenceInterval();
        String beyond = interval.lower() > 0
                ? "more than would be expected, by "
                : interval.upper() < 0 ? "fewer than would be expected, by " : "no clear difference: ";
        return Words.percent(each.share()) + " of " + Words.count(each.called()) + " called came back within "
                + each.days()
                + " days of the call, " + Words.percent(each.expected()) + " of others who were away for as long: "
                + beyond
                + Words.percentNumber(interval.lower()) + " to " + Words.percentNumber(interval.upper())
                + " points (95 %).";
    }

    private Table rows(WinBacks all) {
        Map<Who, String> who = new LinkedHashMap<>();
        who.put(Who.LOST, "Lost so far");
        who.put(Who.CALLED, "… called while away");
        who.put(Who.CALLED_BACK, "… called, and back");
        who.put(Who.NOT_CALLED, "… not called");
        who.put(Who.NOT_CALLED_BACK, "… not called, and back");
        Table.Builder rows = Table.named(
                        "customers", "Losses, called and not called, and what customers came back with")
                .column("who", "Who")
                .column("losses", "Losses")
                .column("customers", "Customers")
                .column("atReturn", source.unit().after("Value at return"))
                .column("before", "Value before");
        who.forEach((each, name) -> {
            boolean isBack = each == Who.CALLED_BACK || each == Who.NOT_CALLED_BACK;
            Members<String> members = all.members(each);
            rows.row(
                    Cell.text(name),
                    Cell.count(all.losses(each)),
                    openings.count("winback:" + each.name(), name, members.size(), () -> members),
                    isBack ? Cell.amount(all.atReturn(each)) : Cell.none(),
                    isBack ? Cell.amount(all.before(each)) : Cell.none());
        });
        return rows.build();
    }
}
