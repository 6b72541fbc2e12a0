package dev.retention.examples.review.count;

import dev.retention.Interval;
import dev.retention.Proportion;
import dev.retention.ProportionInterval;
import dev.retention.examples.report.count.ServiceSource;
import dev.retention.examples.report.figures.Words;
import dev.retention.examples.review.figures.Block;
import dev.retention.examples.review.figures.Cell;
import dev.retention.examples.review.figures.Table;
import dev.retention.history.Members;
import dev.retention.loss.EarlyLosses;
import dev.retention.loss.EarlyLosses.Item;
import dev.retention.loss.LossTable;
import dev.retention.movement.Contracts;
import dev.retention.rule.Grouping;
import dev.retention.rule.Grouping.Reading;
import dev.retention.rule.PeriodItems;
import dev.retention.rule.Sweep;
import dev.retention.survival.CumulativeIncidence;
import dev.retention.survival.ExitTable;
import dev.retention.survival.HazardRate;
import dev.retention.time.Period;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Says after how long customers leave and how, and who loses those soon whom they brought. */
final class StayCalculator {

    private static final double CONFIDENCE = 0.95;
    private static final double MONTH = 365.25 / 12;
    private static final int YEAR = 365;
    private static final int[] BANDS = {0, 90, 180, 365, 730};
    private static final String ANY = "any";

    /** Columns that tell by whom or from where a customer came, or what was promised. */
    private static final Pattern CAME_BY = Pattern.compile(
            ".*(seller|sales|sold|source|channel|campaign|partner|promise).*", Pattern.CASE_INSENSITIVE);

    private final ReviewSource source;
    private final ReviewTime time;
    private final Openings openings;

    StayCalculator(ReviewSource source, ReviewTime time, Openings openings) {
        this.source = source;
        this.time = time;
        this.openings = openings;
    }

    Block block(LossTable<String> losses, Sweep<String> sweep) {
        List<String> words = new ArrayList<>();
        List<Table> tables = new ArrayList<>();
        ExitTable<String> exits =
                losses.exits(loss -> source.modes() ? loss.mode().orElse("(not known)") : ANY);
        if (exits.all().totalEnded() > 0) {
            words.addAll(incidence(exits));
            tables.add(hazards(exits));
        }
        EarlyLosses early = EarlyLosses.over(time.timeline(), source.service().spells())
                .on(ServiceSource.BASE)
                .within(source.gapDays() + Tables.EARLY_DAYS);
        tables.add(early(early.of(sweep)));
        return Block.of(
                "staying",
                "After how long do they leave, and who is lost soon?",
                words,
                tables.stream().filter(table -> !table.rows().isEmpty()).toList(),
                source.attributes().stream()
                                .anyMatch(name -> CAME_BY.matcher(name).matches())
                        ? List.of()
                        : List.of("early losses by seller, source or promise: need a column of that name in"
                                + " --attributes"));
    }

    /** Which shares have left within a year. */
    private static List<String> incidence(ExitTable<String> exits) {
        CumulativeIncidence<String> all = CumulativeIncidence.estimate(exits);
        List<String> parts = new ArrayList<>();
        for (String mode : all.reasons()) {
            Optional<Interval> interval = all.interval(mode, YEAR, CONFIDENCE);
            if (all.at(mode, YEAR).isPresent()) {
                parts.add((mode.equals(ANY) ? "" : mode + " ")
                        + Words.percent(all.at(mode, YEAR).getAsDouble())
                        + interval.map(each -> " (95 %: " + Words.percentNumber(each.lower()) + " to "
                                        + Words.percent(each.upper()) + ")")
                                .orElse(""));
            }
        }
        return parts.isEmpty()
                ? List.of()
                : List.of("Of all who ever came, lost within a year of coming: " + String.join(", ", parts) + ".");
    }

