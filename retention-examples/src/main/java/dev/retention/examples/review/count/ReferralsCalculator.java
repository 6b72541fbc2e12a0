package dev.retention.examples.review.count;

import dev.retention.Proportion;
import dev.retention.ProportionInterval;
import dev.retention.examples.review.figures.Block;
import dev.retention.examples.review.figures.Cell;
import dev.retention.examples.review.figures.Table;
import dev.retention.rule.Group;
import dev.retention.segment.ReferralTable;
import dev.retention.segment.Referrals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says which customers bring others. */
final class ReferralsCalculator {

    private static final double CONFIDENCE = 0.95;

    private final Optional<Map<String, Map<Group, ReferralTable<String>>>> tables;
    private final ReviewSource source;
    private final ReviewTime time;
    private final Openings openings;

    /** @param tables referrals by what referrers are, each by a name for people */
    ReferralsCalculator(
            Optional<Map<String, Map<Group, ReferralTable<String>>>> tables,
            ReviewSource source,
            ReviewTime time,
            Openings openings) {
        this.tables = tables;
        this.source = source;
        this.time = time;
        this.openings = openings;
    }

    Block block() {
        String title = "Who brings new customers?";
        if (tables.isEmpty()) {
            return Block.of("referrals", title, List.of(), List.of(), List.of("who was referred: needs --referrals"));
        }
        Table.Builder rows = Table.named(
                        "referrals", "Customers who came in " + time.label() + " by whom referred them")
                .column("by", "The referrer's")
                .column("group", "Group")
                .column("customers", "Referred")
                .column("value", source.unit().after("They bring"))
                .column("share", "Of all new")
                .column("interval", "95 % interval");
        tables.get()
                .forEach((by, groups) -> groups.forEach((group, table) -> {
                    ReferralTable<String>.InPeriod in = table.inPeriod(time.period());
                    long referred = in.customers(Referrals.Item.REFERRED);
                    if (referred > 0) {
                        // Classes of days have their number before them, by which they are in order.
                        Optional<Proportion> share = in.referredShare();
                        String label = LossesCalculator.label(group).replaceFirst("^[0-9]+: ", "");
                        rows.row(
                                Cell.text(by),
                                Cell.text(label),
                                openings.count(
                                        "referred:" + by + "=" + label,
                                        "referred in " + time.label() + ", the referrer's " + by + ": " + label,
                                        referred,
                                        () -> in.members(Referrals.Item.REFERRED)),
                                Cell.amount(in.amount(Referrals.Item.REFERRED)),
                                share.map(each -> Cell.share(each.asDouble())).orElseGet(Cell::none),
                                share.map(each -> each.interval(ProportionInterval.WILSON, CONFIDENCE))
                                        .map(each -> Cell.shares(each.lower(), each.upper()))
                                        .orElseGet(Cell::none));
                    }
                }));
        Table table = rows.build();
        List<String> words = new ArrayList<>();
        if (table.rows().isEmpty()) {
            words.add("Nobody who came in " + time.label() + " was referred by a customer of whom something is known.");
        }
        return Block.of("referrals", title, words, List.of(table), List.of());
    }
}