    private Table hazards(ExitTable<String> exits) {
        Table.Builder rows = Table.named(
                        "hazards",
                        "Lost for each month that a customer stays, by how long they have been there; of first stays")
                .column("tenure", "Days since coming")
                .column("mode", "How")
                .column("lost", "Lost")
                .column("rate", "A month")
                .column("interval", "95 % interval");
        double last = exits.all().lastTime().orElse(0);
        for (int i = 0; i < BANDS.length && BANDS[i] < last; i++) {
            boolean isLast = i + 1 == BANDS.length || BANDS[i + 1] >= last;
            double to = isLast ? last : BANDS[i + 1];
            String band = isLast ? "more than " + BANDS[i] : BANDS[i] + " to " + BANDS[i + 1];
            if (source.modes()) {
                row(rows, band, "all", HazardRate.of(exits.all(), BANDS[i], to));
            }
            for (String mode : exits.reasons()) {
                row(rows, band, mode.equals(ANY) ? "all" : mode, exits.hazard(mode, BANDS[i], to));
            }
        }
        return rows.build();
    }

    private static void row(Table.Builder rows, String band, String mode, HazardRate rate) {
        Interval interval = rate.interval(CONFIDENCE);
        rows.row(
                Cell.text(band),
                Cell.text(mode),
                Cell.count(Math.round(rate.ended())),
                Cell.share(rate.perPeriod() * MONTH),
                Cell.shares(interval.lower() * MONTH, interval.upper() * MONTH));
    }

    /** By what those are parted who came. */
    private Map<String, Grouping> groupings() {
        Map<String, Grouping> by = new LinkedHashMap<>();
        if (source.plans()) {
            by.put("plan", Grouping.ofColumn(Contracts.PLAN, Reading.LATEST).on(ServiceSource.BASE));
        }
        for (String name : source.attributes()) {
            if (CAME_BY.matcher(name).matches()) {
                by.put(name, Grouping.ofColumn(name, Reading.LATEST).on(ReviewSource.ATTRIBUTES));
            }
        }
        return by;
    }

    private Table early(PeriodItems<String, Item> all) {
        List<Period> year = time.year();
        Table.Builder rows = Table.named(
                        "early",
                        "Lost within " + (source.gapDays() + Tables.EARLY_DAYS) + " days, of those who came from "
                                + year.get(0) + " to " + time.label())
                .column("by", "By")
                .column("group", "Group")
                .column("came", "Came")
                .column("lost", "Lost soon")
                .column("kept", "Stayed longer")
                .column("open", "Not known yet")
                .column("rate", "Lost of those known")
                .column("interval", "95 % interval");
        earlyRow(rows, "all", "", all, year);
        groupings()
                .forEach((by, grouping) -> all.by(grouping)
                        .tables()
                        .forEach((group, table) -> earlyRow(rows, by, LossesCalculator.label(group), table, year)));
        return rows.build();
    }

    private void earlyRow(
            Table.Builder rows, String by, String group, PeriodItems<String, Item> table, List<Period> year) {
        long came = sum(table, Item.STARTED, year);
        if (came == 0) {
            return;
        }
        long lost = sum(table, Item.LOST, year);
        long known = lost + sum(table, Item.KEPT, year);
        Optional<Proportion> rate = known == 0 ? Optional.empty() : Optional.of(Proportion.of(lost, known));
        rows.row(
                Cell.text(by),
                group.isEmpty() ? Cell.none() : Cell.text(group),
                count(table, Item.STARTED, "came", by, group, year),
                count(table, Item.LOST, "lost soon", by, group, year),
                Cell.count(sum(table, Item.KEPT, year)),
                Cell.count(sum(table, Item.OPEN, year)),
                rate.map(each -> Cell.share(each.asDouble())).orElseGet(Cell::none),
                rate.map(each -> each.interval(ProportionInterval.WILSON, CONFIDENCE))
                        .map(each -> Cell.shares(each.lower(), each.upper()))
                        .orElseGet(Cell::none));
    }

    private Cell count(
            PeriodItems<String, Item> table, Item item, String what, String by, String group, List<Period> year) {
        return openings.count(
                "early:" + item + ":" + by + "=" + group,
                what + ", from " + year.get(0) + " to " + time.label()
                        + (group.isEmpty() ? "" : ", " + by + " " + group),
                sum(table, item, year),
                () -> year.stream()
                        .map(period -> table.inPeriod(period).members(item))
                        .reduce(Members::or)
                        .orElseThrow());
    }

    private static long sum(PeriodItems<String, Item> table, Item item, List<Period> year) {
        return year.stream()
                .mapToLong(period -> table.inPeriod(period).customers(item))
                .sum();
    }
}
